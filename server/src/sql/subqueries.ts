import type { Cursor } from './cursor.js';
import type { Query } from './query.js';
import { closeBracket } from './recovery.js';

/** Reads `(query)`; the current token is the opening bracket. */
export function readBracketedQuery(cursor: Cursor): Query {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const query = cursor.grammar.query(cursor);
  closeBracket(cursor, opened, ')', '`)`');
  return query;
}

/** Reads a query whose opening bracket is missing, with the closing bracket that is left over. */
export function readQueryWithoutBracket(cursor: Cursor): Query {
  const left = cursor.brackets.extraClosing > 0;
  if (left) cursor.open++;
  const query = cursor.grammar.query(cursor);
  if (left) {
    cursor.open--;
    cursor.accept(')');
  }
  return query;
}
