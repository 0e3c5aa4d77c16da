import type { Catalog } from '../catalog/catalog.js';
import type { VisualTemplate } from '../catalog/types.js';
import type { SqlText, Table } from '../tenant/tenant.js';
import type { QueryScope, Relation, Resolution } from './lineage.js';
import type { Names } from './names.js';
import { inputNames } from './queryViews.js';

/** How a table is really built: a build mode that is not said, or is none, follows from what else is there. */
export function buildOf(table: Table): 'passthrough' | 'template' | 'sql' | 'unknown' {
  const build = table.build?.value;
  if (build === 'passthrough' || build === 'template' || build === 'sql') {
    return build;
  }
  return table.query ? 'sql' : 'unknown';
}

/** The visual templates, and what each reads. */
export class Templates {
  readonly #byId: ReadonlyMap<string, VisualTemplate>;
  readonly #reads: ReadonlyMap<string, readonly string[]>;

  constructor(catalog: Catalog) {
    this.#byId = new Map(catalog.templates.map((template) => [template.id, template]));
    this.#reads = new Map(catalog.tables.map((table) => [table.name, table.dependsOn]));
  }

  of(table: Table): VisualTemplate | null {
    return this.#byId.get(table.template?.value ?? '') ?? null;
  }

  readsOf(table: Table): readonly string[] {
    return this.#reads.get(this.of(table)?.table ?? '') ?? [];
  }
}

/** What a relation reads directly, each once, in the order of the text. */
export function directReads(relation: Relation, names: Names, templates: Templates): readonly Relation[] {
  return [...new Set(findReads(relation, names, templates))];
}

function findReads(relation: Relation, names: Names, templates: Templates): readonly Relation[] {
  if (relation.kind === 'source') {
    const { source } = relation;
    return readByQuery(source.query, { database: null, table: null, source }, names);
  }
  if (relation.kind !== 'table') {
    return [];
  }
  const { table, database } = relation;
  const scope: QueryScope = { database, table, source: null };
  switch (buildOf(table)) {
    case 'passthrough':
      return relationsOf([names.resolvePassthrough(table.source?.value ?? table.name)]);
    case 'template':
      return relationsOf(templates.readsOf(table).map((name) => names.resolve([name], scope)));
    case 'sql':
      return readByQuery(table.query, scope, names);
    case 'unknown':
      return [];
  }
}

function readByQuery(sql: SqlText | null, scope: QueryScope, names: Names): readonly Relation[] {
  const query = sql?.parsed?.query;
  return query ? relationsOf(inputNames(query).map((name) => names.resolve(name, scope))) : [];
}

function relationsOf(resolutions: readonly Resolution[]): Relation[] {
  return resolutions.flatMap((resolution) => (resolution.kind === 'relation' ? [resolution.relation] : []));
}
