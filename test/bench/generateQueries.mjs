// Tenants and queries whose weight is SQL: many tables with long queries, one very long query, very many tables.
import { databases, head, profileFields, source } from './generateTenant.mjs';

/** A query of about so many lines over the transactions, or over another table that selects their columns. */
export function longQuery(lines, from, number) {
  const bands = [];
  for (let index = 0; 3 * index + 18 < lines; index += 1) {
    bands.push(
      `  , SUM(CASE WHEN t.order_revenue > ${10 * index + number}`,
      `        AND t.purchase_channel = 'online' THEN t.order_revenue ELSE 0 END)`,
      `      AS revenue_over_${index}`,
    );
  }
  return [
    'WITH orders AS (',
    '  SELECT amperity_id, order_id, order_datetime, order_revenue, purchase_channel, store_id',
    `  FROM ${from}`,
    "  WHERE order_datetime > DATE '2020-01-01'",
    ')',
    'SELECT',
    '    t.amperity_id',
    '  , MAX(t.order_id) AS order_id',
    '  , MAX(t.order_datetime) AS order_datetime',
    '  , SUM(t.order_revenue) AS order_revenue',
    '  , MAX(t.purchase_channel) AS purchase_channel',
    '  , MAX(t.store_id) AS store_id',
    '  , COUNT(DISTINCT t.order_id) AS orders',
    ...bands,
    'FROM orders t',
    'WHERE t.amperity_id IS NOT NULL',
    'GROUP BY t.amperity_id',
  ];
}

function table(name, query) {
  return [
    `      ${name}:`,
    '        build: sql',
    '        hidden: true',
    '        sql: |-',
    ...query.map((line) => `          ${line}`),
  ];
}

/** The text of a tenant with so many tables of so many lines; every third one reads the one before it. */
export function generateQueries(tables, lines) {
  const own = Array.from({ length: tables }, (_, index) => {
    const from = index % 3 === 2 ? `Report_${index - 1}` : 'Unified_Transactions';
    return table(`Report_${index}`, longQuery(lines, from, index));
  });
  return [...head, ...databases, ...own.flat(), ''].join('\n');
}

/** The text of a tenant with so many sources, databases, and tables in all of these. */
export function generateWide(sources, databaseCount, tables) {
  const feeds = Array.from({ length: sources - 2 }, (_, index) =>
    source(
      `Crm:Accounts_${index + 1}`,
      'customer',
      [['account_id', 'string', '[ck, fk-account]']],
      profileFields,
    ),
  );
  const own = (index) => table(`Report_${index}`, longQuery(24, 'Unified_Transactions', index));
  const per = Math.floor(tables / databaseCount);
  const others = Array.from({ length: databaseCount - 1 }, (_, index) => [
    `  Reports_${index + 1}:`,
    '    kind: empty',
    '    tables:',
    ...Array.from({ length: per }, (__, each) => own((index + 1) * per + each)).flat(),
  ]);
  // The first one has nine required tables.
  const first = Array.from({ length: tables - per * (databaseCount - 1) - 9 }, (_, index) => own(index));
  return [...head, ...feeds.flat(), ...databases, ...first.flat(), ...others.flat(), ''].join('\n');
}
