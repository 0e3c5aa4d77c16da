import { queryAt } from './clauses.js';
import type { Cursor } from './cursor.js';
import { readList } from './lists.js';
import type { Expression, Query, SqlRange } from './query.js';
import { readBracketedQuery, readQueryWithoutBracket } from './subqueries.js';

export const comparison = ['=', '==', '<>', '!=', '<', '<=', '!>', '>', '>=', '!<', '<=>'] as const;

/** Words that test the expression before them. */
export const predicates: ReadonlySet<string> = new Set([
  'NOT',
  'IN',
  'LIKE',
  'ILIKE',
  'RLIKE',
  'REGEXP',
  'BETWEEN',
  'IS',
]);

const negatable: ReadonlySet<string> = new Set(['IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'BETWEEN']);
const comparisonTightness = 5;

type ReadBinary = (cursor: Cursor, least: number) => Expression;

/** Reads the predicate at the current word about `left`; null where the word is none here (`a NOT b`). */
export function readPredicate(
  cursor: Cursor,
  left: Expression,
  start: number,
  readBinary: ReadBinary,
): Expression | null {
  const first = cursor.token;
  const negated = first.upper === 'NOT';
  if (negated && !negatable.has(cursor.peek(1).upper)) return null;
  if (negated) cursor.advance();
  const word = cursor.advance().upper;
  const operatorRange = cursor.rangeFrom(first.start);
  if (word === 'IS') return readIs(cursor, left, start, first.start, readBinary);
  if (word === 'IN') return readIn(cursor, left, start, operatorRange, negated);
  if (word === 'BETWEEN') return readBetween(cursor, left, start, operatorRange, negated, readBinary);
  return readLike(cursor, left, start, operatorRange, negated, word, readBinary);
}

function operation(
  cursor: Cursor,
  operator: string,
  operands: readonly Expression[],
  start: number,
  operatorRange: SqlRange,
  negated: boolean,
  query: Query | null = null,
): Expression {
  return {
    kind: 'operation',
    operator,
    negated,
    operands,
    query,
    operatorRange,
    range: cursor.rangeFrom(start),
  };
}

function readIs(
  cursor: Cursor,
  left: Expression,
  start: number,
  wordStart: number,
  readBinary: ReadBinary,
): Expression {
  const negated = cursor.accept('NOT');
  if (cursor.is('DISTINCT')) {
    cursor.advance();
    if (!cursor.accept('FROM'))
      cursor.errorHere(`\`FROM\` is missing after \`IS DISTINCT\`, before ${cursor.here}.`);
    const operatorRange = cursor.rangeFrom(wordStart);
    const right = readBinary(cursor, comparisonTightness);
    return operation(cursor, 'IS DISTINCT FROM', [left, right], start, operatorRange, negated);
  }
  const { upper } = cursor.token;
  if (upper === 'NULL' || upper === 'TRUE' || upper === 'FALSE' || upper === 'UNKNOWN') {
    cursor.advance();
    return operation(cursor, `IS ${upper}`, [left], start, cursor.rangeFrom(wordStart), negated);
  }
  cursor.errorHere(`After \`IS\` stands \`NULL\`, \`NOT NULL\`, \`TRUE\` or \`FALSE\`, not ${cursor.here}.`);
  return operation(cursor, 'IS NULL', [left], start, cursor.rangeFrom(wordStart), negated);
}

function readIn(
  cursor: Cursor,
  left: Expression,
  start: number,
  operatorRange: SqlRange,
  negated: boolean,
): Expression {
  if (cursor.is('(') && queryAt(cursor, 1)) {
    const query = readBracketedQuery(cursor);
    return operation(cursor, 'IN', [left], start, operatorRange, negated, query);
  }
  if (cursor.is('(')) {
    const items = readList(cursor);
    if (items.length === 0)
      cursor.error(operatorRange, 'The list after `IN` is empty. Spark needs at least one value in it.');
    return operation(cursor, 'IN', [left, ...items], start, operatorRange, negated);
  }
  cursor.errorHere(`A list in brackets is missing after \`IN\`, before ${cursor.here}.`);
  if (cursor.is('SELECT')) {
    const query = readQueryWithoutBracket(cursor);
    return operation(cursor, 'IN', [left], start, operatorRange, negated, query);
  }
  return operation(cursor, 'IN', [left], start, operatorRange, negated);
}

function readBetween(
  cursor: Cursor,
  left: Expression,
  start: number,
  operatorRange: SqlRange,
  negated: boolean,
  readBinary: ReadBinary,
): Expression {
  const low = readBinary(cursor, comparisonTightness);
  if (!cursor.accept('AND')) {
    cursor.errorHere(`\`BETWEEN\` needs an \`AND\` with the upper end, before ${cursor.here}.`);
    return operation(cursor, 'BETWEEN', [left, low], start, operatorRange, negated);
  }
  const high = readBinary(cursor, comparisonTightness);
  return operation(cursor, 'BETWEEN', [left, low, high], start, operatorRange, negated);
}

function readLike(
  cursor: Cursor,
  left: Expression,
  start: number,
  operatorRange: SqlRange,
  negated: boolean,
  word: string,
  readBinary: ReadBinary,
): Expression {
  const { upper } = cursor.token;
  const like = word === 'LIKE' || word === 'ILIKE';
  if (like && (upper === 'ANY' || upper === 'SOME' || upper === 'ALL') && cursor.isNext('(')) {
    cursor.advance();
    const patterns = readList(cursor);
    return operation(
      cursor,
      `${word} ${upper === 'SOME' ? 'ANY' : upper}`,
      [left, ...patterns],
      start,
      operatorRange,
      negated,
    );
  }
  const pattern = readBinary(cursor, comparisonTightness);
  const operands = [left, pattern];
  if (like && cursor.is('ESCAPE') && cursor.peek(1).kind === 'string') {
    cursor.advance();
    operands.push(readBinary(cursor, comparisonTightness + 10));
  }
  return operation(cursor, word === 'REGEXP' ? 'RLIKE' : word, operands, start, operatorRange, negated);
}
