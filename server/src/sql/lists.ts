import { clauseInsteadOfExpression } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import type { Expression, Identifier } from './query.js';
import { closeBracket } from './recovery.js';
import { beginsExpression } from './words.js';

/** Reads `(a, b, …)`, the current token being the opening bracket; `item` reads one entry. */
export function readList(cursor: Cursor, item: (cursor: Cursor) => Expression = readItem): Expression[] {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const items: Expression[] = [];
  readItems(cursor, items, item);
  closeBracket(cursor, opened);
  return items;
}

function readItem(cursor: Cursor): Expression {
  return cursor.grammar.expression(cursor);
}

/** Reads entries up to what no entry can be: the closing bracket, where all is well. */
export function readItems(
  cursor: Cursor,
  items: Expression[],
  item: (cursor: Cursor) => Expression = readItem,
): void {
  let afterComma = false;
  while (!cursor.is(')') && !cursor.is(']')) {
    if (cursor.is(',')) {
      cursor.errorHere(
        items.length === 0
          ? 'This comma is one too many: nothing stands before it.'
          : 'There is a comma too many here.',
      );
      cursor.advance();
      continue;
    }
    if (cursor.atEnd || clauseInsteadOfExpression(cursor) !== null) return;
    const { at } = cursor;
    items.push(item(cursor));
    afterComma = cursor.accept(',');
    if (afterComma) continue;
    if (cursor.is(')') || cursor.is(']')) return;
    if (cursor.at === at || !beginsItem(cursor)) return;
    cursor.errorHere(`A comma is missing before ${cursor.here}.`);
  }
  if (afterComma) cursor.errorHere(`There is a comma too many before ${cursor.here}.`);
}

function beginsItem(cursor: Cursor): boolean {
  const { token } = cursor;
  return token.kind !== 'operator' && beginsExpression(token) && clauseInsteadOfExpression(cursor) === null;
}

/** Reads `a, b, c` without brackets: the list of a PARTITION BY or GROUP BY. */
export function readOpenList<T>(cursor: Cursor, item: (cursor: Cursor) => T): T[] {
  const items: T[] = [item(cursor)];
  while (cursor.is(',')) {
    if (cursor.isNext(',')) {
      cursor.errorHere('There is a comma too many here.');
      cursor.advance();
      continue;
    }
    cursor.advance();
    items.push(item(cursor));
  }
  return items;
}

/** Reads `(a, b)` of plain names; the current token is the opening bracket. */
export function readNames(cursor: Cursor): Identifier[] {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const names: Identifier[] = [];
  while (isName(cursor.token) || cursor.is(',')) {
    if (cursor.is(',')) {
      cursor.errorHere('There is a comma too many here.');
      cursor.advance();
      continue;
    }
    names.push(cursor.identifier(cursor.advance()));
    if (cursor.is(')')) break;
    if (cursor.accept(',')) {
      if (cursor.is(')')) cursor.errorHere('There is a comma too many before `)`.');
      continue;
    }
    if (!isName(cursor.token)) break;
    cursor.errorHere(`A comma is missing before ${cursor.here}.`);
  }
  closeBracket(cursor, opened);
  return names;
}

/** Reads `a.b.c`; the current token is a name. Each part as written; a colon between parts is reported. */
export function readDottedName(cursor: Cursor): Identifier[] {
  const parts = [readNamePart(cursor)];
  while (cursor.is('.') && isName(cursor.peek(1))) {
    cursor.advance();
    parts.push(readNamePart(cursor));
  }
  return parts;
}

/**
 * Reads one part of a name. `ACME:Loyalty` and `my-table` are what people write for names that need backticks: they
 * are reported and read as one name. `dashes` only where no subtraction can be meant.
 */
export function readNamePart(cursor: Cursor, dashes = false): Identifier {
  const first = cursor.advance();
  const joins = (): boolean =>
    (cursor.is(':') || (dashes && cursor.is('-'))) &&
    cursor.token.start === cursor.end &&
    isName(cursor.peek(1)) &&
    cursor.peek(1).start === cursor.token.end;
  if (first.kind === 'quoted' || !joins()) return cursor.identifier(first);
  while (joins()) {
    cursor.advance();
    cursor.advance();
  }
  const range = cursor.rangeFrom(first.start);
  const text = cursor.text.slice(range.start, range.end);
  const sign = text.includes(':') ? 'colon' : 'dash';
  cursor.error(
    range,
    `The name \`${text}\` has a ${sign} in it: Spark reads it only between backticks.`,
    'reserved-name',
  );
  cursor.settle();
  return { text, range, quoted: false };
}
