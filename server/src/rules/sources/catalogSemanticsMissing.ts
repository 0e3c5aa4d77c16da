import type { Rule } from '../rule.js';
import { isKnownInFull, isReshaped, itemPrefix, mayCarryTags, sourceData } from './sourceTags.js';
import { meantTags } from './tagMistakes.js';
import { likelyTagFixes, suggestionsFor } from './tagging.js';

export const catalogSemanticsMissing: Rule = {
  id: 'catalog-semantics-missing',
  group: 'sources',
  title: 'A source of products has no product catalog tags',
  severity: 'warning',
  requirements: ['P02'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'reference/semantics.html#semantics-product-catalog',
  ],
  check(context) {
    const { tenant, catalog } = context;
    for (const source of tenant.sources) {
      if (!mayCarryTags(source) || !source.records.includes('product_catalog') || !isKnownInFull(source))
        continue;
      const tags = [...meantTags(source, catalog)];
      if (tags.some((tag) => tag.startsWith('pc/') || tag.startsWith(itemPrefix))) continue;
      if (isReshaped(source, context)) continue;
      const suggestions = suggestionsFor(source, context, 'catalog');
      context.report({
        place: source.place,
        message: `\`${source.name}\` holds products, but none of its fields has a \`pc/\` tag, so segments cannot use categories and other attributes of products. Tag them, or read the source in a custom domain table.`,
        data: sourceData(source, context),
        fixes: likelyTagFixes(source, { suggestions, stitch: false, mends: () => true }),
      });
    }
  },
};
