import { indent, selectLines, type Item } from './layout.js';
import {
  documentedType,
  nullOfType,
  offerOf,
  requiredColumnsOfGroup,
  tableInSql,
  type Offer,
  type QueryContext,
} from './queryContext.js';

const returned = 'COALESCE(uit.is_return, FALSE)';
const cancelled = 'COALESCE(uit.is_cancellation, FALSE)';

/** One value per order: the same on each of its items. */
const perOrder = ['purchase_channel', 'purchase_brand', 'digital_channel', 'store_id'];
const perOrderWhereTagged = ['currency', 'payment_method', 'customer_id'];

/** The columns that the written query has, in order. */
export function unifiedTransactionsColumns(context: QueryContext): readonly string[] {
  return items(context, itemsOffer(context)).map(
    ({ expression, alias }) => alias ?? expression.replace(/^.*\./, ''),
  );
}

/**
 * The query of Unified_Transactions: Unified_Itemized_Transactions rolled up to one row per order, with returned and
 * cancelled items left out of revenue and quantity. Where sources say when a record changed, an order that several
 * people share goes to the one whose record is newest.
 * Source: operator/table_unified_transactions.html.
 */
export function unifiedTransactionsQuery(context: QueryContext): string {
  const offer = itemsOffer(context);
  const owned = ownerIsKnown(context, offer);
  const itemTable = tableInSql('Unified_Itemized_Transactions', context);
  const coalesced = tableInSql('Unified_Coalesced', context);
  return [
    '-- One row per order; returned and cancelled items do not count.',
    ...(owned ? [`WITH Order_Owner AS (\n${indent(orderOwner(itemTable, coalesced), '  ')}\n)`] : []),
    selectLines(items(context, offer)),
    `FROM ${itemTable} uit`,
    ...(owned ? ['LEFT JOIN Order_Owner oo ON (oo.order_id = uit.order_id)'] : []),
    'GROUP BY uit.order_id',
  ].join('\n');
}

function orderOwner(itemTable: string, coalesced: string): string {
  return `-- An order that several people share goes to the one whose record changed last.
SELECT DISTINCT
  o.order_id
  ,FIRST(uc.amperity_id) OVER (PARTITION BY o.order_id ORDER BY uc.update_dt DESC, uc.amperity_id DESC) AS amperity_id
FROM ${itemTable} o
JOIN ${coalesced} uc ON (uc.amperity_id = o.amperity_id)`;
}

function itemsOffer(context: QueryContext): Offer {
  const assumed = ['amperity_id', ...requiredColumnsOfGroup(context.catalog, 'txn-item/')];
  return offerOf('Unified_Itemized_Transactions', context, assumed);
}

function ownerIsKnown(context: QueryContext, offer: Offer): boolean {
  return context.lineage.usedTags.has('update-dt') && offer.has('amperity_id') && offer.has('order_id');
}

function items(context: QueryContext, offer: Offer): readonly Item[] {
  const column = (name: string, needs: readonly string[], expression: string): Item => ({
    expression: needs.every((need) => offer.has(need)) ? expression : nullOfColumn(context, name),
    alias: name,
  });
  const owner = ownerIsKnown(context, offer) ? 'MAX(oo.amperity_id)' : 'MAX(uit.amperity_id)';
  return [
    { expression: 'uit.order_id', alias: null },
    { expression: owner, alias: 'amperity_id' },
    column('order_datetime', ['order_datetime'], 'MIN(uit.order_datetime)'),
    ...sums(offer, column),
    column('order_discount_amount', ['order_discount_amount'], 'MAX(uit.order_discount_amount)'),
    ...perOrder.map((name) => column(name, [name], `MAX(uit.${name})`)),
    ...perOrderWhereTagged
      .filter((name) => offer.has(name))
      .map((name) => column(name, [name], `MAX(uit.${name})`)),
  ];
}

/** Sums over the items that count, and over those that came back. */
function sums(
  offer: Offer,
  column: (name: string, needs: readonly string[], expression: string) => Item,
): readonly Item[] {
  const flags = [
    ...(offer.has('is_return') ? [returned] : []),
    ...(offer.has('is_cancellation') ? [cancelled] : []),
  ];
  const kept = (item: string) =>
    flags.length === 0 ? `SUM(uit.${item})` : `SUM(IF(${flags.join(' OR ')}, 0, uit.${item}))`;
  const only = (flag: string, item: string) => `SUM(IF(${flag}, uit.${item}, 0))`;
  const result = [
    column('order_quantity', ['item_quantity'], kept('item_quantity')),
    column('order_revenue', ['item_revenue'], kept('item_revenue')),
  ];
  if (offer.has('is_return')) {
    result.push(column('order_returned_quantity', ['item_quantity'], only(returned, 'item_quantity')));
    result.push(column('order_returned_revenue', ['item_revenue'], only(returned, 'item_revenue')));
  }
  if (offer.has('is_cancellation')) {
    result.push(column('order_canceled_quantity', ['item_quantity'], only(cancelled, 'item_quantity')));
    result.push(column('order_canceled_revenue', ['item_revenue'], only(cancelled, 'item_revenue')));
  }
  return result;
}

function nullOfColumn(context: QueryContext, column: string): string {
  return nullOfType(documentedType(context.catalog, 'Unified_Transactions', column));
}
