import type { Fault } from './faults.js';

/** Faults in names of tables, in queries, and in how tables are built. */
export const queryFaults: readonly Fault[] = [
  {
    what: 'a template is said to be SQL',
    from: 'build: template',
    to: 'build: sql',
    rule: 'schema',
    at: 'template: merged_customers',
  },
  {
    what: 'FROM is taken away',
    from: / +FROM Merged_Customers\n\n/,
    to: '\n',
    rule: 'sql-unknown-column',
    at: 'amperity_id',
  },
  {
    what: 'another table is read than the one that is meant',
    from: / {10}SELECT\n( +)amperity_id\n( +,email IS NOT NULL AS is_contactable_by_email\n) +FROM Merged_Customers\n/,
    to: '          SELECT\n$1amperity_id\n$1,MAX(phone) AS phone\n$2          FROM Transaction_Attributes_Extended\n          GROUP BY amperity_id, email\n',
    rule: 'sql-unknown-column',
    at: 'phone',
  },
  {
    what: 'an alias is called otherwise where it is made',
    from: 'FROM Merged_Customers mc',
    to: 'FROM Merged_Customers customers',
    rule: 'sql-unknown-column',
    at: 'mc.*',
  },
  {
    what: 'an aggregate is taken away from what it adds up',
    from: 'SUM(IF',
    to: '(IF',
    rule: 'sql-group-by',
    at: 'is_return',
    noMend: 'which aggregate is meant only a person knows',
  },
  {
    what: 'a comma stands behind the name of a function',
    from: 'MAX(store_id)',
    to: 'MAX, (store_id)',
    rule: 'sql-unknown-column',
    at: 'MAX',
  },
  {
    what: 'a table that two queries read is misspelt where it is made',
    from: '      Merged_Customers:\n',
    to: '      Merged_Customer:\n',
    rule: 'sql-unknown-table',
    at: 'Merged_Customers\n\n      Customer_360:',
  },
  {
    what: 'a comma stands before an alias',
    from: 'FROM Merged_Customers mc',
    to: 'FROM Merged_Customers, mc',
    rule: 'sql-unknown-table',
    at: 'mc\n',
  },
  {
    what: 'a star and what is joined are of one table',
    from: 'FROM Merged_Customers mc',
    to: 'FROM Transaction_Attributes_Extended mc',
    rule: 'sql-duplicate-column',
    at: 'tae.lifetime_order_revenue',
  },
];
