// A tenant of about so many lines, always the same for the same number: sources with tags, a customer 360 database with
// the required tables, and many tables of the tenant's own with SQL.

/** Numbers from 0 to 1 that look random and are not. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export const profileFields = [
  ['first_name', 'string', 'given-name'],
  ['last_name', 'string', 'surname'],
  ['email_address', 'string', 'email'],
  ['phone_number', 'string', 'phone'],
  ['street', 'string', 'address'],
  ['city', 'string', 'city'],
  ['province', 'string', 'state'],
  ['zip', 'string', 'postal'],
  ['country', 'string', 'country'],
  ['born', 'date', 'birthdate'],
  ['gender', 'string', 'gender'],
  ['club_number', 'string', 'loyalty-id'],
  ['changed', 'datetime', 'update-dt'],
];

const itemFields = [
  ['ordered_at', 'datetime', 'txn-item/order-datetime'],
  ['sku', 'string', 'txn-item/product-id'],
  ['category', 'string', 'txn-item/product-category'],
  ['quantity', 'integer', 'txn-item/item-quantity'],
  ['amount', 'decimal', 'txn-item/item-revenue'],
  ['line_discount', 'decimal', 'txn-item/item-discount-amount'],
  ['order_discount', 'decimal', 'txn-item/order-discount-amount'],
  ['returned', 'boolean', 'txn-item/is-return'],
  ['cancelled', 'boolean', 'txn-item/is-cancellation'],
  ['brand', 'string', 'txn-item/purchase-brand'],
  ['channel', 'string', 'txn-item/purchase-channel'],
  ['web_channel', 'string', 'txn-item/digital-channel'],
  ['store', 'string', 'txn-item/store-id'],
];

/** The lines of the tables that a customer 360 database needs. */
export const standardTables = `      Unified_Coalesced: {build: passthrough}
      Unified_Customer: {build: passthrough}
      Unified_Scores: {build: passthrough}
      Unified_Itemized_Transactions:
        build: sql
        sql: SELECT * FROM Unified_Itemized_Transactions
      Unified_Transactions:
        build: sql
        sql: |-
          SELECT
             order_id
            ,MAX(amperity_id) AS amperity_id
            ,MIN(order_datetime) AS order_datetime
            ,SUM(IF(COALESCE(is_return, FALSE) OR COALESCE(is_cancellation, FALSE), 0, item_revenue)) AS order_revenue
            ,SUM(IF(COALESCE(is_return, FALSE) OR COALESCE(is_cancellation, FALSE), 0, item_quantity)) AS order_quantity
            ,MAX(order_discount_amount) AS order_discount_amount
            ,MAX(purchase_channel) AS purchase_channel
            ,MAX(purchase_brand) AS purchase_brand
            ,MAX(digital_channel) AS digital_channel
            ,MAX(store_id) AS store_id
          FROM Unified_Itemized_Transactions
          GROUP BY order_id
      Transaction_Attributes_Extended: {build: passthrough, segment_editor: true}
      Merged_Customers:
        build: template
        template: merged_customers
        source_priority: ["Crm:Accounts_0"]
        segment_editor: true
        columns:
          amperity_id: {type: string, semantics: [db/required, db/unique]}
          loyalty_id: string
      Customer_360:
        build: sql
        sql: |-
          SELECT mc.*, tae.lifetime_order_revenue, tae.latest_order_datetime
          FROM Merged_Customers mc
          LEFT JOIN Transaction_Attributes_Extended tae ON (mc.amperity_id = tae.amperity_id)
        columns:
          amperity_id: {type: string, semantics: [db/required, db/unique]}`.split('\n');

/** The lines of one source. */
export function source(name, records, key, fields) {
  return [
    `  ${name}:`,
    `    records: ${records}`,
    ...(records === 'customer' ? ['    stitch: true'] : []),
    `    primary_key: [${key.map(([field]) => field).join(', ')}]`,
    '    fields:',
    ...[...key, ...fields].map(([field, type, tag]) =>
      tag === undefined ? `      ${field}: ${type}` : `      ${field}: {type: ${type}, semantics: ${tag}}`,
    ),
  ];
}

function ownTable(index, random) {
  const columns = [
    'amperity_id',
    'order_id',
    'order_datetime',
    'order_revenue',
    'purchase_channel',
    'store_id',
  ];
  const chosen = columns.filter((column, at) => at === 0 || random() < 0.7);
  return [
    `      Report_${index}:`,
    '        build: sql',
    '        hidden: true',
    '        sql: |-',
    '          SELECT',
    ...chosen.map((column, at) => `            ${at === 0 ? ' ' : ','}t.${column}`),
    `            ,CASE WHEN t.order_revenue > ${Math.floor(random() * 500)} THEN 'high' ELSE 'low' END AS value_band`,
    '          FROM Unified_Transactions t',
    "          WHERE t.purchase_channel IN ('online', 'store')",
    '        columns:',
    '          value_band: string',
  ];
}

/** The lines up to the first two sources, which are all that the required tables need. */
export const head = [
  'version: 1',
  'tenant: bench',
  'features: {segments: true, segment_insights: true, campaigns: true}',
  'verified: {sources_run: 2026-11-16, stitch_run: 2026-11-16, stitch_qa: 2026-11-12, transactions_qa: 2026-11-12, revenue: 2026-11-13, validation_report: 2026-11-16}',
  'sources:',
  ...source('Crm:Accounts_0', 'customer', [['account_id', 'string', '[ck, fk-account]']], profileFields),
  ...source(
    'Shop:Lines_0',
    'interaction',
    [
      ['order_number', 'string', 'txn-item/order-id'],
      ['line', 'integer'],
    ],
    [['account_id', 'string', 'fk-account'], ...itemFields],
  ),
];

/** The lines of the customer 360 database, to which more tables can be added. */
export const databases = [
  'databases:',
  '  Customer_360:',
  '    kind: customer_360',
  '    ampiq: true',
  '    tables:',
  ...standardTables,
];

/** The text of a tenant with at least so many lines (100 or more), and where a typist would be at work in it. */
export function generateTenant(lines, seed = 42) {
  const random = numbers(seed);
  const sources = [];
  const tables = [];
  for (let index = 1; head.length + databases.length + sources.length + tables.length < lines; index += 1) {
    if (index % 2 === 1) {
      const key = [['account_id', 'string', '[ck, fk-account]']];
      sources.push(...source(`Crm:Accounts_${index}`, 'customer', key, profileFields));
    } else tables.push(...ownTable(index, random));
  }
  return [...head, ...sources, ...databases, ...tables, ''].join('\n');
}
