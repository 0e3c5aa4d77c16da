import { selectLines, type Item } from './layout.js';
import { nullOfType, type QueryContext } from './queryContext.js';

/**
 * The query of Unified_Itemized_Transactions in a database: Stitch's own table whole; what it lacks and enabled
 * features need comes from the product catalogue where that has it, else NULL, as the documentation asks for columns
 * without a history.
 * Source: operator/table_unified_itemized_transactions.html.
 */
export function unifiedItemizedTransactionsQuery(context: QueryContext): string {
  const core = coreRelation(context, 'Unified_Itemized_Transactions');
  if (core === null) return 'SELECT *\nFROM Unified_Itemized_Transactions';
  const lacking = context.catalog.requiredColumns.filter(
    (required) =>
      required.table === 'Unified_Itemized_Transactions' &&
      context.enabled.some((feature) => required.features[feature] !== undefined) &&
      required.nullAllowed &&
      context.lineage.stateOf(core, required.column) === 'absent',
  );
  const catalogue = coreRelation(context, 'Unified_Product_Catalog');
  const fromCatalogue = lacking.filter(
    ({ column }) => catalogue !== null && context.lineage.stateOf(catalogue, column) === 'certain',
  );
  const canJoin = fromCatalogue.length > 0 && context.lineage.stateOf(core, 'product_id') === 'certain';
  if (lacking.length === 0) return 'SELECT *\nFROM Unified_Itemized_Transactions';
  const items: Item[] = [
    { expression: 'uit.*', alias: null },
    ...lacking.map(({ column, type }) => ({
      expression:
        canJoin && fromCatalogue.some((each) => each.column === column) ? `upc.${column}` : nullOfType(type),
      alias: column,
    })),
  ];
  const join = canJoin ? '\nLEFT JOIN Unified_Product_Catalog upc ON (upc.product_id = uit.product_id)' : '';
  return `${selectLines(items)}\nFROM Unified_Itemized_Transactions uit${join}`;
}

function coreRelation(context: QueryContext, table: string) {
  return context.lineage.coreTables.find((relation) => relation.name === table) ?? null;
}
