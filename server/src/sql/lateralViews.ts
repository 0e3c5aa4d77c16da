import { readCall } from './calls.js';
import { clauseAt, joinAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readDottedName } from './lists.js';
import type { Identifier, LateralView } from './query.js';

/** Reads `LATERAL VIEW [OUTER] f(…) t AS a, b`; null where what stands here is none. */
export function readLateralView(cursor: Cursor): LateralView | null {
  const { start } = cursor.advance();
  cursor.advance();
  const outer = cursor.is('OUTER') && !cursor.isNext('(');
  if (outer) cursor.advance();
  if (!isName(cursor.token)) {
    cursor.errorHere(
      `A function such as \`explode(…)\` is missing after \`LATERAL VIEW\`, before ${cursor.here}.`,
    );
    return null;
  }
  const name = readDottedName(cursor);
  if (!cursor.is('(')) cursor.errorHere(`A \`(\` is missing before ${cursor.here}.`);
  const call = readCall(cursor, name);
  const tableAlias = nameHere(cursor) && !cursor.is('AS') ? cursor.identifier(cursor.advance()) : null;
  const columnAliases: Identifier[] = [];
  if (cursor.accept('AS') || nameHere(cursor)) {
    while (isName(cursor.token) && clauseAt(cursor) === null) {
      columnAliases.push(cursor.identifier(cursor.advance()));
      if (!cursor.is(',') || !isName(cursor.peek(1))) break;
      cursor.advance();
    }
    if (columnAliases.length === 0)
      cursor.errorHere(`A column's name is missing after \`AS\`, before ${cursor.here}.`);
  }
  return { outer, call, tableAlias, columnAliases, range: cursor.rangeFrom(start) };
}

function nameHere(cursor: Cursor): boolean {
  return isName(cursor.token) && clauseAt(cursor) === null && joinAt(cursor) === null && !cursor.is('PIVOT');
}
