import { firstFeature } from '../features.js';
import type { Rule, RuleContext } from '../rule.js';
import { joined } from '../wording.js';

/** A kind of data that the documentation recommends, and what in a tenant shows that it is there. */
interface RecommendedData {
  readonly what: string;
  readonly records?: string;
  readonly tags: RegExp;
}

const recommended: readonly RecommendedData[] = [
  {
    what: 'product data (categories, departments)',
    records: 'product_catalog',
    tags: /^pc\/|^txn-item\/product-(?!id$|sku$|upc$)/,
  },
  { what: 'channel data (in store, online, social)', tags: /^txn-item\/(?:purchase|digital)-channel$/ },
  { what: 'demographic data (age, gender, state, country)', tags: /^(?:birthdate|gender|state|country)$/ },
  { what: 'contact data (opt-in lists, postal addresses)', tags: /^(?:email-opt|sms-opt)\/|^address2?$/ },
];

export const recommendedDataMissing: Rule = {
  id: 'recommended-data-missing',
  group: 'advice',
  title: 'Data that the documentation recommends is not there',
  severity: 'hint',
  requirements: ['A1', 'A2', 'A3', 'A4'],
  sources: ['operator/add_campaigns.html#add-campaigns-data-requirements-supporting-data-sources'],
  check(context) {
    const feature = firstFeature(context);
    const { tenant } = context;
    if (!feature || !tenant.complete || tenant.sources.some((source) => !source.complete)) return;
    const missing = recommended.filter((data) => !isThere(data, context)).map(({ what }) => what);
    if (missing.length === 0) return;
    context.report({
      place: feature.setting.key,
      message: `No source brings ${joined(missing, 'or')}. It is not required, but segments are richer with it: add such sources where you have them.`,
      data: { features: context.enabled },
    });
  },
};

function isThere({ records, tags }: RecommendedData, { tenant, lineage }: RuleContext): boolean {
  return (
    [...lineage.usedTags].some((tag) => tags.test(tag)) ||
    (records !== undefined && tenant.sources.some((source) => source.records.includes(records)))
  );
}
