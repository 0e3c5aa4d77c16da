import type { Catalog } from '../catalog/catalog.js';
import type { Query } from '../sql/query.js';
import type { Database, Source, SqlText, Table, Tenant } from '../tenant/tenant.js';
import { findLoops, type Loops } from './cycles.js';
import { Known } from './known.js';
import type {
  ColumnState,
  Lineage,
  QueryScope,
  QueryView,
  Relation,
  RelationColumns,
  Resolution,
} from './lineage.js';
import { Names } from './names.js';
import { inputNames, LineageMemory, viewQuery } from './queryViews.js';
import { directReads, Templates } from './reads.js';
import { ColumnMaker, type Neighbours } from './relationColumns.js';
import { openShape, type Shape } from './shape.js';
import { beforeStitch, maybeStitchedNames } from './sourceColumns.js';
import { unknownColumns } from './tableColumns.js';
import { gatherTags, type UsedTags } from './usedTags.js';

/**
 * The lineage of a tenant. Columns are worked out when somebody asks for them; what was made of a query is kept in
 * `memory` as long as the query and the columns that it reads stay the same.
 */
export function buildLineage(
  tenant: Tenant,
  catalog: Catalog,
  memory: LineageMemory = new LineageMemory(),
): Lineage {
  memory.shapes.nextGeneration();
  return new TenantLineage(tenant, catalog, memory);
}

class TenantLineage implements Lineage {
  kept: Lineage['kept'] = null;
  readonly #catalog: Catalog;
  readonly #memory: LineageMemory;
  readonly #used: UsedTags;
  readonly #names: Names;
  readonly #known = new Known();
  readonly #built: readonly Relation[];
  readonly #loops: Loops<Relation>;
  readonly #templates: Templates;
  readonly #maker: ColumnMaker;

  /** What the names in a query of the tenant mean. */
  readonly #resolutionsOf = (query: SqlText): readonly Resolution[] => {
    const known = this.#known.queries.get(query);
    const parsed = query.parsed?.query;
    if (!known || !parsed) return [];
    known.resolutions ??= this.#resolve(parsed, known.scope);
    return known.resolutions;
  };

  constructor(tenant: Tenant, catalog: Catalog, memory: LineageMemory) {
    this.#catalog = catalog;
    this.#memory = memory;
    this.#templates = new Templates(catalog);
    this.#used = gatherTags(tenant, catalog);
    this.#names = new Names(tenant, catalog, this.#used);
    this.#maker = new ColumnMaker(catalog, this.#used, this.#templates, this.#neighbours());
    this.#built = this.#gatherScopes(tenant);
    this.#loops = findLoops(this.#built, (relation) => this.#readsOf(relation));
  }

  get usedGroups(): ReadonlySet<string> {
    return this.#used.groups;
  }

  get usedTags(): ReadonlySet<string> {
    return this.#used.tags;
  }

  get profileSources(): readonly Source[] {
    return this.#used.profileSources;
  }

  get itemSources(): readonly Source[] {
    return this.#used.itemSources;
  }

  get coreTables(): readonly Relation[] {
    return this.#names.coreTables;
  }

  get cycles(): readonly (readonly Relation[])[] {
    return this.#loops.cycles;
  }

  /** What a relation reads is worked out before it, in a loop: a chain of tables may be as long as the tenant. */
  columnsOf(relation: Relation): RelationColumns {
    const known = this.#known.of(relation);
    if (known.columns) return known.columns;
    const stack: Relation[] = [relation];
    for (let next = stack.at(-1); next; next = stack.at(-1)) {
      const before = stack.length;
      const slot = this.#known.of(next);
      if (!slot.columns) this.#pushUnmade(next, stack);
      if (stack.length > before) continue;
      stack.pop();
      slot.columns ??= this.#maker.make(next);
    }
    return known.columns ?? unknownColumns(relation, { kind: 'not-described' });
  }

  /** Adds what has to be made before a relation's own columns. */
  #pushUnmade(relation: Relation, stack: Relation[]): void {
    for (const read of this.#readsOf(relation)) {
      if (!this.#known.of(read).columns && !this.#isSameKnot(read, relation)) stack.push(read);
    }
  }

  stateOf(relation: Relation, column: string): ColumnState {
    const { columns, complete, maybePrefixes } = this.columnsOf(relation);
    const key = column.toLowerCase();
    const known = columns.get(key);
    if (known) {
      return known.presence;
    }
    if (maybePrefixes.some((prefix) => key.startsWith(prefix))) {
      return 'maybe';
    }
    return complete ? 'absent' : 'unknown';
  }

  relationOfTable(database: Database, table: Table): Relation {
    return this.#names.ofTable(database, table);
  }

  relationOfSource(source: Source): Relation {
    return this.#names.ofSource(source);
  }

  resolve(name: string, scope: QueryScope): Resolution {
    return this.#names.resolve([name], scope);
  }

  resolvePassthrough(name: string): Resolution {
    return this.#names.resolvePassthrough(name);
  }

  queryView(query: SqlText): QueryView | null {
    const known = this.#known.queries.get(query);
    if (!known) return null;
    if (known.view === undefined) {
      const parsed = query.parsed?.query ?? null;
      known.view = parsed && this.#view(parsed, known.scope, this.#resolutionsOf(query));
    }
    return known.view;
  }

  viewOf(query: Query, scope: QueryScope): QueryView | null {
    return this.#view(query, scope, this.#resolve(query, scope));
  }

  #view(query: Query, scope: QueryScope, resolutions: readonly Resolution[]): QueryView | null {
    const owner = this.#loops.knots.size > 0 ? this.#ownerOf(scope) : null;
    const shapeOf = (relation: Relation): Shape => {
      if (owner && this.#isSameKnot(relation, owner)) {
        return openShape;
      }
      return scope.database === null ? this.#domainShape(relation) : this.#shape(relation);
    };
    return viewQuery(query, scope, resolutions, shapeOf, this.#memory, this.#catalog);
  }

  #resolve(query: Query, scope: QueryScope): readonly Resolution[] {
    return inputNames(query).map((name) => this.#names.resolve(name, scope));
  }

  scopeOf(query: SqlText): QueryScope | null {
    return this.#known.queries.get(query)?.scope ?? null;
  }

  upstream(relation: Relation): readonly Relation[] {
    const known = this.#known.of(relation);
    if (!known.upstream) {
      const seen = new Set<Relation>([relation]);
      const waiting = [...this.#readsOf(relation)];
      for (let index = 0; index < waiting.length; index++) {
        const next = waiting[index];
        if (!next || seen.has(next)) continue;
        seen.add(next);
        waiting.push(...this.#readsOf(next));
      }
      seen.delete(relation);
      known.upstream = [...seen];
    }
    return known.upstream;
  }

  /** Notes where each query stands, and gives what is built of others: tables, and sources with a query. */
  #gatherScopes(tenant: Tenant): Relation[] {
    const built: Relation[] = [];
    for (const source of tenant.sources) {
      if (!source.query) continue;
      this.#known.addQuery(source.query, { database: null, table: null, source });
      built.push(this.#names.ofSource(source));
    }
    for (const database of tenant.databases) {
      for (const table of database.tables) {
        if (table.query) this.#known.addQuery(table.query, { database, table, source: null });
        built.push(this.#names.ofTable(database, table));
      }
    }
    return built;
  }

  #ownerOf(scope: QueryScope): Relation | null {
    if (scope.source) {
      return this.#names.ofSource(scope.source);
    }
    return scope.database && scope.table ? this.#names.ofTable(scope.database, scope.table) : null;
  }

  #isSameKnot(a: Relation, b: Relation): boolean {
    const knot = this.#loops.knots.get(a);
    return knot !== undefined && knot === this.#loops.knots.get(b);
  }

  #readsOf(relation: Relation): readonly Relation[] {
    const known = this.#known.of(relation);
    known.reads ??= directReads(relation, this.#names, this.#templates, this.#resolutionsOf);
    return known.reads;
  }

  #neighbours(): Neighbours {
    return {
      readsOf: (relation) => this.#readsOf(relation),
      columnsOf: (relation) => this.columnsOf(relation),
      isSameKnot: (a, b) => this.#isSameKnot(a, b),
      queryView: (query) => this.queryView(query),
    };
  }

  #shape(relation: Relation): Shape {
    const known = this.#known.of(relation);
    known.shape ??= this.#memory.shapeOf(this.columnsOf(relation));
    return known.shape;
  }

  /** What SQL before Stitch sees: a source without what Stitch adds to it. */
  #domainShape(relation: Relation): Shape {
    if (relation.kind !== 'source') {
      return this.#shape(relation);
    }
    const known = this.#known.of(relation);
    known.domainShape ??= this.#memory.shapes.of(
      beforeStitch(this.columnsOf(relation), maybeStitchedNames(this.#catalog)),
    );
    return known.domainShape;
  }
}
