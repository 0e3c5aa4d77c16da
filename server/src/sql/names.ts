import type { Expression, FunctionCall, Operation } from './query.js';

/** A column's name where none is given, and whether it is one that people rely on. */
export interface ItemName {
  readonly name: string;
  readonly named: boolean;
}

/** Deeper than this a name is cut short: nobody relies on it. */
const maxDepth = 12;

/** The name that Spark gives to an item without an alias. */
export function nameOf(expression: Expression): ItemName {
  if (expression.kind === 'column') return { name: expression.parts.at(-1)?.text ?? '', named: true };
  // Spark names a cast of a plain column after the column.
  if (expression.kind === 'cast' && expression.expression.kind === 'column')
    return nameOf(expression.expression);
  return { name: sql(expression, 0), named: false };
}

function sql(expression: Expression, depth: number): string {
  if (depth > maxDepth) return '…';
  const inner = (part: Expression): string => sql(part, depth + 1);
  switch (expression.kind) {
    case 'column':
      return expression.parts.map((part) => part.text).join('.');
    case 'literal':
      return expression.type === 'interval' ? `INTERVAL ${expression.value}` : expression.value;
    case 'star-argument':
      return [...expression.qualifier.map((part) => part.text), '*'].join('.');
    case 'call':
      return callName(expression, inner);
    case 'operation':
      return operationName(expression, inner);
    case 'case': {
      const branches = expression.branches
        .map((branch) => ` WHEN ${inner(branch.when)} THEN ${inner(branch.then)}`)
        .join('');
      const operand = expression.operand === null ? '' : ` ${inner(expression.operand)}`;
      return `CASE${operand}${branches}${expression.otherwise === null ? '' : ` ELSE ${inner(expression.otherwise)}`} END`;
    }
    case 'cast':
      return `CAST(${inner(expression.expression)} AS ${expression.type})`;
    case 'access':
      return expression.field === null
        ? `${inner(expression.base)}[${expression.index === null ? '' : inner(expression.index)}]`
        : `${inner(expression.base)}.${expression.field.text}`;
    case 'subquery':
      return expression.exists ? 'exists()' : 'scalarsubquery()';
    case 'lambda':
      return `lambdafunction(${inner(expression.body)})`;
    case 'row':
      return `struct(${expression.items.map(inner).join(', ')})`;
    case 'unknown':
      return '';
  }
}

/** Generators whose one column is called `col`. */
const generators: ReadonlySet<string> = new Set(['EXPLODE', 'EXPLODE_OUTER']);

function callName(call: FunctionCall, inner: (part: Expression) => string): string {
  if (generators.has(call.name)) return 'col';
  // `*` counts as 1 in Spark's names.
  const args = call.args.map((part) =>
    part.kind === 'star-argument' && part.qualifier.length === 0 ? '1' : inner(part),
  );
  const name = `${call.name.toLowerCase()}(${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')})`;
  const filtered = call.filter === null ? name : `${name} FILTER (WHERE ${inner(call.filter)})`;
  return call.window === null ? filtered : `${filtered} OVER (…)`;
}

function operationName(operation: Operation, inner: (part: Expression) => string): string {
  const [first, ...rest] = operation.operands.map(inner);
  const not = operation.negated ? 'NOT ' : '';
  switch (operation.operator) {
    case 'IN':
      return `(${not}${first ?? ''} IN (${operation.query === null ? rest.join(', ') : 'listquery()'}))`;
    case 'BETWEEN':
      return `(${not}${first ?? ''} BETWEEN ${rest.join(' AND ')})`;
    case '||':
      return `concat(${[first ?? '', ...rest].join(', ')})`;
  }
  if (rest.length > 0) return `(${[first ?? '', ...rest].join(` ${not}${operation.operator} `)})`;
  if (operation.operator.startsWith('IS ')) return `(${first ?? ''} IS ${not}${operation.operator.slice(3)})`;
  return `(${operation.operator} ${first ?? ''})`;
}
