import type { SqlText } from '../tenant/tenant.js';
import type { QueryScope, QueryView, Relation, RelationColumns, Resolution } from './lineage.js';
import type { Shape } from './shape.js';

/** What has been found out of one relation so far; null until somebody asks for it. */
export interface KnownRelation {
  columns: RelationColumns | null;
  shape: Shape | null;
  /** What SQL before Stitch sees of it. */
  domainShape: Shape | null;
  /** What it reads directly. */
  reads: readonly Relation[] | null;
  /** What it reads, directly or not. */
  upstream: readonly Relation[] | null;
}

/** What has been found out of one query so far. */
export interface KnownQuery {
  readonly scope: QueryScope;
  /** What each of the names means that it reads; null until somebody asks for it. */
  resolutions: readonly Resolution[] | null;
  /** Null for one that cannot be read, undefined until somebody asks for it. */
  view: QueryView | null | undefined;
}

/** What has been found out so far. One map of each, as a tenant of hundreds of tables makes them anew at each keystroke. */
export class Known {
  readonly queries = new Map<SqlText, KnownQuery>();
  readonly #relations = new Map<Relation, KnownRelation>();

  of(relation: Relation): KnownRelation {
    let known = this.#relations.get(relation);
    if (!known) {
      known = { columns: null, shape: null, domainShape: null, reads: null, upstream: null };
      this.#relations.set(relation, known);
    }
    return known;
  }

  addQuery(query: SqlText, scope: QueryScope): void {
    this.queries.set(query, { scope, resolutions: null, view: undefined });
  }
}
