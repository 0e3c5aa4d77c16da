import type { Rule } from '../rule.js';
import { isKnownInFull, isProfileTag, mayCarryTags, sourceData } from './sourceTags.js';
import { meantTag } from './tagMistakes.js';
import { likelyTagFixes, suggestionsFor } from './tagging.js';

/** How many fields the documentation wants: fewer tell people apart too badly. */
const enough = 3;

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
      const tagged = source.fields.filter((field) =>
        field.semantics.some((item) =>
          isProfileTag(
            catalog.semantic(
              meantTag(
                { field, item, tag: item.value, match: catalog.semantic(item.value) },
                source,
                catalog,
              ),
            ),
          ),
        ),
      );
      if (tagged.length >= enough) continue;
      const suggestions = suggestionsFor(source, context, 'profile');
      const fields = tagged.length === 1 ? 'only one field' : 'only two fields';
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
