import type { Cursor } from './cursor.js';
import { readItems, readNames, readOpenList } from './lists.js';
import { isName } from './cursor.js';
import { clauseAt, joinAt } from './clauses.js';
import type { Expression, Identifier, ValuesTable } from './query.js';
import { closeBracket } from './recovery.js';

/** Reads `VALUES (1, 'a'), (2, 'b') AS t(id, name)`; the current token is VALUES. */
export function readValues(cursor: Cursor): ValuesTable {
  const { start } = cursor.advance();
  const rows = readOpenList(cursor, readRow);
  let alias: Identifier | null = null;
  let columnAliases: readonly Identifier[] = [];
  const as = cursor.accept('AS');
  if (as && cursor.is('(')) columnAliases = readNames(cursor);
  else if (isName(cursor.token) && (as || (clauseAt(cursor) === null && joinAt(cursor) === null))) {
    alias = cursor.identifier(cursor.advance());
    if (cursor.is('(')) columnAliases = readNames(cursor);
  }
  return { kind: 'values', rows, alias, columnAliases, range: cursor.rangeFrom(start) };
}

function readRow(cursor: Cursor): readonly Expression[] {
  if (!cursor.is('(')) {
    const only = cursor.grammar.expression(cursor);
    return only.kind === 'call' && only.name === 'STRUCT' ? only.args : [only];
  }
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const items: Expression[] = [];
  readItems(cursor, items);
  closeBracket(cursor, opened);
  return items;
}
