import type { RequiredTable } from '../../catalog/types.js';
import type { Database } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { customer360Databases, isComplete, stitchCanFeed, tableAs } from './customer360Databases.js';
import { meantTable } from './misnamedTables.js';

/**
 * The tables that enabled features need and an active customer 360 database certainly lacks, in build order; one whose
 * name is a slip is told at the table that has it.
 */
export function missingTables(context: RuleContext, database: Database): readonly RequiredTable[] {
  const lacking = lackingTables(context, database);
  if (lacking.length === 0) return lacking;
  const meant = database.tables.map((table) => meantTable(context, database, table)?.table);
  return lacking.filter(({ table }) => !meant.includes(table));
}

function lackingTables(context: RuleContext, database: Database): readonly RequiredTable[] {
  const { tenant, catalog, enabled } = context;
  const isChecked = enabled.length > 0 && customer360Databases(tenant).includes(database);
  if (!isChecked || !isComplete(database) || !tenant.complete) return [];
  return catalog.requiredTables.filter(
    ({ table }) => tableAs(database, table) === null && stitchCanFeed(context, table),
  );
}

/** True where a name means such a table. */
export function lacksRequiredTable(context: RuleContext, database: Database, name: string): boolean {
  const standard = context.catalog.standardTable(name)?.name;
  return standard !== undefined && lackingTables(context, database).some(({ table }) => table === standard);
}
