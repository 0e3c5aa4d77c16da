import { clauseAt, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';

/**
 * Passes over what cannot be read, up to a comma, a clause, a closing bracket of the level that the parser stands
 * in, or the end. Brackets are passed over whole where they can be trusted.
 */
export function skipToItemEnd(cursor: Cursor): void {
  skipUntil(cursor, (at) => at.is(','));
}

/** As `skipToItemEnd`, but commas are passed over too. */
export function skipToClause(cursor: Cursor): void {
  skipUntil(cursor, (at) => at.is(',') && at.open > 0 && cteAtComma(at));
}

export function skipUntil(cursor: Cursor, stop: (cursor: Cursor) => boolean): void {
  while (!cursor.atEnd && !cursor.is(';')) {
    if (cursor.is(')') || cursor.is(']')) {
      if (cursor.open > 0) return;
      cursor.advance();
      continue;
    }
    if (stop(cursor) || clauseAt(cursor) !== null) return;
    if (cursor.is('(') || cursor.is('[')) skipBracket(cursor);
    else cursor.advance();
  }
}

/** Passes over the bracket at the current token with its inside; over itself alone where nothing closes it. */
export function skipBracket(cursor: Cursor): void {
  const partner = cursor.brackets.partner[cursor.at] ?? -1;
  if (partner >= 0 && partner < cursor.limit && (cursor.brackets.balanced || isWhole(cursor, partner))) {
    cursor.at = partner + 1;
  } else cursor.advance();
}

/** Whether a bracket can be trusted in a text that has too many or too few: a short one without a query's words. */
function isWhole(cursor: Cursor, partner: number): boolean {
  if (partner - cursor.at > 60) return false;
  if (queryAt(cursor, 1)) return true;
  for (let index = cursor.at + 1; index < partner; index++) {
    const upper = cursor.tokens[index]?.upper;
    if (upper === 'SELECT' || upper === 'FROM' || upper === 'WHERE') return false;
  }
  return true;
}

/** Whether `, name AS (SELECT` stands here: the bracket of the common table expression before it was never closed. */
export function cteAtComma(cursor: Cursor): boolean {
  if (!cursor.is(',') || !isName(cursor.peek(1))) return false;
  const bracket = cursor.peek(2).upper === 'AS' ? 3 : 2;
  return (
    cursor.peek(bracket).upper === '(' &&
    queryAt(cursor, bracket + 1) &&
    (bracket === 3 || cursor.peek(bracket + 1).upper === 'SELECT')
  );
}

const insideCase: ReadonlySet<string> = new Set(['WHEN', 'THEN', 'ELSE', 'END']);

/** Whether what stands here shows that the bracket before it was never closed. */
function showsUnclosed(cursor: Cursor): boolean {
  const { token } = cursor;
  if (token.kind === 'end' || token.upper === ';' || token.upper === ',' || token.upper === 'AS') return true;
  return insideCase.has(token.upper) || clauseAt(cursor) !== null;
}

/**
 * Reads the bracket that closes the one at token index `opened`. Where something else stands there, says so and finds
 * the place to go on: behind the closing bracket, or right here where the bracket was never closed.
 */
export function closeBracket(
  cursor: Cursor,
  opened: number,
  closer: ')' | ']' = ')',
  expected = `\`,\` or \`${closer}\``,
): void {
  cursor.open--;
  if (cursor.accept(closer)) return;
  const { partner, balanced } = cursor.brackets;
  const end = partner[opened] ?? -1;
  if (balanced && end >= cursor.at && end < cursor.limit) {
    cursor.errorHere(`${cursor.here} cannot stand here: ${expected} was expected.`);
    cursor.at = end + 1;
    return;
  }
  cursor.open++;
  if (!showsUnclosed(cursor)) {
    cursor.errorHere(`${cursor.here} cannot stand here: ${expected} was expected.`);
    skipUntil(cursor, showsUnclosed);
    while (cursor.is(',') && !cteAtComma(cursor) && closesBefore(cursor, opened)) {
      cursor.advance();
      skipUntil(cursor, showsUnclosed);
    }
  }
  cursor.open--;
  if (cursor.accept(closer)) return;
  const bracket = cursor.tokens[opened];
  if (bracket === undefined) return;
  cursor.error(
    { start: bracket.start, end: bracket.end },
    `This bracket is never closed. Add a \`${closer}\` before ${cursor.here}.`,
    'unclosed-bracket',
  );
  if (cursor.unclosedAt < 0) cursor.unclosedAt = opened;
}

/** Whether the bracket's partner by counting still lies ahead. */
function closesBefore(cursor: Cursor, opened: number): boolean {
  const end = cursor.brackets.partner[opened] ?? -1;
  return end > cursor.at && end < cursor.limit;
}
