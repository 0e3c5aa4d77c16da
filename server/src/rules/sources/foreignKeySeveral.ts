import type { Rule } from '../rule.js';
import { misplacedTag } from './misplacedTags.js';
import { replaceTagFix } from './semanticUnknown.js';
import { isForeignKey, sourceData, tagUses } from './sourceTags.js';
import { weightOf } from './tagMistakes.js';
import { removeTagFix } from './tagging.js';

export const foreignKeySeveral: Rule = {
  id: 'foreign-key-several',
  group: 'sources',
  title: 'Lines of orders have more than one foreign key',
  severity: 'warning',
  requirements: ['TXN-ONEFK', 'C15'],
  sources: ['reference/semantics.html#semantics-key-foreign'],
  check(context) {
    for (const source of context.lineage.itemSources) {
      const [first, ...later] = tagUses(source, context.catalog).filter(({ tag }) => isForeignKey(tag));
      if (!first) continue;
      for (const use of later) {
        const { field, item, tag } = use;
        const meant = misplacedTag(use, source, context.catalog);
        context.report({
          place: item.place,
          ...weightOf(use, source, context.catalog),
          message: `\`${source.name}\` has the foreign key \`${first.tag}\` already. A source without customers should have one only, or an order may go to two of them: remove \`${tag}\` or the other.`,
          data: sourceData(source, context, field.name),
          related: [{ place: first.item.place, message: `\`${first.field.name}\` has \`${first.tag}\`.` }],
          fixes: [
            ...(meant === null ? [] : [replaceTagFix(field, item, meant.meant, false)]),
            removeTagFix(field, item),
            removeTagFix(first.field, first.item),
          ],
        });
      }
    }
  },
};
