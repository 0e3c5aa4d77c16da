import type { Semantic } from '../../catalog/types.js';
import type { Source } from '../../tenant/tenant.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { linkedTaggingFix, nullColumnsFix, reshapingFix } from './transactionFixes.js';
import { isKnownInFull, isReshaped, itemPrefix, mayCarryTags, sourceData } from './sourceTags.js';
import { meantTags } from './tagMistakes.js';
import { suggestionsFor } from './tagging.js';

export const transactionSemanticsMissing: Rule = {
  id: 'transaction-semantics-missing',
  group: 'sources',
  title: 'A source of interactions lacks required transaction tags',
  severity: 'error',
  requirements: ['P02', 'TXN-REQ', 'R1', 'R2'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'operator/add_transactions.html#setup-transactions-apply-semantics',
  ],
  check(context) {
    for (const source of context.tenant.sources) {
      if (source.kind === 'bridge' || !isKnownInFull(source)) continue;
      const tags = meantTags(source, context.catalog);
      const isOfItems = [...tags].some((tag) => tag.startsWith(itemPrefix));
      if (!isOfItems && !isUntagged(source, tags, context)) continue;
      const missing = requiredTags(context).filter(({ tag }) => !tags.has(tag));
      if (missing.length > 0) report(source, missing, isOfItems, context);
    }
  },
};

/** A source of interactions without a tag of any group that has a prefix, and that nothing reshapes. */
function isUntagged(source: Source, tags: ReadonlySet<string>, context: RuleContext): boolean {
  return (
    mayCarryTags(source) &&
    source.records.includes('interaction') &&
    ![...tags].some((tag) => tag.includes('/')) &&
    !isReshaped(source, context)
  );
}

function requiredTags({ catalog }: RuleContext): readonly Semantic[] {
  const group = catalog.semanticGroups.find(({ prefix }) => prefix === itemPrefix);
  return (group?.semantics ?? []).filter(({ requirement }) => requirement === 'required');
}

function report(
  source: Source,
  missing: readonly Semantic[],
  isOfItems: boolean,
  context: RuleContext,
): void {
  const names = missing.map(({ tag }) => (isOfItems ? tag.slice(itemPrefix.length) : tag));
  const effect = 'Unified_Itemized_Transactions cannot be made from it in full';
  const message = isOfItems
    ? `\`${source.name}\` lacks these required \`txn-item/\` tags: ${listed(names)}. Without them ${effect}; tag a field with each, or add the columns in a custom domain table.`
    : `\`${source.name}\` holds interactions but has no transaction tags, so ${effect}. It needs ${listed(names)}: tag its fields, or reshape it in a custom domain table.`;
  context.report({
    place: source.place,
    message,
    data: sourceData(source, context),
    fixes: fixes(source, missing, context),
  });
}

/** Tags where names suggest all of them; else what adds the columns that are not there. */
function fixes(source: Source, missing: readonly Semantic[], context: RuleContext): readonly Fix[] {
  const likely = suggestionsFor(source, context, 'item');
  const wanted = new Set(missing.map(({ tag }) => tag));
  const suggestions = likely.filter(({ tag }) => wanted.has(tag));
  if (suggestions.length === missing.length) return [linkedTaggingFix(source, suggestions, context)];
  if (source.kind === 'custom_domain_table') return nullColumnsFix(source, missing, suggestions, context);
  return source.fieldsNode === null ? [] : [reshapingFix(source, context)];
}
