import type { QueryContext } from '../../edits/queries/queryContext.js';
import type { Database, Declared, Table, Tenant } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';

/** The groups of tags that every feature stands on; `stitch-output-missing` speaks of their lack. */
export const requiredGroups: readonly string[] = ['profile', 'txn-item/'];

/** Every customer 360 database, active or not. */
export function allCustomer360Databases(tenant: Tenant): readonly Database[] {
  return tenant.databases.filter((database) => database.kind?.value === 'customer_360');
}

/** True unless the file says that it is not. */
export function isActive(database: Database): boolean {
  return database.active?.value !== false;
}

/** The customer 360 databases that features are checked against: the active ones. */
export function customer360Databases(tenant: Tenant): readonly Database[] {
  return allCustomer360Databases(tenant).filter(isActive);
}

/** Where all of the database could be read, so that what is not seen is certainly not there. */
export function isComplete(database: Database): boolean {
  return database.complete && database.parts.every((part) => part.complete);
}

/** The table of a database that plays a standard table's role. */
export function tableAs(database: Database, standard: string): Table | null {
  return database.tables.find((table) => table.standard === standard) ?? null;
}

/** Each active customer 360 database that has the table, with it. */
export function tablesAs(
  tenant: Tenant,
  standard: string,
): readonly { readonly database: Database; readonly table: Table }[] {
  return customer360Databases(tenant).flatMap((database) => {
    const table = tableAs(database, standard);
    return table ? [{ database, table }] : [];
  });
}

/** What SQL for a table of this database is written from. */
export function queryContextOf(context: RuleContext, database: Database | null): QueryContext {
  const { tenant, lineage, catalog, enabled } = context;
  return { tenant, lineage, catalog, enabled, database };
}

/** The declaration of a database that new tables go into: where its tables stand, else where its settings stand. */
export function partForTables(database: Database): Declared {
  const files = new Map<string, number>();
  for (const table of database.tables) files.set(table.file.uri, (files.get(table.file.uri) ?? 0) + 1);
  const fullest = [...files].sort((a, b) => b[1] - a[1])[0]?.[0];
  return database.parts.find((part) => part.file.uri === fullest) ?? database;
}

/**
 * False where the table follows from a group of tags that no source has: then the lack of tags is the cause, which
 * `stitch-output-missing` names, and the table is only a symptom.
 */
export function stitchCanFeed(context: RuleContext, table: string): boolean {
  const seen = new Set<string>();
  let current = context.catalog.standardTable(table);
  while (current && !seen.has(current.name)) {
    seen.add(current.name);
    if (current.madeBy.length > 0)
      return current.madeBy.some((group) => context.lineage.usedGroups.has(group));
    const [input] = current.dependsOn;
    current = input === undefined ? null : context.catalog.standardTable(input);
  }
  return true;
}

/** True where a table follows from tags that no source has, and `stitch-output-missing` says so: it does for features that are on. */
export function lackOfTagsIsTold(context: RuleContext, table: string): boolean {
  return context.enabled.length > 0 && !stitchCanFeed(context, table);
}
