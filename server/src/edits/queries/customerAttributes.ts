import { selectLines, type Item } from './layout.js';
import { mergedCustomersColumns } from './mergedCustomers.js';
import { offerOf, tableInSql, type QueryContext } from './queryContext.js';

/**
 * The query of Customer_Attributes: how each customer can be reached and whether they have bought.
 * Source: operator/table_customer_attributes.html.
 */
export function customerAttributesQuery(context: QueryContext): string {
  const merged = offerOf('Merged_Customers', context, ['amperity_id', ...mergedCustomersColumns(context)]);
  const { reachable } = context.catalog.writtenQueries.customerAttributes;
  const items: Item[] = [
    { expression: 'mc.amperity_id', alias: null },
    ...reachable
      .filter(({ needs }) => needs.every((need) => merged.has(need)))
      .map(({ column, needs }) => ({
        expression: needs.map((need) => `mc.${need} IS NOT NULL`).join(' AND '),
        alias: column,
      })),
    { expression: 'tae.amperity_id IS NOT NULL', alias: 'is_purchaser' },
    { expression: 'tae.amperity_id IS NULL', alias: 'is_prospect' },
  ];
  return [
    selectLines(items),
    `FROM ${tableInSql('Merged_Customers', context)} mc`,
    `LEFT JOIN ${tableInSql('Transaction_Attributes_Extended', context)} tae ON (tae.amperity_id = mc.amperity_id)`,
  ].join('\n');
}
