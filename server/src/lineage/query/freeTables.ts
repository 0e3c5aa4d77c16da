import type {
  Expression,
  NamedTable,
  Query,
  QueryBody,
  Select,
  TableExpression,
  WindowSpecification,
} from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
import { clauseIn, meaningOf, nameIn, type NameScope } from './nameScope.js';

/** The names of CTEs that a place in a query sees. */
type CteNames = NameScope<true>;

const known = new KeptWith<readonly NamedTable[]>();

/**
 * The tables that a query names, at any depth and in the order of the text, without those names that mean a CTE and
 * without templates.
 */
export function freeTables(query: Query): readonly NamedTable[] {
  return known.of(query, () => {
    const found: NamedTable[] = [];
    new FreeTableWalk(found).query(query, null);
    return found.sort((a, b) => a.range.start - b.range.start);
  });
}

class FreeTableWalk {
  readonly #found: NamedTable[];

  constructor(found: NamedTable[]) {
    this.#found = found;
  }

  query(query: Query, above: CteNames | null): void {
    const clause = clauseIn(above);
    let names = above;
    for (const cte of query.ctes) {
      const before = names;
      const { text } = cte.name;
      if (query.recursive) names = nameIn(clause, before, text, true);
      this.query(cte.query, names);
      if (!query.recursive) names = nameIn(clause, before, text, true);
    }
    this.#body(query.body, names);
    this.#expressions(trailingExpressions(query), names);
  }

  #body(body: QueryBody, names: CteNames | null): void {
    let at = body;
    while (at.kind === 'set') {
      this.#body(at.right, names);
      at = at.left;
    }
    switch (at.kind) {
      case 'select':
        this.#select(at, names);
        break;
      case 'parenthesized':
        this.query(at.query, names);
        break;
      case 'table':
        this.#table(at.table, names);
        break;
      case 'values':
        this.#expressions(at.rows.flat(), names);
        break;
    }
  }

  #select(select: Select, names: CteNames | null): void {
    select.from.forEach((table) => this.#table(table, names));
    this.#expressions(
      [
        ...select.items.map((item) => (item.kind === 'expression' ? item.expression : null)),
        ...select.lateralViews.map((view) => view.call),
        select.where,
        ...(select.groupBy?.expressions ?? []),
        select.having,
        select.qualify,
        ...select.windows.flatMap(({ window }) => windowExpressions(window)),
      ],
      names,
    );
  }

  #table(table: TableExpression, names: CteNames | null): void {
    let at = table;
    while (at.kind === 'join') {
      this.#table(at.right, names);
      this.#expressions([at.on], names);
      at = at.left;
    }
    switch (at.kind) {
      case 'named':
        this.#named(at, names);
        break;
      case 'subquery':
        this.query(at.query, names);
        break;
      case 'values':
        this.#expressions(at.rows.flat(), names);
        break;
      case 'function':
        this.#expressions([at.call], names);
        break;
      case 'pivot':
        this.#table(at.input, names);
        this.#expressions(
          [...at.aggregates, ...at.values].map((item) => item.expression),
          names,
        );
        break;
      case 'unpivot':
        this.#table(at.input, names);
        break;
    }
  }

  #named(table: NamedTable, names: CteNames | null): void {
    const [first] = table.name;
    if (table.template || !first) {
      return;
    }
    const isCte = table.name.length === 1 && meaningOf(first.text, names) !== null;
    if (!isCte) this.#found.push(table);
  }

  #expressions(expressions: readonly (Expression | null)[], names: CteNames | null): void {
    const stack = [...expressions];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next === null) continue;
      if ((next.kind === 'operation' || next.kind === 'subquery') && next.query) {
        this.query(next.query, names);
      }
      for (const child of childExpressions(next)) stack.push(child);
    }
  }
}

/** The expressions directly within one; those of subqueries are not among them. */
export function childExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return [
        ...expression.args,
        ...(expression.filter ? [expression.filter] : []),
        ...expression.withinGroup.map((item) => item.expression),
        ...(expression.window ? windowExpressions(expression.window) : []),
      ];
    case 'operation':
      return expression.operands;
    case 'case':
      return [
        ...(expression.operand ? [expression.operand] : []),
        ...expression.branches.flatMap(({ when, then }) => [when, then]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    case 'cast':
      return [expression.expression];
    case 'access':
      return expression.index ? [expression.base, expression.index] : [expression.base];
    case 'lambda':
      return [expression.body];
    case 'row':
      return expression.items;
    case 'unknown':
      return expression.parts;
    default:
      return [];
  }
}

/** What stands behind a query's body: ORDER BY, SORT BY, DISTRIBUTE BY, LIMIT, OFFSET. */
export function trailingExpressions(query: Query): (Expression | null)[] {
  return [
    ...query.orderBy.map((item) => item.expression),
    ...query.sortBy.map((item) => item.expression),
    ...query.distributeBy,
    query.limit,
    query.offset,
  ];
}

/** What a window partitions and sorts by. */
export function windowExpressions(window: WindowSpecification): Expression[] {
  return [...window.partitionBy, ...window.orderBy.map((item) => item.expression)];
}
