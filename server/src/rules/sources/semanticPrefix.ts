import type { Rule } from '../rule.js';
import { replaceTagFix } from './semanticUnknown.js';
import { sourceData, tagUses } from './sourceTags.js';
import { holdsInteractions, rightPrefix } from './tagMistakes.js';

export const semanticPrefix: Rule = {
  id: 'semantic-prefix',
  group: 'sources',
  title: 'A transaction tag has a wrong prefix or none',
  severity: 'error',
  requirements: ['TXN-PREFIX', 'C17'],
  sources: ['reference/semantics.html#semantics-itemized-transactions'],
  check(context) {
    const { tenant, catalog } = context;
    for (const source of tenant.sources.filter((each) => holdsInteractions(each, catalog))) {
      for (const { field, item, tag } of tagUses(source, catalog)) {
        const right = rightPrefix(tag, catalog);
        if (right === null) continue;
        context.report({
          place: item.place,
          message: `Tags of transactions begin with \`txn-item/\`: write \`${right}\`. \`${tag}\` does not reach Unified_Itemized_Transactions.`,
          data: sourceData(source, context, field.name),
          fixes: [replaceTagFix(field, item, right, true)],
        });
      }
    }
  },
};
