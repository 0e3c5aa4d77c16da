import { catalog } from '../../server/src/catalog/load.js';
import { buildLineage } from '../../server/src/lineage/build.js';
import type {
  Column,
  Lineage,
  QueryView,
  Relation,
  RelationColumns,
} from '../../server/src/lineage/lineage.js';
import type { LineageMemory } from '../../server/src/lineage/queryViews.js';
import type { ParsedSql } from '../../server/src/sql/query.js';
import { parseSql } from '../../server/src/sql/parse.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { buildTenant } from '../../server/src/tenant/build.js';
import type { Tenant } from '../../server/src/tenant/tenant.js';

/** A tenant with its lineage, and short ways to ask for what tests want to see. */
export interface Example {
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  /** `Table` of the first database that has it, else a source, else a core table. */
  relation(name: string): Relation;
  columns(name: string): RelationColumns;
  /** Certain columns by name; those that may be there with a question mark; `…` where there may be more. */
  names(name: string): string[];
  column(relation: string, column: string): Column;
  /** `Relation.column` for each column that it comes from. */
  from(relation: string, column: string): string[];
  view(relation: string): QueryView;
}

export function lineageOf(
  yaml: string,
  memory?: LineageMemory,
  parse: (text: string) => ParsedSql = parseSql,
): Example {
  const tenant = buildTenant(
    {
      root: 'file:///acme',
      files: [{ uri: 'file:///acme/tenant.yaml', role: 'tenant', tree: parseYaml(yaml) }],
      sql: new Map(),
      parse,
    },
    catalog,
  );
  const lineage = buildLineage(tenant, catalog, memory);
  const relation = (name: string): Relation => {
    for (const database of tenant.databases) {
      const table = database.tables.find((candidate) => candidate.name === name);
      if (table) return lineage.relationOfTable(database, table);
    }
    const resolution = lineage.resolve(name, { database: null, table: null, source: null });
    if (resolution.kind !== 'relation') throw new Error(`No relation ${name}`);
    return resolution.relation;
  };
  const columns = (name: string): RelationColumns => lineage.columnsOf(relation(name));
  const column = (name: string, wanted: string): Column => {
    const found = columns(name).columns.get(wanted.toLowerCase());
    if (!found)
      throw new Error(`${name} has no ${wanted}, only ${[...columns(name).columns.keys()].join(', ')}`);
    return found;
  };
  return {
    tenant,
    lineage,
    relation,
    columns,
    column,
    names: (name) => [
      ...[...columns(name).columns.values()]
        .filter((candidate) => !candidate.implicit)
        .map((candidate) => (candidate.presence === 'maybe' ? `${candidate.name}?` : candidate.name)),
      ...(columns(name).complete ? [] : ['…']),
    ],
    from: (name, wanted) =>
      column(name, wanted).from.map((origin) =>
        origin.kind === 'column'
          ? `${origin.relation.name}.${origin.column}`
          : `${origin.source.name}.${origin.field}`,
      ),
    view(name) {
      const found = relation(name);
      const query =
        found.kind === 'table' ? found.table.query : found.kind === 'source' ? found.source.query : null;
      const view = query ? lineage.queryView(query) : null;
      if (!view) throw new Error(`${name} has no query that can be read`);
      return view;
    },
  };
}

/** Sources `A` (id, x: integer, y: string) and `B` (id, z: decimal), and a table `T` of one database with this SQL. */
export function tableOf(sql: string, more = ''): Example {
  return lineageOf(`
sources:
  A: {fields: {id: string, x: integer, y: string}}
  B: {fields: {id: string, z: decimal}}
  Open: {kind: external}
databases:
  D:
    kind: empty
    tables:
      T:
        build: sql
        sql: |
${sql.replace(/^/gm, '          ')}
${more}`);
}
