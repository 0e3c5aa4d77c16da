import type { Catalog } from '../catalog/catalog.js';
import type { VisualTemplate } from '../catalog/types.js';
import type { Database, SqlText, Table } from '../tenant/tenant.js';
import type { QueryScope, Relation, Resolution } from './lineage.js';
import type { Names } from './names.js';

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

/** What the names mean that a query of the tenant reads, in the order of `inputNames`. */
export type ResolutionsOf = (query: SqlText) => readonly Resolution[];

/** What a relation reads directly, each once, in the order of the text. */
export function directReads(
  relation: Relation,
  names: Names,
  templates: Templates,
  resolutionsOf: ResolutionsOf,
): readonly Relation[] {
  switch (relation.kind) {
    case 'source':
      return relation.source.query ? relationsOf(resolutionsOf(relation.source.query)) : none;
    case 'table':
      return readsOfTable(relation.table, relation.database, names, templates, resolutionsOf);
    default:
      return none;
  }
}

const none: readonly Relation[] = [];

function readsOfTable(
  table: Table,
  database: Database,
  names: Names,
  templates: Templates,
  resolutionsOf: ResolutionsOf,
): readonly Relation[] {
  switch (buildOf(table)) {
    case 'passthrough':
      return relationsOf([names.resolvePassthrough(table.source?.value ?? table.name)]);
    case 'template': {
      const scope: QueryScope = { database, table, source: null };
      return relationsOf(templates.readsOf(table).map((name) => names.resolve([name], scope)));
    }
    case 'sql':
      return table.query ? relationsOf(resolutionsOf(table.query)) : none;
    case 'unknown':
      return none;
  }
}

function relationsOf(resolutions: readonly Resolution[]): readonly Relation[] {
  const [first] = resolutions;
  // A list that things are pushed on takes room for many, and nearly all queries read one table.
  if (first && resolutions.length === 1) return first.kind === 'relation' ? [first.relation] : none;
  const relations: Relation[] = [];
  for (const resolution of resolutions) {
    if (resolution.kind === 'relation') relations.push(resolution.relation);
  }
  return relations.length > 1 ? [...new Set(relations)] : relations;
}
