import { setInEntry } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import type { Rule } from '../rule.js';
import { settingPlace } from './settingPlace.js';
import { sourceData } from './sourceTags.js';
import { hasMeantProfileTag } from './tagMistakes.js';

export const sourceNotStitched: Rule = {
  id: 'source-not-stitched',
  group: 'sources',
  title: 'A source with profile tags is not made available to Stitch',
  severity: 'error',
  requirements: ['P03'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'reference/domain_tables.html#domain-tables-make-available-to-stitch',
  ],
  check(context) {
    for (const source of context.lineage.profileSources) {
      // Tags on a bridge belong elsewhere, and `stitch` with them.
      if (source.kind === 'bridge' || source.stitch?.value === true) continue;
      if (source.stitch === null && !source.complete) continue;
      // Where all of its profile tags stand on the wrong fields, that is said there.
      if (!hasMeantProfileTag(source, context.catalog)) continue;
      context.report({
        place: source.stitch?.place ?? source.place,
        message: `\`${source.name}\` has profile tags but is not available to Stitch, so its customers get no Amperity ID. Set \`stitch: true\`.`,
        data: sourceData(source, context),
        fixes: [
          fixOf({
            title: `Make \`${source.name}\` available to Stitch`,
            preferred: true,
            addsOnly: true,
            changes: () =>
              edited(
                source.file,
                setInEntry(source.file.tree, source.entry, ['stitch'], true, settingPlace(source, 'stitch')),
              ),
          }),
        ],
      });
    }
  },
};
