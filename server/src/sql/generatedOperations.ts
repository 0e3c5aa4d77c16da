import type { Expression, Operation } from './query.js';

/** Writes an expression that stands within another one. */
export type Inner = (part: Expression) => string;

/** Operators that Spark turns into another one. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['==', '='],
  ['!>', '<='],
  ['!<', '>='],
  ['DIV', 'div'],
]);

/** What an operation is called where it makes a column that nobody names. */
export function operationName(operation: Operation, inner: Inner): string {
  const operands = operation.operands.map(inner);
  const [first = '', second = ''] = operands;
  if (operation.negated && operation.operator === 'IS NULL') return `(${first} IS NOT NULL)`;
  if (operation.negated && operation.operator === 'IS DISTINCT FROM') return `(${first} <=> ${second})`;
  const positive = positiveName(operation, operands);
  return operation.negated ? `(NOT ${positive})` : positive;
}

function positiveName({ operator, operands: parts, query }: Operation, operands: readonly string[]): string {
  const [first = '', second = '', third = ''] = operands;
  switch (operator) {
    case 'IN':
      return `(${first} IN (${query === null ? operands.slice(1).join(', ') : 'listquery()'}))`;
    case 'BETWEEN':
      return `((${first} >= ${second}) AND (${first} <= ${third}))`;
    case '||':
      return operands.reduce((left, right) => `concat(${left}, ${right})`);
    case '<>':
    case '!=':
      return `(NOT (${first} = ${second}))`;
    case '!':
    case 'NOT':
      return `(NOT ${first})`;
    case 'AND':
    case 'OR':
      return balanced(operands, operator);
    case 'LIKE':
      return `${first} LIKE ${second}`;
    case 'ILIKE':
      return `ilike(${first}, ${second})`;
    case 'RLIKE':
    case 'REGEXP':
      return `RLIKE(${first}, ${second})`;
    case 'IS TRUE':
    case 'IS FALSE':
      return `(${first} <=> ${operator.slice('IS '.length).toLowerCase()})`;
    case 'IS NULL':
    case 'IS UNKNOWN':
      return `(${first} IS NULL)`;
    case 'IS DISTINCT FROM':
      return `(NOT (${first} <=> ${second}))`;
    case '-':
      if (operands.length === 1 && isNumber(parts[0])) return `-${first}`;
  }
  if (/ (?:ANY|ALL)$/.test(operator)) return `${operator.replace(' ', '').toLowerCase()}(${first})`;
  if (operands.length === 1) return operator === '~' ? `~${first}` : `(${operator} ${first})`;
  return operands.reduce((left, right) => `(${left} ${spelled.get(operator) ?? operator} ${right})`);
}

function isNumber(part: Operation['operands'][number] | undefined): boolean {
  return (
    part?.kind === 'literal' && (part.type === 'integer' || part.type === 'decimal' || part.type === 'float')
  );
}

/** Spark halves long conditions, so that none of them nests deeply. */
function balanced(operands: readonly string[], operator: string): string {
  if (operands.length <= 1) return operands[0] ?? '';
  const half = operands.length === 2 ? 1 : Math.floor((operands.length - 1) / 2) + 1;
  return `(${balanced(operands.slice(0, half), operator)} ${operator} ${balanced(operands.slice(half), operator)})`;
}
