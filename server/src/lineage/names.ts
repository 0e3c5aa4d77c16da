import type { Catalog } from '../catalog/catalog.js';
import type { StandardTable } from '../catalog/types.js';
import { sourceKey, type Database, type Source, type Table, type Tenant } from '../tenant/tenant.js';
import type { QueryScope, Relation, Resolution } from './lineage.js';
import type { UsedTags } from './usedTags.js';

type CoreRelation = Extract<Relation, { kind: 'core' }>;

/** What names mean in SQL and in passthroughs. One relation is one object. */
export class Names {
  readonly coreTables: readonly CoreRelation[];
  readonly #tenant: Tenant;
  readonly #catalog: Catalog;
  readonly #core: ReadonlyMap<string, CoreRelation>;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #tables = new Map<Database, ReadonlyMap<string, Table>>();
  readonly #databases: ReadonlyMap<string, Database>;
  readonly #relations = new Map<Source | Table | string, Relation>();
  /** False where a tag that makes a core table may be there unseen. */
  readonly #tagsCertain: boolean;

  constructor(tenant: Tenant, catalog: Catalog, used: UsedTags) {
    this.#tenant = tenant;
    this.#catalog = catalog;
    this.coreTables = catalog.tables
      .filter((table) => table.madeBy.some((group) => used.groups.has(group)))
      .map((table) => ({ kind: 'core', id: `core:${table.name}`, name: table.name }));
    this.#core = new Map(this.coreTables.map((relation) => [relation.name, relation]));
    this.#sources = new Map(tenant.sources.map((source) => [source.key, source]));
    this.#databases = new Map(tenant.databases.map((database) => [database.key, database]));
    this.#tagsCertain = used.complete;
  }

  ofSource(source: Source): Relation {
    return (
      this.#relations.get(source) ??
      this.#keep(source, { kind: 'source', id: `source:${source.key}`, name: source.name, source })
    );
  }

  ofTable(database: Database, table: Table): Relation {
    return (
      this.#relations.get(table) ??
      this.#keep(table, {
        kind: 'table',
        id: `table:${database.key}/${table.key}`,
        name: table.name,
        table,
        database,
      })
    );
  }

  /** @param parts a name as SQL writes it: one part, or a database before it */
  resolve(parts: readonly string[], scope: QueryScope): Resolution {
    const name = parts[parts.length - 1] ?? '';
    if (parts.length > 1) {
      return this.#qualified(parts, name, scope);
    }
    const table = scope.database ? this.#tablesOf(scope.database).get(name.toLowerCase()) : undefined;
    if (scope.database && table && table !== scope.table) {
      return { kind: 'relation', relation: this.ofTable(scope.database, table) };
    }
    const isDomain = scope.database === null;
    const readable = isDomain
      ? (this.#source(name) ?? this.#coreTable(name))
      : (this.#coreTable(name) ?? this.#source(name));
    if (readable) {
      return { kind: 'relation', relation: readable };
    }
    return this.#neither(name, scope.database ? scope.database.complete : true);
  }

  /** What the `source` of a passthrough means: never another table of the database. */
  resolvePassthrough(name: string): Resolution {
    const readable = this.#coreTable(name) ?? this.#source(name);
    return readable ? { kind: 'relation', relation: readable } : this.#neither(name, true);
  }

  #neither(name: string, scopeComplete: boolean): Resolution {
    if (this.#catalog.isProductMade(name)) {
      return { kind: 'relation', relation: this.#product(name) };
    }
    const certain = this.#tenant.complete && scopeComplete;
    const standard = this.#catalog.tableInSql(name);
    return standard && standard.madeBy.length > 0
      ? { kind: 'not-output', name: standard.name, certain: certain && this.#tagsCertain }
      : { kind: 'unknown', name, certain };
  }

  /** `database.table`. What else may stand before a name nobody declares, so it is not reported either. */
  #qualified(parts: readonly string[], name: string, scope: QueryScope): Resolution {
    const database = this.#databases.get(parts[parts.length - 2]?.toLowerCase() ?? '');
    const table = database ? this.#tablesOf(database).get(name.toLowerCase()) : undefined;
    if (database && table && table !== scope.table) {
      return { kind: 'relation', relation: this.ofTable(database, table) };
    }
    return { kind: 'unknown', name: parts.join('.'), certain: false };
  }

  #coreTable(name: string): Relation | null {
    const standard: StandardTable | null = this.#catalog.tableInSql(name);
    return standard ? (this.#core.get(standard.name) ?? null) : null;
  }

  #source(name: string): Relation | null {
    const source = this.#sources.get(sourceKey(name));
    return source ? this.ofSource(source) : null;
  }

  #product(name: string): Relation {
    const known = this.#catalog.tableInSql(name)?.name ?? name;
    const key = known.toLowerCase();
    return (
      this.#relations.get(key) ?? this.#keep(key, { kind: 'product', id: `product:${key}`, name: known })
    );
  }

  #tablesOf(database: Database): ReadonlyMap<string, Table> {
    let tables = this.#tables.get(database);
    if (!tables) {
      tables = new Map(database.tables.map((table) => [table.key, table]));
      this.#tables.set(database, tables);
    }
    return tables;
  }

  #keep(key: Source | Table | string, relation: Relation): Relation {
    this.#relations.set(key, relation);
    return relation;
  }
}
