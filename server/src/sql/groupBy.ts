import type { Cursor } from './cursor.js';
import { readItems, readOpenList } from './lists.js';
import type { Expression, GroupBy } from './query.js';
import { closeBracket } from './recovery.js';

/** Reads `GROUP BY …`; the current token is GROUP. */
export function readGroupBy(cursor: Cursor): GroupBy {
  const { start } = cursor.advance();
  if (!cursor.accept('BY')) cursor.errorHere(`\`BY\` is missing after \`GROUP\`, before ${cursor.here}.`);
  if (cursor.is('ALL') && !cursor.isNext('.') && !cursor.isNext('(')) {
    cursor.advance();
    return { range: cursor.rangeFrom(start), all: true, expressions: [], sets: false, insertAt: cursor.end };
  }
  const expressions: Expression[] = [];
  let sets = false;
  readOpenList(cursor, (at) => {
    sets = readElement(at, expressions) || sets;
  });
  if (cursor.is('GROUPING') && cursor.isNext('SETS')) sets = readElement(cursor, expressions) || sets;
  const insertAt = cursor.end;
  if (cursor.is('WITH') && (cursor.isNext('CUBE') || cursor.isNext('ROLLUP'))) {
    cursor.advance();
    cursor.advance();
    sets = true;
  }
  return { range: cursor.rangeFrom(start), all: false, expressions, sets, insertAt };
}

/** Reads one grouping expression, or a set of them; true for a set. */
function readElement(cursor: Cursor, expressions: Expression[]): boolean {
  const grouping = cursor.is('GROUPING') && cursor.isNext('SETS');
  const cube = (cursor.is('CUBE') || cursor.is('ROLLUP')) && cursor.isNext('(');
  if (!grouping && !cube) {
    expressions.push(cursor.grammar.expression(cursor));
    return false;
  }
  cursor.advance();
  if (grouping) cursor.advance();
  if (!cursor.is('(')) {
    cursor.errorHere(`A \`(\` is missing before ${cursor.here}.`);
    return true;
  }
  readSets(cursor, expressions);
  return true;
}

/** Reads `((a, b), a, ())`: sets that may hold several expressions, or none. */
function readSets(cursor: Cursor, expressions: Expression[]): void {
  if (!cursor.enter()) {
    cursor.at = cursor.limit;
    return;
  }
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const found: Expression[] = [];
  readItems(cursor, found, (at) => readSet(at, expressions));
  closeBracket(cursor, opened);
  cursor.leave();
}

function readSet(cursor: Cursor, expressions: Expression[]): Expression {
  const { start } = cursor.token;
  const nested = (cursor.is('CUBE') || cursor.is('ROLLUP')) && cursor.isNext('(');
  if (nested) cursor.advance();
  if (nested || cursor.is('(')) {
    readSets(cursor, expressions);
    return { kind: 'unknown', parts: [], range: cursor.rangeFrom(start) };
  }
  const expression = cursor.grammar.expression(cursor);
  expressions.push(expression);
  return expression;
}
