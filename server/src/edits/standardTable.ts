import type { RequiredTable } from '../catalog/types.js';
import type { YamlMap, YamlValue } from './value.js';
import { tableQuery } from './queries/tableQuery.js';
import type { QueryContext } from './queries/queryContext.js';

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

/** A whole customer 360 database with every table that features require. */
export function customer360DatabaseValue(context: QueryContext): YamlValue {
  // The data file lists them in the order in which they build on each other.
  const tables = context.catalog.requiredTables;
  return {
    map: [
      ['kind', 'customer_360'],
      ['ampiq', true],
      ['tables', { map: tables.map((table) => [table.table, standardTableValue(table, context)] as const) }],
    ],
  };
}
