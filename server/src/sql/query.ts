/**
 * The structure of one Spark SQL query, as read by the error-tolerant parser. Offsets are UTF-16 code units from 0
 * in the SQL text given to it (the value of a YAML scalar, or a `.sql` file). No rule and no table's columns here:
 * what names mean is lineage's business.
 */

export interface SqlRange {
  readonly start: number;
  readonly end: number;
}

/** One part of a name as written: `` `my col` `` has the text `my col` and a range that covers the backticks. */
export interface Identifier {
  readonly text: string;
  readonly range: SqlRange;
  readonly quoted: boolean;
}

export interface SqlError {
  readonly range: SqlRange;
  /** Plain words: what stands there, what was expected. */
  readonly message: string;
  readonly kind:
    | 'syntax'
    | 'not-a-query'
    | 'unclosed-string'
    | 'unclosed-comment'
    | 'unclosed-bracket'
    | 'reserved-name'
    /** A comment to the end of its line, where YAML has made one line of several. */
    | 'swallowing-comment'
    /** The YAML around it is broken there, so that it may not be the whole query: that is said of the YAML. */
    | 'torn';
}

export interface SqlComment {
  readonly range: SqlRange;
  /** Without the dashes, or the slashes and stars. */
  readonly text: string;
  readonly style: 'line' | 'block';
}

/** What `parseSql` gives. */
export interface ParsedSql {
  readonly text: string;
  /** Null where no SELECT, WITH, FROM or VALUES could be found at all. */
  readonly query: Query | null;
  readonly errors: readonly SqlError[];
  readonly comments: readonly SqlComment[];
}

/** A whole query: WITH … body ORDER BY … LIMIT …. */
export interface Query {
  /** What later stages worked out of it; null until they do. */
  kept: Map<object, unknown> | null;
  readonly range: SqlRange;
  readonly ctes: readonly CommonTableExpression[];
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  /** Where the clause stands, from its first keyword. */
  readonly orderByRange: SqlRange | null;
  /** SORT BY, which orders within partitions only. */
  readonly sortBy: readonly SortItem[];
  /** DISTRIBUTE BY or CLUSTER BY. */
  readonly distributeBy: readonly Expression[];
  readonly limit: Expression | null;
  readonly offset: Expression | null;
}

export interface CommonTableExpression {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly query: Query;
  readonly range: SqlRange;
}

export type QueryBody = Select | SetOperation | ValuesTable | ParenthesizedQuery | TableQuery;

export interface ParenthesizedQuery {
  readonly kind: 'parenthesized';
  readonly query: Query;
  readonly range: SqlRange;
}

/** `TABLE name`. */
export interface TableQuery {
  readonly kind: 'table';
  readonly table: NamedTable;
  readonly range: SqlRange;
}

export interface SetOperation {
  readonly kind: 'set';
  readonly operator: 'union' | 'except' | 'intersect';
  /** `ALL` given; for UNION without it duplicates are dropped. */
  readonly all: boolean;
  readonly byName: boolean;
  readonly operatorRange: SqlRange;
  readonly left: QueryBody;
  readonly right: QueryBody;
  readonly range: SqlRange;
}

export interface Select {
  readonly kind: 'select';
  readonly range: SqlRange;
  readonly selectKeyword: SqlRange;
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  /** False where part of the select list could not be read, so that columns may be missing from `items`. */
  readonly itemsKnown: boolean;
  readonly from: readonly TableExpression[];
  /** False where part of FROM could not be read. */
  readonly fromKnown: boolean;
  readonly lateralViews: readonly LateralView[];
  readonly where: Expression | null;
  readonly groupBy: GroupBy | null;
  readonly having: Expression | null;
  readonly qualify: Expression | null;
  readonly windows: readonly NamedWindow[];
  /** Offset just behind the last character of the last item: where `, x` can be inserted. */
  readonly insertAt: number;
}

export type SelectItem = ExpressionItem | StarItem;

export interface ExpressionItem {
  readonly kind: 'expression';
  readonly expression: Expression;
  /** The alias as written, with or without AS. Several for `stack(…) AS (a, b)`. */
  readonly aliases: readonly Identifier[];
  /** The column's name: the alias, else the column's last name part, else the name that Spark generates. */
  readonly name: string;
  /** False where `name` is one that Spark generates for an expression, which nobody should rely on. */
  readonly named: boolean;
  readonly range: SqlRange;
}

export interface StarItem {
  readonly kind: 'star';
  /** `t` in `t.*`, empty for a bare star; `a.b.*` has two. */
  readonly qualifier: readonly Identifier[];
  readonly except: readonly Identifier[];
  readonly range: SqlRange;
}

export type TableExpression =
  NamedTable | SubqueryTable | ValuesTable | TableFunction | Join | PivotTable | UnpivotTable;

interface TableBase {
  readonly range: SqlRange;
  readonly alias: Identifier | null;
  /** `AS t(a, b)`. */
  readonly columnAliases: readonly Identifier[];
}

export interface NamedTable extends TableBase {
  readonly kind: 'named';
  /** One part, or catalog/schema parts before it. `{{ x }}` within makes it a template. */
  readonly name: readonly Identifier[];
  readonly nameRange: SqlRange;
  /** True where the name holds a `{{ }}` and is therefore not known. */
  readonly template: boolean;
}

export interface SubqueryTable extends TableBase {
  readonly kind: 'subquery';
  readonly query: Query;
  readonly lateral: boolean;
}

export interface ValuesTable extends TableBase {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expression[])[];
}

export interface TableFunction extends TableBase {
  readonly kind: 'function';
  readonly call: FunctionCall;
  readonly lateral: boolean;
}

export interface Join extends TableBase {
  readonly kind: 'join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti';
  readonly natural: boolean;
  readonly left: TableExpression;
  readonly right: TableExpression;
  readonly on: Expression | null;
  readonly using: readonly Identifier[];
  /** From the first word of the join (LEFT, JOIN, …) to JOIN; for a comma join the comma. */
  readonly joinRange: SqlRange;
  readonly comma: boolean;
}

export interface PivotTable extends TableBase {
  readonly kind: 'pivot';
  readonly input: TableExpression;
  readonly aggregates: readonly { readonly expression: Expression; readonly alias: Identifier | null }[];
  readonly forColumns: readonly Identifier[];
  readonly values: readonly { readonly expression: Expression; readonly alias: Identifier | null }[];
}

export interface UnpivotTable extends TableBase {
  readonly kind: 'unpivot';
  readonly input: TableExpression;
  readonly valueColumns: readonly Identifier[];
  readonly nameColumn: Identifier | null;
  readonly inputColumns: readonly Identifier[];
}

export interface LateralView {
  readonly outer: boolean;
  readonly call: FunctionCall;
  readonly tableAlias: Identifier | null;
  readonly columnAliases: readonly Identifier[];
  readonly range: SqlRange;
}

export interface GroupBy {
  readonly range: SqlRange;
  /** `GROUP BY ALL`. */
  readonly all: boolean;
  /** Grouping expressions; for sets, cubes and rollups all expressions that stand in any of them. */
  readonly expressions: readonly Expression[];
  readonly sets: boolean;
  /** Offset behind the last grouping expression. */
  readonly insertAt: number;
}

export interface SortItem {
  readonly expression: Expression;
  readonly descending: boolean;
  /** Where NULLs come; before the others in ascending order, and behind them in descending order, unless it is said. */
  readonly nullsFirst: boolean;
  readonly range: SqlRange;
}

export interface NamedWindow {
  readonly name: Identifier;
  readonly window: WindowSpecification;
}

export interface WindowSpecification {
  /** A reference to a named window: `OVER w`, or `OVER (w ORDER BY …)`. */
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  /** The frame with both its bounds, in upper case but for what they compute; null where none is written. */
  readonly frame: string | null;
  readonly range: SqlRange;
  /** Offset just behind the opening bracket: where PARTITION BY belongs. */
  readonly insertAt: number;
}

export type Expression =
  | ColumnReference
  | Literal
  | FunctionCall
  | Operation
  | CaseExpression
  | CastExpression
  | FieldAccess
  | SubqueryExpression
  | LambdaExpression
  | RowExpression
  | StarExpression
  | UnknownExpression;

/** `a`, `t.a`, `t.a.b`: which part is a table, a column or a struct's field, only resolution tells. */
export interface ColumnReference {
  readonly kind: 'column';
  readonly parts: readonly Identifier[];
  readonly range: SqlRange;
}

export interface Literal {
  readonly kind: 'literal';
  readonly type:
    | 'null'
    | 'boolean'
    | 'integer'
    | 'decimal'
    | 'float'
    | 'string'
    | 'date'
    | 'datetime'
    | 'interval'
    | 'binary'
    | 'parameter';
  /** The value as text: a string's without quotes and with escapes resolved; a number's digits. */
  readonly value: string;
  readonly range: SqlRange;
}

export interface FunctionCall {
  readonly kind: 'call';
  /** In upper case, as functions compare without case. */
  readonly name: string;
  readonly nameRange: SqlRange;
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  readonly filter: Expression | null;
  readonly withinGroup: readonly SortItem[];
  readonly ignoreNulls: boolean;
  /** Set for `f(…) OVER …`. */
  readonly window: WindowSpecification | null;
  readonly range: SqlRange;
}

/** Unary, binary and n-ary operators: `+`, `AND`, `NOT`, `LIKE`, `IN`, `BETWEEN`, `IS NULL`, … in upper case. */
export interface Operation {
  readonly kind: 'operation';
  readonly operator: string;
  readonly negated: boolean;
  readonly operands: readonly Expression[];
  /** For IN (SELECT …). */
  readonly query: Query | null;
  readonly operatorRange: SqlRange;
  readonly range: SqlRange;
}

export interface CaseExpression {
  readonly kind: 'case';
  readonly operand: Expression | null;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise: Expression | null;
  readonly range: SqlRange;
}

export interface CastExpression {
  readonly kind: 'cast';
  readonly expression: Expression;
  /** As written, in upper case, white space folded: `DECIMAL(10,2)`. */
  readonly type: string;
  readonly typeRange: SqlRange;
  readonly range: SqlRange;
}

/** `x[0]`, `f(x).y`, `(x).y`. */
export interface FieldAccess {
  readonly kind: 'access';
  readonly base: Expression;
  readonly field: Identifier | null;
  readonly index: Expression | null;
  readonly range: SqlRange;
}

/** A scalar subquery, or EXISTS (…). */
export interface SubqueryExpression {
  readonly kind: 'subquery';
  readonly exists: boolean;
  readonly query: Query;
  readonly range: SqlRange;
}

export interface LambdaExpression {
  readonly kind: 'lambda';
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
  readonly range: SqlRange;
}

/** `(a, b)`. */
export interface RowExpression {
  readonly kind: 'row';
  readonly items: readonly Expression[];
  readonly range: SqlRange;
}

/** `*` as an argument, as in COUNT(*), or `t.*` in STRUCT(t.*). */
export interface StarExpression {
  readonly kind: 'star-argument';
  readonly qualifier: readonly Identifier[];
  readonly range: SqlRange;
}

/** What could not be read; `parts` are the column references that could still be recognised within. */
export interface UnknownExpression {
  readonly kind: 'unknown';
  readonly parts: readonly Expression[];
  readonly range: SqlRange;
}
