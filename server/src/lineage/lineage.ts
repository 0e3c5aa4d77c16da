import type { ColumnType } from '../catalog/types.js';
import type { NamedTable, Query } from '../sql/query.js';
import type { Holder } from '../syntax/keptWith.js';
import type { Database, Place, Source, SqlText, Table } from '../tenant/tenant.js';
import type { Input, QueryAnalysis, ScopeTable } from './query/queryAnalysis.js';

/** Something that has columns and can be read by name. */
export type Relation =
  | { readonly kind: 'core'; readonly id: string; readonly name: string }
  | { readonly kind: 'source'; readonly id: string; readonly name: string; readonly source: Source }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly name: string;
      readonly table: Table;
      readonly database: Database;
    }
  /** What the product or its models make: always there, its columns not known for certain. */
  | { readonly kind: 'product'; readonly id: string; readonly name: string };

/** `unknown` is a type too, and never guessed. */
export type LineageType = ColumnType | 'unknown';

/** Where a column comes from, one step back. */
export type ColumnOrigin =
  | { readonly kind: 'column'; readonly relation: Relation; readonly column: string }
  | { readonly kind: 'field'; readonly source: Source; readonly field: string };

export interface Column {
  /** As its table spells it. */
  readonly name: string;
  readonly type: LineageType;
  /** `maybe`: documented as conditional; never missing, never unknown, never a duplicate. */
  readonly presence: 'certain' | 'maybe';
  /** A select item, a field's key or a declared column's key; null for what the product makes. */
  readonly definedAt: Place | null;
  readonly from: readonly ColumnOrigin[];
  /** True where a query sets it to NULL and nothing else. */
  readonly nullConstant: boolean;
  /** The tag that fills a core table's column; null elsewhere. */
  readonly semantic: string | null;
  /** True for a documented column of a core table whose tag no source has: it is there, and empty. */
  readonly unfilled: boolean;
  /** The product's own column of a domain table (`_pk`): a star or a passthrough may or may not hand it on. */
  readonly implicit: boolean;
}

export type Unknown =
  /** The query does not parse so far that its columns are known. */
  | { readonly kind: 'unparsed' }
  /** It reads something that nobody declares, through a star. */
  | { readonly kind: 'unknown-table'; readonly name: string }
  | { readonly kind: 'cycle' }
  /** No `fields`, no query, a file that is not there, a broken entry. */
  | { readonly kind: 'not-described' }
  /** A star over a relation whose columns are not known. */
  | { readonly kind: 'upstream'; readonly relation: Relation };

export interface RelationColumns {
  readonly relation: Relation;
  /** In order, by lower-case name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** True where a column that is not in `columns` and fits no pattern is certainly not there. */
  readonly complete: boolean;
  readonly unknown: Unknown | null;
  /** Lower-case prefixes of names that may be there (`fk_`). */
  readonly maybePrefixes: readonly string[];
  /** What it reads directly, each once, in the order of the text. */
  readonly reads: readonly Relation[];
}

/** What is known of a column in a relation. */
export type ColumnState = 'certain' | 'maybe' | 'absent' | 'unknown';

/** What a name in SQL means; `self` is an override's own name, which means the core table. */
export type Resolution =
  | { readonly kind: 'relation'; readonly relation: Relation }
  /** A standard table that this tenant's Stitch does not output. */
  | { readonly kind: 'not-output'; readonly name: string; readonly certain: boolean }
  /** `certain` is false where it may be there unseen: files that cannot be read in full, names in several parts. */
  | { readonly kind: 'unknown'; readonly name: string; readonly certain: boolean };

/**
 * What the names in one query of the tenant mean. `analysis` is the same object as long as the query's text and the
 * columns of what it reads stay the same, whatever else changes: what is made of it alone may be kept by it.
 */
export interface QueryView {
  readonly scope: QueryScope;
  readonly analysis: QueryAnalysis;
  /** What an input of the analysis means; inputs are what the query reads by names that are no CTE. */
  resolutionOf(input: Input): Resolution;
  /** The relation that a table in scope stands for; null for a CTE, a subquery and whatever nobody declares. */
  relationOf(table: ScopeTable): Relation | null;
  /** What a name in FROM means; null for a CTE, and for a name that is a template. */
  resolutionOfTable(table: NamedTable): Resolution | null;
}

/** Where a query stands: what its names mean depends on it. */
export interface QueryScope {
  readonly database: Database | null;
  readonly table: Table | null;
  readonly source: Source | null;
}

/** The tables of a tenant, their columns and where these come from. */
export interface Lineage extends Holder {
  /** Which groups of tags any source uses: prefixes (`txn-item/`), and `profile`. */
  readonly usedGroups: ReadonlySet<string>;
  /** Every tag that a source uses, in lower case. */
  readonly usedTags: ReadonlySet<string>;
  readonly profileSources: readonly Source[];
  readonly itemSources: readonly Source[];
  /** The core tables that Stitch outputs for this tenant, by catalogue name. */
  readonly coreTables: readonly Relation[];
  /** Cycles of tables, each once, at the shortest loop. */
  readonly cycles: readonly (readonly Relation[])[];
  columnsOf(relation: Relation): RelationColumns;
  stateOf(relation: Relation, column: string): ColumnState;
  relationOfTable(database: Database, table: Table): Relation;
  relationOfSource(source: Source): Relation;
  /** What a name means in the SQL or the `source` of a scope. */
  resolve(name: string, scope: QueryScope): Resolution;
  /** What a passthrough's `source` (or its own name) means: never another table of the database. */
  resolvePassthrough(name: string): Resolution;
  /** What the names in a query of the tenant mean; null for one without a readable query. */
  queryView(query: SqlText): QueryView | null;
  /** The same for any parsed query, as if it stood in that scope. */
  viewOf(query: Query, scope: QueryScope): QueryView | null;
  /** The scope that a query of the tenant stands in; null for a text that is none of its. */
  scopeOf(query: SqlText): QueryScope | null;
  /** Every relation that it reads, directly or not, itself left out. */
  upstream(relation: Relation): readonly Relation[];
}
