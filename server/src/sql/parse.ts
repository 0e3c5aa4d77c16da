import { queryAt } from './clauses.js';
import { Cursor } from './cursor.js';
import type { Grammar } from './cursor.js';
import { binding, readBinary, readExpression } from './expressions.js';
import { readJoined } from './from.js';
import { lex } from './lexer.js';
import { errorOfStatement } from './notAQuery.js';
import { readQuery } from './queries.js';
import type { ParsedSql, Query, SqlError } from './query.js';
import { pairBrackets } from './token.js';
import { otherStatements } from './words.js';

const grammar: Grammar = {
  expression: readExpression,
  operand: (cursor) => readBinary(cursor, binding.bitOr),
  query: readQuery,
  relation: readJoined,
};

/**
 * Reads the text of one Spark SQL query. Never throws: what cannot be read is reported in `errors` (the first ones,
 * not what follows from them), and everything around it is read all the same. Takes time linear in the text.
 */
export function parseSql(text: string): ParsedSql {
  const { tokens, comments, errors } = lex(text);
  const cutOff = errors.some((error) => error.kind === 'unclosed-comment');
  const cursor = new Cursor(text, tokens, pairBrackets(tokens), grammar, cutOff);
  const query = readStatement(cursor);
  return { text, query, errors: mostTelling(errors, cursor.errors), comments };
}

function readStatement(cursor: Cursor): Query | null {
  const { token } = cursor;
  while (cursor.is(';')) cursor.advance();
  if (cursor.atEnd) {
    cursor.error(
      { start: 0, end: cursor.text.length },
      'There is no query here: write one that begins with `SELECT` or `WITH`.',
    );
    return null;
  }
  if (
    token.kind === 'word' &&
    otherStatements.has(token.upper) &&
    !queryAt(cursor, 0) &&
    !cursor.isNext(',') &&
    !cursor.isNext('.')
  ) {
    errorOfStatement(cursor);
    return null;
  }
  if (!beginsQuery(cursor)) {
    if (!goToQuery(cursor)) return null;
  }
  const query = readQuery(cursor);
  readRest(cursor);
  return query;
}

function beginsQuery(cursor: Cursor): boolean {
  return queryAt(cursor, 0) || cursor.is('SELECT') || cursor.is('WITH');
}

/** Where the text begins with something else: goes on where a query can be made out; false where none can. */
function goToQuery(cursor: Cursor): boolean {
  const { at } = cursor;
  for (let ahead = 1; ahead < 12 && !cursor.isNext('AS'); ahead++) {
    const { upper } = cursor.peek(ahead);
    if (upper === 'SELECT' || upper === 'FROM') break;
    if (upper !== 'WITH' || !queryAt(cursor, ahead)) continue;
    cursor.errorHere(`${cursor.here} cannot stand here: a query begins with \`SELECT\` or \`WITH\`.`);
    cursor.at = at + ahead;
    return true;
  }
  for (let index = cursor.at; index < cursor.limit; index++) {
    const upper = cursor.tokens[index]?.upper;
    if (upper === 'SELECT' || upper === 'WITH' || upper === 'FROM' || upper === 'VALUES') return true;
  }
  cursor.errorHere(`${cursor.here} begins no query: a query begins with \`SELECT\` or \`WITH\`.`);
  return false;
}

/** What stands behind the query: nothing, a semicolon, or a mistake. */
function readRest(cursor: Cursor): void {
  cursor.open = 0;
  let ended = false;
  while (cursor.accept(';')) ended = true;
  if (cursor.atEnd) return;
  cursor.settle();
  if (ended) cursor.errorHere('Only one query can stand here: this begins a second one, behind the `;`.');
  else
    cursor.errorHere(
      `${cursor.here} cannot stand here: the query before it has ended. A \`UNION\`, a bracket or a \`;\` may be missing.`,
    );
}

/** A quote that is never closed explains what comes behind it; the rest is in the order of the text. */
function mostTelling(ofLexer: readonly SqlError[], ofParser: readonly SqlError[]): readonly SqlError[] {
  const unclosed = ofLexer.find(
    (error) => error.kind === 'unclosed-string' || error.kind === 'unclosed-comment',
  );
  const kept =
    unclosed === undefined ? ofParser : ofParser.filter((error) => error.range.start < unclosed.range.start);
  const all = [...ofLexer, ...kept].sort((a, b) => a.range.start - b.range.start);
  return all
    .filter((error, index) => index === 0 || all[index - 1]?.range.start !== error.range.start)
    .slice(0, 5);
}
