import type { Catalog } from '../../catalog/catalog.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import type { Source } from '../../tenant/tenant.js';
import type { Rule } from '../rule.js';
import { goneTags } from './goneFields.js';
import { isKnownInFull, isProfileTag, mayCarryTags, sourceData, tagUses } from './sourceTags.js';
import { meantTag } from './tagMistakes.js';
import { likelyTagFixes, suggestionsFor } from './tagging.js';

/** How many fields the documentation wants: fewer tell people apart too badly. */
const enough = 3;

const taggedFields = new KeptBySource<number>();

/** How many fields have a profile tag, a mistake that one is meant by, or are gone though the primary key names them. */
function profileFields(source: Source, catalog: Catalog): number {
  const uses = tagUses(source, catalog).filter((use) =>
    isProfileTag(catalog.semantic(meantTag(use, source, catalog))),
  );
  const gone = goneTags(source, catalog).filter((tag) => isProfileTag(catalog.semantic(tag)));
  return new Set(uses.map(({ field }) => field)).size + gone.length;
}

export const profileSemanticsFew: Rule = {
  id: 'profile-semantics-few',
  group: 'sources',
  title: 'A source has profile tags on fewer than three fields',
  severity: 'warning',
  requirements: ['PRO-3PII'],
  sources: ['reference/semantics.html#semantics-profile'],
  check(context) {
    const { lineage, catalog } = context;
    for (const source of lineage.profileSources) {
      if (!mayCarryTags(source) || !isKnownInFull(source)) continue;
      const count = taggedFields.of(source, catalog, () => profileFields(source, catalog));
      // Where all of them stand on the wrong fields, that is said there.
      if (count >= enough || count === 0) continue;
      const suggestions = suggestionsFor(source, context, 'profile');
      const fields = count === 1 ? 'only one field' : 'only two fields';
      context.report({
        place: source.place,
        message: `\`${source.name}\` has profile tags on ${fields}, too few for Stitch to tell people apart. Tag three or more good ones, or none.`,
        data: sourceData(source, context),
        fixes: likelyTagFixes(source, {
          suggestions,
          stitch: true,
          mends: (tag) => isProfileTag(catalog.semantic(tag)),
        }),
      });
    }
  },
};
