import { removeEntry } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import type { Rule } from '../rule.js';
import { isKnownInFull, itemPrefix, sourceData, tagUses } from './sourceTags.js';

export const sourceNeedlesslyStitched: Rule = {
  id: 'source-needlessly-stitched',
  group: 'sources',
  title: 'A source with only transaction or catalogue tags is made available to Stitch',
  severity: 'warning',
  requirements: ['TXN-NOSTITCH', 'C03'],
  sources: ['reference/domain_tables.html#domain-tables-add-custom'],
  check(context) {
    for (const source of context.tenant.sources) {
      const { stitch } = source;
      if (stitch?.value !== true || source.kind === 'bridge' || !isKnownInFull(source)) continue;
      const uses = tagUses(source, context.catalog).filter(({ match }) => match?.group.id !== 'keys');
      const isOfItems = (tag: string): boolean => tag.startsWith(itemPrefix) || tag.startsWith('pc/');
      if (uses.length === 0 || !uses.every(({ tag }) => isOfItems(tag))) continue;
      context.report({
        place: stitch.place,
        message: `\`${source.name}\` has no profile tags, so Stitch has nothing to do with it and only takes longer. A foreign key links its rows to customers; leave \`stitch\` out.`,
        data: sourceData(source, context),
        fixes: [
          fixOf({
            title: 'Remove `stitch`',
            preferred: true,
            changes: () => edited(source.file, removeEntry(source.file.tree, stitch.entry)),
          }),
        ],
      });
    }
  },
};
