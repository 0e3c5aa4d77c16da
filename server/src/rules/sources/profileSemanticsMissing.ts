import type { Rule } from '../rule.js';
import { isKnownInFull, isProfileTag, isReshaped, mayCarryTags, sourceData, tagUses } from './sourceTags.js';
import { meantTags } from './tagMistakes.js';
import { likelyTagFixes, suggestionsFor } from './tagging.js';

export const profileSemanticsMissing: Rule = {
  id: 'profile-semantics-missing',
  group: 'sources',
  title: 'A source of customers has no profile tags',
  severity: 'error',
  requirements: ['P01'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'reference/semantics.html#semantics-profile',
  ],
  check(context) {
    const { tenant, catalog } = context;
    for (const source of tenant.sources) {
      if (!mayCarryTags(source) || !source.records.includes('customer') || !isKnownInFull(source)) continue;
      if (tagUses(source, catalog).some(({ match }) => isProfileTag(match))) continue;
      // A misspelt profile tag is a finding of its own, with its own mend.
      if ([...meantTags(source, catalog)].some((tag) => isProfileTag(catalog.semantic(tag)))) continue;
      if (isReshaped(source, context)) continue;
      const suggestions = suggestionsFor(source, context, 'profile');
      context.report({
        place: source.place,
        message: `\`${source.name}\` holds customers, but none of its fields has a profile tag, so Stitch cannot tell who they are. Tag the fields that say who somebody is: name, email, phone, address.`,
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
