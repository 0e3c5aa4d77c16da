import type { Expression, FunctionCall, SortItem, WindowSpecification } from '../../sql/query.js';

/** A text for a column: equal for two names of one column. */
export type ColumnKey = (column: Extract<Expression, { kind: 'column' }>) => string;

/**
 * A text that two expressions share where they certainly mean the same, however they are spelled: without white space,
 * comments, case and needless brackets. Null for what cannot be compared (subqueries, what could not be read).
 */
export function expressionKey(expression: Expression, columnKey: ColumnKey): string | null {
  const key = (each: Expression): string | null => expressionKey(each, columnKey);
  switch (expression.kind) {
    case 'column':
      return columnKey(expression);
    case 'literal':
      return `${expression.type}:${JSON.stringify(expression.value)}`;
    case 'call':
      return callKey(expression, key);
    case 'operation':
      if (expression.query) return null;
      return made(`${expression.negated ? 'NOT ' : ''}${expression.operator}`, expression.operands.map(key));
    case 'case':
      return made('CASE', [
        expression.operand ? key(expression.operand) : '',
        ...expression.branches.flatMap(({ when, then }) => [key(when), key(then)]),
        expression.otherwise ? key(expression.otherwise) : '',
      ]);
    case 'cast':
      return made(`CAST ${expression.type}`, [key(expression.expression)]);
    case 'access':
      return made(`.${expression.field?.text.toLowerCase() ?? ''}`, [
        key(expression.base),
        expression.index ? key(expression.index) : '',
      ]);
    case 'row':
      return made('', expression.items.map(key));
    case 'lambda':
      return made(`${expression.parameters.map((name) => name.text.toLowerCase()).join()}->`, [
        key(expression.body),
      ]);
    case 'star-argument':
      return made('*', [expression.qualifier.map((part) => part.text.toLowerCase()).join('.')]);
    case 'subquery':
    case 'unknown':
      return null;
  }
}

type Key = (expression: Expression) => string | null;

function callKey(call: FunctionCall, key: Key): string | null {
  return made(`${call.name}${call.distinct ? ' DISTINCT' : ''}${call.ignoreNulls ? ' NULLS' : ''}`, [
    ...call.args.map(key),
    call.filter ? key(call.filter) : '',
    sortKey(call.withinGroup, key),
    call.window ? windowKey(call.window, key) : '',
  ]);
}

function windowKey(window: WindowSpecification, key: Key): string | null {
  return made(window.base?.text.toLowerCase() ?? '', [
    ...window.partitionBy.map(key),
    sortKey(window.orderBy, key),
  ]);
}

function sortKey(items: readonly SortItem[], key: Key): string | null {
  return made(
    'ORDER',
    items.flatMap((item) => [key(item.expression), item.descending ? 'DESC' : '']),
  );
}

function made(head: string, parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : `${head}(${parts.join(',')})`;
}
