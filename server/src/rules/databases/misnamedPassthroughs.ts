import type { Database, Table } from '../../tenant/tenant.js';
import { nearestTable } from '../nearestTable.js';
import type { RuleContext } from '../rule.js';
import { tableAs } from './customer360Databases.js';

/** The source or core table whose name is nearest to one that means none; null where none is near. */
export function nearestSource({ catalog, tenant, lineage }: RuleContext, name: string): string | null {
  return nearestTable(catalog, name, [
    ...tenant.sources.map((source) => source.name),
    ...lineage.coreTables.map((core) => core.name),
  ]);
}

/**
 * The core table that a passthrough without a source is meant to be, where its own name is a slip of the pen and its
 * database has no other table of the right one.
 */
export function misnamedPassthrough(context: RuleContext, database: Database, table: Table): string | null {
  if (table.build?.value !== 'passthrough' || table.source !== null) return null;
  const resolution = context.lineage.resolvePassthrough(table.name);
  if (resolution.kind !== 'unknown' || !resolution.certain) return null;
  const near = nearestSource(context, table.name);
  const standard = near === null ? undefined : context.catalog.standardTable(near);
  return near !== null && standard?.name === near && tableAs(database, near) === null ? near : null;
}
