import type {
  ColumnReference,
  Expression,
  NamedTable,
  Query,
  QueryBody,
  Select,
  SelectItem,
  SortItem,
  TableExpression,
  WindowSpecification,
} from './query.js';

/** What a walk calls for each thing that it meets, outer things first, in the order of the text where that is clear. */
export interface Visitor {
  /** `parent` is the query whose text holds it; null for the outermost. */
  query?(query: Query, parent: Query | null): void;
  /** `query` is the one that the SELECT is a branch of. */
  select?(select: Select, query: Query): void;
  /** `select` is null where no SELECT holds the table (`TABLE t`). */
  table?(table: TableExpression, select: Select | null): void;
  /** `path`: what holds the expression within the same SELECT, the nearest last. */
  expression?(expression: Expression, select: Select | null, path: readonly Expression[]): void;
}

/** Calls the visitor for everything in a query, subqueries and common table expressions included. */
export function walkQuery(query: Query, visitor: Visitor): void {
  new Walk(visitor).query(query, null);
}

/** Calls the visitor for an expression and everything in it. */
export function walkExpression(expression: Expression, visitor: Visitor): void {
  new Walk(visitor).expression(expression);
}

class Walk {
  private select: Select | null = null;
  private owner: Query | null = null;
  private path: Expression[] = [];

  constructor(
    private readonly visitor: Visitor,
    private readonly inSubqueries = true,
  ) {}

  query(query: Query, parent: Query | null): void {
    if (!this.inSubqueries) return;
    const { select, owner, path } = this;
    this.visitor.query?.(query, parent);
    this.select = null;
    this.owner = query;
    this.path = [];
    for (const cte of query.ctes) this.query(cte.query, query);
    this.body(query.body, query);
    // ORDER BY of a single SELECT sees what that SELECT sees.
    this.select = query.body.kind === 'select' ? query.body : null;
    this.sort(query.orderBy);
    this.sort(query.sortBy);
    this.all(query.distributeBy);
    this.maybe(query.limit);
    this.maybe(query.offset);
    this.select = select;
    this.owner = owner;
    this.path = path;
  }

  private body(body: QueryBody, query: Query): void {
    switch (body.kind) {
      case 'select':
        this.selectBody(body, query);
        return;
      case 'set':
        this.body(body.left, query);
        this.body(body.right, query);
        return;
      case 'parenthesized':
        this.query(body.query, query);
        return;
      case 'table':
        this.visitor.table?.(body.table, null);
        return;
      case 'values':
        this.table(body);
    }
  }

  private selectBody(select: Select, query: Query): void {
    this.visitor.select?.(select, query);
    this.select = select;
    for (const item of select.items) {
      if (item.kind === 'expression') this.expression(item.expression);
    }
    for (const table of select.from) this.table(table);
    for (const view of select.lateralViews) this.expression(view.call);
    this.maybe(select.where);
    this.all(select.groupBy?.expressions ?? []);
    this.maybe(select.having);
    this.maybe(select.qualify);
    for (const { window } of select.windows) this.window(window);
    this.select = null;
  }

  private table(table: TableExpression): void {
    this.visitor.table?.(table, this.select);
    switch (table.kind) {
      case 'named':
        return;
      case 'subquery':
        this.query(table.query, this.owner);
        return;
      case 'values':
        for (const row of table.rows) this.all(row);
        return;
      case 'function':
        this.expression(table.call);
        return;
      case 'join':
        this.table(table.left);
        this.table(table.right);
        this.maybe(table.on);
        return;
      case 'pivot':
        this.table(table.input);
        for (const { expression } of [...table.aggregates, ...table.values]) this.expression(expression);
        return;
      case 'unpivot':
        this.table(table.input);
    }
  }

  expression(expression: Expression): void {
    this.visitor.expression?.(expression, this.select, this.path);
    this.path.push(expression);
    this.children(expression);
    this.path.pop();
  }

  private children(expression: Expression): void {
    switch (expression.kind) {
      case 'column':
      case 'literal':
      case 'star-argument':
        return;
      case 'call':
        this.all(expression.args);
        this.sort(expression.withinGroup);
        this.maybe(expression.filter);
        if (expression.window !== null) this.window(expression.window);
        return;
      case 'operation':
        this.all(expression.operands);
        if (expression.query !== null) this.query(expression.query, this.owner);
        return;
      case 'case':
        this.maybe(expression.operand);
        for (const { when, then } of expression.branches) this.all([when, then]);
        this.maybe(expression.otherwise);
        return;
      case 'cast':
        this.expression(expression.expression);
        return;
      case 'access':
        this.expression(expression.base);
        this.maybe(expression.index);
        return;
      case 'subquery':
        this.query(expression.query, this.owner);
        return;
      case 'lambda':
        this.expression(expression.body);
        return;
      case 'row':
        this.all(expression.items);
        return;
      case 'unknown':
        this.all(expression.parts);
    }
  }

  private window(window: WindowSpecification): void {
    this.all(window.partitionBy);
    this.sort(window.orderBy);
  }

  private sort(items: readonly SortItem[]): void {
    for (const item of items) this.expression(item.expression);
  }

  private all(expressions: readonly Expression[]): void {
    for (const expression of expressions) this.expression(expression);
  }

  private maybe(expression: Expression | null): void {
    if (expression !== null) this.expression(expression);
  }
}

/** Every table that a query names, in any depth; what a name means (a common table expression?) is not asked. */
export function tablesOf(query: Query): readonly NamedTable[] {
  const tables: NamedTable[] = [];
  walkQuery(query, {
    table: (table) => {
      if (table.kind === 'named' && table.name.length > 0) tables.push(table);
    },
  });
  return tables;
}

/** Every column reference in an expression, those in its subqueries included unless `inSubqueries` is false. */
export function columnsOf(expression: Expression, inSubqueries = true): readonly ColumnReference[] {
  const columns: ColumnReference[] = [];
  const visitor: Visitor = {
    expression: (part) => {
      if (part.kind === 'column') columns.push(part);
    },
  };
  new Walk(visitor, inSubqueries).expression(expression);
  return columns;
}

/** Calls `visit` for a query and every query in it; `parent` is the query that holds it. */
export function forEachQuery(query: Query, visit: (query: Query, parent: Query | null) => void): void {
  walkQuery(query, { query: visit });
}

/** Calls `visit` for every SELECT of a query in any depth. */
export function forEachSelect(query: Query, visit: (select: Select, query: Query) => void): void {
  walkQuery(query, { select: visit });
}

/** Calls `visit` for every expression of a query in any depth; `path` is what holds it, the nearest last. */
export function forEachExpression(
  query: Query,
  visit: (expression: Expression, select: Select | null, path: readonly Expression[]) => void,
): void {
  walkQuery(query, { expression: visit });
}

/** The SELECTs whose columns are the query's: one, or each branch of a UNION, INTERSECT or EXCEPT, in order. */
export function outermostSelects(query: Query): readonly Select[] {
  const selects: Select[] = [];
  const collect = (body: QueryBody): void => {
    if (body.kind === 'select') selects.push(body);
    else if (body.kind === 'parenthesized') collect(body.query.body);
    else if (body.kind === 'set') {
      collect(body.left);
      collect(body.right);
    }
  };
  collect(query.body);
  return selects;
}

const generators: ReadonlySet<string> = new Set([
  'EXPLODE',
  'EXPLODE_OUTER',
  'POSEXPLODE',
  'POSEXPLODE_OUTER',
  'INLINE',
  'INLINE_OUTER',
  'STACK',
  'JSON_TUPLE',
]);

/** Whether an item without an alias may give several columns, under names that only the data tell. */
export function givesUnnamedColumns(item: SelectItem): boolean {
  return (
    item.kind === 'expression' &&
    item.aliases.length === 0 &&
    item.expression.kind === 'call' &&
    generators.has(item.expression.name)
  );
}
