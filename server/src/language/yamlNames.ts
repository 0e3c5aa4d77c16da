import { catalog } from '../catalog/load.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { allRules } from '../rules/registry.js';
import type { Database, Table } from '../tenant/tenant.js';
import type { Choice } from './choice.js';
import { code } from './markdown.js';
import type { YamlContext } from './yamlContext.js';

/** Names that fit where people choose them: tables of a database, declared columns, rules. */
export function nameChoices(snapshot: Snapshot, context: YamlContext): Choice[] {
  const [top, name, below, table, last] = context.path;
  const { length } = context.path;
  if (top === 'rules' && length === 1) {
    return allRules.map((rule) => ({
      label: rule.id,
      kind: 'rule',
      insert: context.hasColon ? rule.id : `${rule.id}: `,
      detail: rule.title,
    }));
  }
  const database = top === 'databases' ? databaseNamed(snapshot, name) : null;
  if (database === null || below !== 'tables') {
    return [];
  }
  if (length === 3) {
    return tableNames(snapshot, database, context);
  }
  const found = database.tables.find((one) => one.name === table);
  return length === 5 && last === 'columns' && found !== undefined
    ? columnNames(snapshot, database, found, context)
    : [];
}

export function databaseNamed(snapshot: Snapshot, name: string | undefined): Database | null {
  return snapshot.tenant.databases.find((database) => database.key === name?.toLowerCase()) ?? null;
}

/** Tables that the database could have and has not: required ones first, then what Stitch makes, then sources. */
function tableNames(snapshot: Snapshot, database: Database, context: YamlContext): Choice[] {
  const there = new Set(database.tables.map((table) => table.standard ?? table.name));
  const choices = new Map<string, Choice>();
  for (const { table, severity, preferredBuild, purpose } of catalog.requiredTables) {
    choices.set(table, {
      label: table,
      kind: 'table',
      insert: tableInsert(table, preferredBuild, context),
      detail: severity === 'error' ? 'required' : 'recommended',
      documentation: purpose,
      rank: 1,
    });
  }
  for (const core of snapshot.lineage.coreTables) {
    if (!choices.has(core.name)) {
      choices.set(core.name, {
        label: core.name,
        kind: 'table',
        insert: tableInsert(core.name, 'passthrough', context),
        detail: 'made by Stitch',
        rank: 2,
      });
    }
  }
  for (const source of snapshot.tenant.sources) {
    choices.set(source.name, {
      label: source.name,
      kind: 'source',
      insert: tableInsert(source.name, 'passthrough', context),
      detail: `passthrough of ${source.name}`,
      rank: 3,
    });
  }
  return [...choices.values()].filter(({ label }) => !there.has(label));
}

function tableInsert(name: string, build: string, context: YamlContext): string {
  if (context.hasColon) {
    return name;
  }
  if (context.flow) {
    return `${name}: {build: ${build}}`;
  }
  return `${name}:\n${' '.repeat(context.indent + context.width)}build: ${build}`;
}

/** The columns that the build produces and that nothing is said of yet. */
function columnNames(snapshot: Snapshot, database: Database, table: Table, context: YamlContext): Choice[] {
  const relation = snapshot.lineage.relationOfTable(database, table);
  const columns = snapshot.lineage.columnsOf(relation).columns.values();
  return [...columns].map((column) => ({
    label: column.name,
    kind: 'column',
    insert: context.hasColon ? column.name : `${column.name}: `,
    detail: column.type,
    documentation: `Column of ${code(table.name)}.`,
  }));
}
