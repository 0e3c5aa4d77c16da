import { renameKey } from '../../edits/yaml.js';
import type { Database, Table } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import { nearestTable } from '../nearestTable.js';
import type { Fix, RuleContext } from '../rule.js';
import { customer360Databases, tableAs } from './customer360Databases.js';
import { isReadByName } from './readTables.js';

/** The standard table that a table is meant to be. */
export interface Meant {
  readonly table: string;
  /** Whether its name is a slip for that one: else only what it is built from, and what is lacking, say so. */
  readonly isNear: boolean;
}

/** The source or core table whose name is nearest to one that means none; null where none is near. */
export function nearestSource({ catalog, tenant, lineage }: RuleContext, name: string): string | null {
  return nearestTable(catalog, name, [
    ...tenant.sources.map((source) => source.name),
    ...lineage.coreTables.map((core) => core.name),
  ]);
}

/**
 * The standard table that a table of another name is meant to be, where its database has no table of that name: a
 * passthrough of nothing under its own name, and what has the template of another table. Told at the table.
 */
export function meantTable(context: RuleContext, database: Database, table: Table): Meant | null {
  if (table.build?.value === 'template') return meantByTemplate(context, database, table);
  if (!isPassthroughOfNothing(context, table)) return null;
  const near = nearestSource(context, table.name);
  if (near !== null) {
    const isStandard = context.catalog.standardTable(near)?.name === near;
    return isStandard && tableAs(database, near) === null ? { table: near, isNear: true } : null;
  }
  const only = onlyLacking(context, database);
  if (only === null) return null;
  const isOnly = database.tables.every((other) => other === table || !isPassthroughOfNothing(context, other));
  return isOnly ? { table: only, isNear: false } : null;
}

/** The table of a database whose name is a slip for a standard table that is not there, and that nothing reads by it. */
export function nearlyCalled(context: RuleContext, database: Database, standard: string): Table | null {
  const own = database.tables.filter((table) => table.standard === null);
  const near = nearest(
    standard,
    own.map(({ name }) => name),
  );
  const table = near === null ? undefined : own.find(({ name }) => name === near);
  return table && !isReadByName(context, database, table) ? table : null;
}

function isPassthroughOfNothing({ lineage }: RuleContext, table: Table): boolean {
  if (table.build?.value !== 'passthrough' || table.source !== null || table.query !== null) return false;
  const resolution = lineage.resolvePassthrough(table.name);
  return resolution.kind === 'unknown' && resolution.certain;
}

/** The one core table that features need, that may be passed through, and that a database lacks; null for several. */
function onlyLacking(context: RuleContext, database: Database): string | null {
  const { catalog, lineage } = context;
  if (!isFeatured(context, database)) return null;
  const [only, ...others] = catalog.requiredTables.filter(
    ({ table, builds }) =>
      builds.includes('passthrough') &&
      tableAs(database, table) === null &&
      lineage.coreTables.some(({ name }) => name === table),
  );
  return others.length === 0 ? (only?.table ?? null) : null;
}

/** Whether features that are on need the tables of a database. */
function isFeatured({ enabled, tenant }: RuleContext, database: Database): boolean {
  return enabled.length > 0 && customer360Databases(tenant).includes(database);
}

function meantByTemplate(context: RuleContext, database: Database, table: Table): Meant | null {
  const { templates } = context.catalog;
  const template = templates.find(({ id }) => id === table.template?.value);
  const isOther = table.standard === null && template && tableAs(database, template.table) === null;
  if (!isOther || database.tables.some((other) => other !== table && hasTemplate(other, template.id)))
    return null;
  const isNear = nearest(table.name, [template.table]) !== null;
  return isNear || isFeatured(context, database) ? { table: template.table, isNear } : null;
}

function hasTemplate({ build, template, standard }: Table, id: string): boolean {
  return build?.value === 'template' && template?.value === id && standard === null;
}

/** True where a table of the database is meant to be the standard table that a name in SQL means. */
export function isMeantByOther(context: RuleContext, database: Database, name: string): boolean {
  const standard = context.catalog.standardTable(name)?.name;
  return (
    standard !== undefined &&
    database.tables.some((table) => meantTable(context, database, table)?.table === standard)
  );
}

/** Gives a table the name of the one that it is meant to be. */
export function renameFix(table: Table, { table: name, isNear }: Meant): Fix {
  return fixOf({
    title: `Rename \`${table.name}\` to \`${name}\``,
    preferred: isNear,
    changes: () => edited(table.file, renameKey(table.file.tree, table.entry, name)),
  });
}
