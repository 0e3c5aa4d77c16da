import { customer360Query } from './customer360.js';
import { customerAttributesQuery } from './customerAttributes.js';
import { mergedCustomersQuery } from './mergedCustomers.js';
import type { QueryContext } from './queryContext.js';
import { unifiedItemizedTransactionsQuery } from './unifiedItemizedTransactions.js';
import { unifiedTransactionsQuery } from './unifiedTransactions.js';
import { selectLines, type Item } from './layout.js';

const queries: Readonly<Record<string, (context: QueryContext) => string>> = {
  Merged_Customers: mergedCustomersQuery,
  Unified_Transactions: unifiedTransactionsQuery,
  Unified_Itemized_Transactions: unifiedItemizedTransactionsQuery,
  Customer_Attributes: customerAttributesQuery,
  Customer_360: customer360Query,
};

/**
 * The SQL of a standard table for this tenant. A core table without a template of its own is selected whole, so that
 * somebody can go on from there; null for a table that is neither.
 */
export function tableQuery(table: string, context: QueryContext): string | null {
  const query = queries[table];
  if (query) return query(context);
  return context.catalog.tableInSql(table) ? `SELECT *\nFROM ${table}` : null;
}

/**
 * A core table selected whole with further columns that it lacks, as NULL of their type: what a passthrough becomes
 * when features need more columns than its source has.
 */
export function widenedQuery(source: string, lacking: readonly Item[]): string {
  return `${selectLines([{ expression: '*', alias: null }, ...lacking])}\nFROM ${source}`;
}
