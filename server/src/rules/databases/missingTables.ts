import type { RequiredTable } from '../../catalog/types.js';
import type { Database } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { customer360Databases, isComplete, stitchCanFeed, tableAs } from './customer360Databases.js';
import { misnamedPassthrough } from './misnamedPassthroughs.js';

/** The tables that enabled features need and an active customer 360 database certainly lacks, in build order. */
export function missingTables(context: RuleContext, database: Database): readonly RequiredTable[] {
  const { tenant, catalog, enabled } = context;
  const isChecked = enabled.length > 0 && customer360Databases(tenant).includes(database);
  if (!isChecked || !isComplete(database) || !tenant.complete) return [];
  const missing = catalog.requiredTables.filter(
    ({ table }) => tableAs(database, table) === null && stitchCanFeed(context, table),
  );
  if (missing.length === 0) return missing;
  // A slip in a table's name is told there.
  const misnamed = database.tables.map((table) => misnamedPassthrough(context, database, table));
  return missing.filter(({ table }) => !misnamed.includes(table));
}

/** True where a name means such a table. */
export function lacksRequiredTable(context: RuleContext, database: Database, name: string): boolean {
  const standard = context.catalog.standardTable(name)?.name;
  return missingTables(context, database).some(({ table }) => table === standard);
}
