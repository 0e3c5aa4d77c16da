import { selectLines, type Item } from './layout.js';
import { mergedCustomersColumns } from './mergedCustomers.js';
import { offerOf, tableInSql, type QueryContext } from './queryContext.js';

/**
 * The query of Customer_360: one row per Amperity ID from Merged_Customers, with the attributes of their orders.
 * Source: operator/table_customer_360.html#table-customer360-add.
 */
export function customer360Query(context: QueryContext): string {
  const profile = mergedCustomersColumns(context);
  const usual = context.catalog.writtenQueries.customer360.attributes;
  const merged = offerOf('Merged_Customers', context, ['amperity_id', ...profile]);
  const attributes = offerOf('Transaction_Attributes_Extended', context, usual);
  const items: Item[] = [
    { expression: 'mc.amperity_id', alias: null },
    ...profile
      .filter((column) => merged.has(column))
      .map((column) => ({ expression: `mc.${column}`, alias: null })),
    ...usual
      .filter((column) => attributes.has(column))
      .map((column) => ({ expression: `tae.${column}`, alias: null })),
  ];
  return [
    selectLines(items),
    `FROM ${tableInSql('Merged_Customers', context)} mc`,
    `LEFT JOIN ${tableInSql('Transaction_Attributes_Extended', context)} tae ON (tae.amperity_id = mc.amperity_id)`,
  ].join('\n');
}
