import type { RequiredTable } from '../catalog/types.js';
import type { YamlMap, YamlValue } from './value.js';
import { tableQuery } from './queries/tableQuery.js';
import type { QueryContext } from './queries/queryContext.js';

/** The documentation's build order: a table stands behind those that it reads. */
const buildOrder = [
  'Unified_Coalesced',
  'Unified_Customer',
  'Unified_Scores',
  'Unified_Itemized_Transactions',
  'Unified_Transactions',
  'Transaction_Attributes_Extended',
  'Merged_Customers',
  'Customer_Attributes',
  'Customer_360',
];

/** What is said of the Amperity ID of tables with one row a customer: databases.html#databases-database-howto-set-validation-rules. */
const checkedAmperityId: YamlMap = {
  map: [
    [
      'amperity_id',
      {
        flow: {
          map: [
            ['type', 'string'],
            ['semantics', ['db/required', 'db/unique']],
          ],
        },
      },
    ],
  ],
};

/** A required table as it is written into a database: its build mode, SQL made for this tenant, and its flags. */
export function standardTableValue(required: RequiredTable, context: QueryContext): YamlValue {
  const { table, preferredBuild } = required;
  const query = preferredBuild === 'sql' ? tableQuery(table, context) : null;
  const standard = context.catalog.standardTable(table);
  const build = query === null ? 'passthrough' : 'sql';
  const flagged =
    standard?.forMarketers === true && table !== 'Customer_360' && context.enabled.includes('segments');
  const entries: (readonly [string, YamlValue])[] = [
    ['build', build],
    ...(flagged ? ([['segment_editor', true]] as const) : []),
    ...(query === null ? [] : ([['sql', { block: query }]] as const)),
    ...(table === 'Merged_Customers' || table === 'Customer_360'
      ? ([['columns', checkedAmperityId]] as const)
      : []),
  ];
  return query === null ? { flow: { map: entries } } : { map: entries };
}

/** The name under which a required table is looked for, in the order in which the tables build on each other. */
export function inBuildOrder(tables: readonly RequiredTable[]): readonly RequiredTable[] {
  const rank = (table: RequiredTable): number => {
    const index = buildOrder.indexOf(table.table);
    return index === -1 ? buildOrder.length : index;
  };
  return [...tables].sort((a, b) => rank(a) - rank(b));
}

/** A whole customer 360 database with every table that features require. */
export function customer360DatabaseValue(context: QueryContext): YamlValue {
  const tables = inBuildOrder(context.catalog.requiredTables);
  return {
    map: [
      ['kind', 'customer_360'],
      ['ampiq', true],
      ['tables', { map: tables.map((table) => [table.table, standardTableValue(table, context)] as const) }],
    ],
  };
}
