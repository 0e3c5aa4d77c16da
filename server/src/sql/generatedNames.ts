import { callName } from './generatedCallNames.js';
import { literalName } from './generatedLiterals.js';
import { operationName, type Inner } from './generatedOperations.js';
import type { CaseExpression, Expression } from './query.js';

/** Deeper than this a name is cut short: nobody relies on it. */
const maxDepth = 12;

/**
 * The name that Spark 3.5 gives to a column which an expression makes and nobody names: the expression in Spark's own
 * spelling, with brackets around operators, without qualifiers, and with arguments that have a default. Where the types
 * of its parts would change the spelling (a moment and an interval are added without brackets), it is as for numbers.
 */
export function generatedName(expression: Expression): string {
  return written(expression, 0, noParameters);
}

const noParameters: ReadonlySet<string> = new Set();

/** `parameters`: of the lambdas around it, in lower case, which lose their names. */
function written(expression: Expression, depth: number, parameters: ReadonlySet<string>): string {
  if (depth > maxDepth) return '…';
  const inner: Inner = (part) => written(part, depth + 1, parameters);
  switch (expression.kind) {
    case 'column': {
      const [first, ...fields] = expression.parts.map((part) => part.text);
      if (first !== undefined && parameters.has(first.toLowerCase()))
        return ['namedlambdavariable()', ...fields].join('.');
      // Before the column stands a table, which does not show; whether it is a struct, only its table tells.
      return (fields.length > 0 ? fields : [first ?? '']).join('.');
    }
    case 'literal':
      return literalName(expression);
    case 'star-argument':
      return [...expression.qualifier.map((part) => part.text), '*'].join('.');
    case 'call':
      return callName(expression, inner);
    case 'operation':
      return operationName(expression, inner);
    case 'case':
      return caseName(expression, inner);
    case 'cast':
      return `CAST(${inner(expression.expression)} AS ${typeName(expression.type)})`;
    case 'access':
      return expression.field === null
        ? `${inner(expression.base)}[${expression.index === null ? '' : inner(expression.index)}]`
        : `${inner(expression.base)}.${expression.field.text}`;
    case 'subquery':
      return expression.exists ? 'exists()' : 'scalarsubquery()';
    case 'lambda': {
      const names = expression.parameters.map((parameter) => parameter.text.toLowerCase());
      const body = written(expression.body, depth + 1, new Set([...parameters, ...names]));
      return `lambdafunction(${[body, ...names.map(() => 'namedlambdavariable()')].join(', ')})`;
    }
    case 'row':
      return `named_struct(${expression.items.map((item, index) => `${fieldName(item, index)}, ${inner(item)}`).join(', ')})`;
    case 'unknown':
      return '';
  }
}

/** `CASE x WHEN 1` is `CASE WHEN (x = 1)`. */
function caseName({ operand, branches, otherwise }: CaseExpression, inner: Inner): string {
  const condition = (when: Expression): string =>
    operand === null ? inner(when) : `(${inner(operand)} = ${inner(when)})`;
  const written = branches.map(({ when, then }) => ` WHEN ${condition(when)} THEN ${inner(then)}`).join('');
  return `CASE${written}${otherwise === null ? '' : ` ELSE ${inner(otherwise)}`} END`;
}

function fieldName(item: Expression, index: number): string {
  return item.kind === 'column' ? (item.parts.at(-1)?.text ?? '') : `col${index + 1}`;
}

const types: ReadonlyMap<string, string> = new Map([
  ['INTEGER', 'INT'],
  ['LONG', 'BIGINT'],
  ['SHORT', 'SMALLINT'],
  ['BYTE', 'TINYINT'],
  ['REAL', 'FLOAT'],
  ['DEC', 'DECIMAL(10,0)'],
  ['NUMERIC', 'DECIMAL(10,0)'],
  ['DECIMAL', 'DECIMAL(10,0)'],
  ['TIMESTAMP_LTZ', 'TIMESTAMP'],
]);

/** A type as Spark spells it: a text of limited length is a text to it. */
function typeName(type: string): string {
  if (/^(?:VARCHAR|CHAR|CHARACTER)\b/.test(type)) return 'STRING';
  return types.get(type) ?? type.replace(/^(?:DEC|NUMERIC)\(/, 'DECIMAL(');
}
