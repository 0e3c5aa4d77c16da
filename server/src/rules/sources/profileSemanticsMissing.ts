import type { Catalog } from '../../catalog/catalog.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import type { Source } from '../../tenant/tenant.js';
import type { Rule } from '../rule.js';
import { isKnownInFull, isProfileTag, isReshaped, mayCarryTags, sourceData, tagUses } from './sourceTags.js';
import { misspeltTag } from './tagMistakes.js';
import { likelyTagFixes, suggestionsFor } from './tagging.js';

const profiled = new KeptBySource<boolean>();

/** A misspelt profile tag counts: it is a finding of its own, with its own mend. */
function hasProfileTag(source: Source, catalog: Catalog): boolean {
  return (
    tagUses(source, catalog).some(({ match }) => isProfileTag(match)) ||
    tagUses(source, catalog).some((use) => {
      const meant = misspeltTag(use, catalog);
      return meant !== null && isProfileTag(catalog.semantic(meant));
    })
  );
}

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
      if (profiled.of(source, catalog, () => hasProfileTag(source, catalog))) continue;
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
