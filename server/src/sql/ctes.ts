import { queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readNames } from './lists.js';
import { errorOfStatement } from './notAQuery.js';
import type { CommonTableExpression, Identifier } from './query.js';
import { readBracketedQuery, readQueryWithoutBracket } from './subqueries.js';
import { clauseWords } from './words.js';

export interface Ctes {
  readonly ctes: readonly CommonTableExpression[];
  readonly recursive: boolean;
}

/** What may stand behind tables in place of a query: `WITH a AS (…) INSERT INTO …`. */
const changingStatements: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Reads `WITH a AS (…), b AS (…)`, where it stands; also where only WITH was forgotten. */
export function readCtes(cursor: Cursor): Ctes {
  const forgotten = cteWithoutWith(cursor);
  if (forgotten) cursor.errorHere(`\`WITH\` is missing before ${cursor.here}.`);
  else if (!cursor.is('WITH')) return { ctes: [], recursive: false };
  else {
    cursor.advance();
    passJunk(cursor);
  }
  const recursive = cursor.is('RECURSIVE') && isName(cursor.peek(1)) && !cursor.isNext('AS');
  if (recursive) cursor.advance();
  const ctes: CommonTableExpression[] = [];
  for (;;) {
    const cte = readCte(cursor);
    if (cte !== null) ctes.push(cte);
    if (cte === null ? !findNext(cursor) : !another(cursor)) break;
  }
  return { ctes, recursive };
}

/** `WITH , a AS (`: whatever stands between the keyword and the first name. */
function passJunk(cursor: Cursor): void {
  if (isName(cursor.token)) return;
  for (let ahead = 1; ahead < 5; ahead++) {
    if (!cteAt(cursor, ahead)) continue;
    cursor.errorHere(`${cursor.here} cannot stand here: the name of a table was expected.`);
    cursor.at += ahead;
    cursor.settle();
    return;
  }
}

/** Goes on to the next name; false where the query itself follows. */
function another(cursor: Cursor): boolean {
  cursor.settle();
  if (cursor.accept(',')) {
    while (cursor.is(',')) {
      cursor.errorHere('There is a comma too many here.');
      cursor.advance();
    }
    if (cursor.is('SELECT') && !cteAt(cursor, 0)) {
      cursor.errorHere('There is a comma too many before `SELECT`.');
      return false;
    }
    return cursor.brackets.balanced || cteAt(cursor, 0) || isName(cursor.token) ? true : findNext(cursor);
  }
  if (cteAt(cursor, 0)) {
    cursor.errorHere(`A comma is missing before ${cursor.here}.`);
    return true;
  }
  if (queryAt(cursor, 0) || cursor.atEnd || cursor.is(';') || (cursor.is(')') && cursor.open > 0))
    return false;
  return findNext(cursor);
}

/**
 * Passes over what cannot be read between a table and the next, or the query. True where another table follows.
 * Behind a closing bracket stand only these two, so that brackets too many or too few do not mislead.
 */
function findNext(cursor: Cursor): boolean {
  const { token } = cursor;
  const from = cursor.at;
  if (changingStatements.has(token.upper)) errorOfStatement(cursor);
  for (let index = from; index < cursor.limit && cursor.repairs > 0; index++) {
    const behind = cursor.tokens[index - 1]?.upper === ')';
    cursor.at = index;
    const near = index - from < 4 && cursor.is('SELECT');
    const next = (behind && cursor.is(',') && cteAt(cursor, 1)) || (index - from < 4 && cteAt(cursor, 0));
    if (!next && !near && !(behind && cursor.is('SELECT'))) continue;
    cursor.repairs--;
    cursor.error(
      { start: token.start, end: token.end },
      `${cursor.describe(token)} cannot stand here: a comma or \`SELECT\` was expected.`,
    );
    cursor.accept(',');
    return next;
  }
  cursor.at = from;
  return false;
}

function cteWithoutWith(cursor: Cursor): boolean {
  return cursor.token.kind === 'word' && !queryAt(cursor, 0) && cursor.isNext('AS') && cteAt(cursor, 0);
}

/** Whether `name AS (SELECT` stands `distance` behind the current token. */
function cteAt(cursor: Cursor, distance: number): boolean {
  const name = cursor.peek(distance);
  if (!isName(name)) return false;
  const as = cursor.peek(distance + 1).upper === 'AS';
  // `SELECT (SELECT …)` is no table called `select`.
  if (!as && (clauseWords.has(name.upper) || name.upper === 'VALUES' || name.upper === 'TABLE')) return false;
  const bracket = distance + (as ? 2 : 1);
  return cursor.peek(bracket).upper === '(' && queryAt(cursor, bracket + 1);
}

function readCte(cursor: Cursor): CommonTableExpression | null {
  const { start } = cursor.token;
  if (!isName(cursor.token)) {
    if (!findBracket(cursor, `The name of a table is missing before ${cursor.here}.`)) return null;
    return {
      name: { text: '', range: cursor.missingRange, quoted: false },
      columns: [],
      query: readBracketedQuery(cursor),
      range: cursor.rangeFrom(start),
    };
  }
  const name = cursor.identifier(cursor.advance());
  let columns: readonly Identifier[] = [];
  if (cursor.is('(') && !queryAt(cursor, 1)) columns = readNames(cursor);
  cursor.accept('AS');
  if (cursor.is('SELECT')) {
    cursor.errorHere(`A \`(\` is missing before ${cursor.here}: the query of a table stands in brackets.`);
    return { name, columns, query: readQueryWithoutBracket(cursor), range: cursor.rangeFrom(start) };
  }
  if (!cursor.is('(') && !findBracket(cursor, `\`AS (\` and a query were expected before ${cursor.here}.`))
    return null;
  return { name, columns, query: readBracketedQuery(cursor), range: cursor.rangeFrom(start) };
}

/** Goes to the bracket of the query that must come; false, and nowhere, where none does. */
function findBracket(cursor: Cursor, message: string): boolean {
  const mark = cursor.mark();
  cursor.errorHere(message);
  for (let steps = 0; steps < 12 && !cursor.atEnd; steps++) {
    if (cursor.is('(') && queryAt(cursor, 1)) return true;
    if (cursor.is('SELECT')) break;
    cursor.advance();
  }
  cursor.at = mark.at;
  return false;
}
