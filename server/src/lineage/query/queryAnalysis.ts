import type {
  ColumnReference,
  CommonTableExpression,
  Identifier,
  LateralView,
  NamedTable,
  Query,
  Select,
  SelectItem,
  SetOperation,
  SqlRange,
  StarExpression,
  StarItem,
  TableExpression,
} from '../../sql/query.js';
import type { Holder } from '../../syntax/keptWith.js';
import type { LineageType } from '../lineage.js';
import type { Shape } from '../shape.js';

/** Something that a query reads by a name that is none of its CTEs. */
export interface Input {
  /** Its place among the inputs of the analysis. */
  readonly index: number;
  /** The parts of the name as written. */
  readonly name: readonly string[];
  readonly state: 'relation' | 'not-output' | 'unknown';
  readonly shape: Shape;
}

/** A column of an input. */
export interface InputColumn {
  readonly input: number;
  /** As the input spells it. */
  readonly column: string;
}

/** A column within a query: of a table in scope, or of the output of a query. */
export interface ScopeColumn {
  readonly name: string;
  readonly type: LineageType;
  readonly presence: 'certain' | 'maybe';
  readonly nullConstant: boolean;
  readonly unfilled: boolean;
  readonly implicit: boolean;
  /** The columns of inputs that it is made of, through CTEs and subqueries. */
  readonly origins: readonly InputColumn[];
  /** What in this query makes it: a select item, an alias. Null for a column of an input. */
  readonly definedAt: SqlRange | null;
}

/** Why a list of columns is not complete. */
export type OpenReason =
  | { readonly kind: 'unparsed' }
  /** A star over something whose columns are not known. */
  | { readonly kind: 'input'; readonly input: number }
  /** Columns that only the data or the product know (table functions, pivots over expressions). */
  | { readonly kind: 'not-described' };

/** The columns of a table in scope or of a query's output. */
export interface ColumnList {
  /** In order; two may have one name. */
  readonly columns: readonly ScopeColumn[];
  /** By lower-case name, the first of each. */
  readonly byName: ReadonlyMap<string, ScopeColumn>;
  /** Lower-case names that stand there certainly twice. */
  readonly duplicates: ReadonlySet<string>;
  /** True where a name that is not among them, and fits no prefix, is certainly not there. */
  readonly complete: boolean;
  /** True where their number and order are certain. */
  readonly exact: boolean;
  readonly maybePrefixes: readonly string[];
  readonly open: OpenReason | null;
}

export type TableTarget =
  | { readonly kind: 'cte'; readonly cte: CommonTableExpression }
  | { readonly kind: 'input'; readonly input: Input };

/** A table, subquery, lateral view … that column names of a SELECT can mean. */
export interface ScopeTable {
  /** The alias, else the last part of the name, as written; null where nothing can qualify it. */
  readonly alias: Identifier | null;
  /** What may stand before a column's name: lower case, colons as underscores. */
  readonly qualifier: readonly string[];
  /** Null for subqueries, values, functions and what else has no name of its own. */
  readonly target: TableTarget | null;
  readonly columns: ColumnList;
  /** A SELECT stands for the part of its FROM that could not be read, a query for its own output in ORDER BY. */
  readonly node: TableExpression | LateralView | Select | Query;
}

/** One column that USING or NATURAL makes of two. */
export interface MergedColumn {
  /** Lower case. */
  readonly name: string;
  readonly tables: readonly ScopeTable[];
}

/** What the names in one SELECT mean. */
export interface SelectScope {
  readonly tables: readonly ScopeTable[];
  readonly merged: readonly MergedColumn[];
  /** True where a NATURAL join may merge columns that nobody knows. */
  readonly openMerge: boolean;
  /** What a bare star gives. */
  readonly star: readonly ScopeColumn[];
  /** The scope of the query around it, for correlated names. */
  readonly outer: SelectScope | null;
}

export interface ColumnMatch {
  /** Null for an alias of the select list. */
  readonly table: ScopeTable | null;
  /** Null where only a documented pattern says that it may be there. */
  readonly column: ScopeColumn | null;
}

/** What a column's name means. */
export interface ColumnResolution {
  readonly state: 'certain' | 'maybe' | 'absent' | 'ambiguous' | 'unknown';
  /** How it is meant; `function` is a word like CURRENT_DATE, or a unit of time. */
  readonly how: 'column' | 'alias' | 'parameter' | 'function';
  /** What has it; several for an ambiguous one, and for one that USING merges. */
  readonly matches: readonly ColumnMatch[];
  /** For an absent one: where it was looked for. Empty where its qualifier is none of the tables in scope. */
  readonly searched: readonly ScopeTable[];
  /** Which of the reference's parts is the column; those behind it are fields of a struct. */
  readonly columnPart: number;
  /** Found in a query around this one. */
  readonly correlated: boolean;
}

/** What a star stands for. */
export interface StarExpansion {
  /** Its columns, those of EXCEPT left out. */
  readonly columns: readonly ScopeColumn[];
  /** Names in EXCEPT that are certainly not there. */
  readonly absentExceptions: readonly Identifier[];
  /** False where it may stand for more. */
  readonly complete: boolean;
  /** The tables that it spans; empty where its qualifier is none of them. */
  readonly tables: readonly ScopeTable[];
}

/** What a USING column is on the two sides of its join. */
export interface UsingResolution {
  readonly left: 'certain' | 'maybe' | 'absent' | 'unknown';
  readonly right: 'certain' | 'maybe' | 'absent' | 'unknown';
}

/** Everything that a query's names mean, in offsets of its own text. Depends on nothing but the query and its inputs. */
export interface QueryAnalysis extends Holder {
  readonly query: Query;
  /** In the order of the text. */
  readonly inputs: readonly Input[];
  readonly output: ColumnList;
  /** The output of every query within, subqueries and CTEs included. */
  readonly outputs: ReadonlyMap<Query, ColumnList>;
  readonly selects: ReadonlyMap<Select, SelectScope>;
  readonly tables: ReadonlyMap<NamedTable, TableTarget>;
  readonly columns: ReadonlyMap<ColumnReference, ColumnResolution>;
  readonly stars: ReadonlyMap<StarItem | StarExpression, StarExpansion>;
  readonly using: ReadonlyMap<Identifier, UsingResolution>;
  /** The two sides of every UNION, EXCEPT and INTERSECT. */
  readonly sides: ReadonlyMap<SetOperation, { readonly left: ColumnList; readonly right: ColumnList }>;
  /** The output columns that each item of a select list gives. */
  readonly items: ReadonlyMap<SelectItem, readonly ScopeColumn[]>;
}
