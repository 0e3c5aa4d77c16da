import type { Database, Table } from '../../tenant/tenant.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { joinedTo } from './brandJoin.js';
import { customer360Databases, tableAs } from './customer360Databases.js';

export const brandPatternHalfMade: Rule = {
  id: 'brand-pattern-half-made',
  group: 'databases',
  title: 'A pattern for several brands of which one half is missing',
  severity: 'error',
  requirements: ['MB4', 'MB8', 'MB10', 'MB11', 'C30'],
  sources: [
    'operator/add_customer_data.html#setup-customer-profiles-activate-database',
    'operator/filtered_360_databases.html#multiple-360-databases-join',
  ],
  check(context) {
    for (const database of customer360Databases(context.tenant)) {
      checkDatabaseKey(context, database);
      checkDatabaseFilter(context, database);
    }
  },
};

/** `Database_Key` names the brand, and the items are joined to it on `purchase_brand`. */
function checkDatabaseKey(context: RuleContext, database: Database): void {
  const key = named(database, 'Database_Key');
  const items = tableAs(database, 'Unified_Itemized_Transactions');
  if (!key || !items || readsUnknown(context, database, items) || reads(context, database, items, key))
    return;
  report(
    context,
    database,
    items,
    `\`${database.name}\` names its brand in \`${key.name}\`, and \`${items.name}\` is not joined to it, so orders of all brands come in. Join \`${key.name}\` on \`purchase_brand\`.`,
    joinedTo(context, database, items, {
      other: key.name,
      join: 'INNER JOIN',
      key: 'purchase_brand',
      alias: 'dk',
    }),
  );
}

/** `Database_Filter` holds one `database_key`; sources have the tag, and tables are filtered by it. */
function checkDatabaseFilter(context: RuleContext, database: Database): void {
  const filter = named(database, 'Database_Filter');
  if (!filter) return;
  if (!isTagged(context)) {
    if (!context.tenant.complete) return;
    report(
      context,
      database,
      filter,
      `\`${filter.name}\` filters by \`database_key\`, and no source has a \`database-key\` tag, so there is nothing to filter. Tag the field that says whose record it is.`,
      [],
    );
    return;
  }
  for (const table of database.tables) {
    if (table !== filter && isUnfiltered(context, database, table, filter))
      reportUnfiltered(context, database, table, filter);
  }
}

function isTagged({ lineage }: RuleContext): boolean {
  return [...lineage.usedTags].some((tag) => tag === 'database-key' || tag.endsWith('/database-key'));
}

/**
 * True where a table holds records of all brands: it takes them from Stitch or a source, has the column by which they
 * are told apart, and reads the filter nowhere.
 */
function isUnfiltered(context: RuleContext, database: Database, table: Table, filter: Table): boolean {
  const { lineage } = context;
  const relation = lineage.relationOfTable(database, table);
  if (readsUnknown(context, database, table) || reads(context, database, table, filter)) return false;
  if (lineage.stateOf(relation, 'database_key') !== 'certain') return false;
  return lineage.columnsOf(relation).reads.some(({ kind }) => kind === 'core' || kind === 'source');
}

function reportUnfiltered(context: RuleContext, database: Database, table: Table, filter: Table): void {
  report(
    context,
    database,
    table,
    `\`${table.name}\` is not filtered by \`${filter.name}\`, so records of all brands come into \`${database.name}\`. Add a SEMI JOIN of \`${filter.name}\` on \`database_key\`.`,
    joinedTo(context, database, table, {
      other: filter.name,
      join: 'LEFT SEMI JOIN',
      key: 'database_key',
      alias: 'df',
    }),
  );
}

function named(database: Database, name: string): Table | null {
  return database.tables.find((table) => table.key === name.toLowerCase()) ?? null;
}

function reads(context: RuleContext, database: Database, table: Table, other: Table): boolean {
  const { lineage } = context;
  const wanted = lineage.relationOfTable(database, other).id;
  return lineage
    .upstream(lineage.relationOfTable(database, table))
    .some((relation) => relation.id === wanted);
}

/** True where a query cannot be read in full, so that what it reads is not certain. */
function readsUnknown(context: RuleContext, database: Database, table: Table): boolean {
  const { unknown } = context.lineage.columnsOf(context.lineage.relationOfTable(database, table));
  return unknown?.kind === 'unparsed' || unknown?.kind === 'not-described';
}

function report(
  context: RuleContext,
  database: Database,
  table: Table,
  message: string,
  fixes: readonly Fix[],
): void {
  context.report({
    place: table.place,
    message,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes,
  });
}
