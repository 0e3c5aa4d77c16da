import { clauseAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readOpenList } from './lists.js';
import type { Expression, Identifier, SortItem, WindowSpecification } from './query.js';
import { closeBracket } from './recovery.js';

/** Reads `a DESC NULLS LAST, b`. */
export function readSortItems(cursor: Cursor): SortItem[] {
  return readOpenList(cursor, readSortItem);
}

function readSortItem(cursor: Cursor): SortItem {
  const { start } = cursor.token;
  const expression = cursor.grammar.expression(cursor);
  const descending = cursor.accept('DESC');
  if (!descending) cursor.accept('ASC');
  let nullsFirst = !descending;
  if (cursor.is('NULLS') && (cursor.isNext('FIRST') || cursor.isNext('LAST'))) {
    cursor.advance();
    nullsFirst = cursor.advance().upper === 'FIRST';
  }
  return { expression, descending, nullsFirst, range: cursor.rangeFrom(start) };
}

/** Reads what stands behind OVER or WINDOW w AS: a name or a bracket. */
export function readWindow(cursor: Cursor): WindowSpecification {
  const { start } = cursor.token;
  if (!cursor.is('(')) {
    const base = isName(cursor.token) ? cursor.identifier(cursor.advance()) : null;
    const range = cursor.rangeFrom(start);
    return { base, partitionBy: [], orderBy: [], frame: null, range, insertAt: cursor.end };
  }
  const opened = cursor.at;
  const insertAt = cursor.advance().end;
  cursor.open++;
  const parts = readInside(cursor);
  closeBracket(cursor, opened, ')', '`PARTITION BY`, `ORDER BY` or `)`');
  return { ...parts, range: cursor.rangeFrom(start), insertAt };
}

/** Reads `OVER PARTITION BY …)`, whose opening bracket is missing. */
export function readWindowWithoutBracket(cursor: Cursor): WindowSpecification {
  const { start } = cursor.token;
  cursor.errorHere(`A \`(\` is missing before ${cursor.here}.`);
  const closes = cursor.brackets.extraClosing > 0;
  if (closes) cursor.open++;
  const parts = readInside(cursor);
  if (closes) {
    cursor.accept(')');
    cursor.open--;
  }
  return { ...parts, range: cursor.rangeFrom(start), insertAt: start };
}

interface Inside {
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame: string | null;
}

const partitionWords: ReadonlySet<string> = new Set(['PARTITION', 'DISTRIBUTE', 'CLUSTER']);
const orderWords: ReadonlySet<string> = new Set(['ORDER', 'SORT']);
const frameWords: ReadonlySet<string> = new Set(['ROWS', 'RANGE', 'GROUPS']);

function readInside(cursor: Cursor): Inside {
  const { token } = cursor;
  const begins =
    partitionWords.has(token.upper) || orderWords.has(token.upper) || frameWords.has(token.upper);
  const named = isName(token) && (!begins || cursor.isNext(')')) && clauseAt(cursor) === null;
  const base = named ? cursor.identifier(cursor.advance()) : null;
  let partitionBy: readonly Expression[] = [];
  let orderBy: readonly SortItem[] = [];
  if (partitionWords.has(cursor.token.upper)) {
    readBy(cursor);
    partitionBy = readOpenList(cursor, (at) => at.grammar.expression(at));
  }
  if (orderWords.has(cursor.token.upper)) {
    readBy(cursor);
    orderBy = readSortItems(cursor);
  }
  const frame = frameWords.has(cursor.token.upper) ? readFrame(cursor) : null;
  return { base, partitionBy, orderBy, frame };
}

function readBy(cursor: Cursor): void {
  const word = cursor.advance();
  if (!cursor.accept('BY'))
    cursor.errorHere(`\`BY\` is missing after ${cursor.describe(word)}, before ${cursor.here}.`);
}

/** Reads `ROWS …`; one bound alone goes up to the current row. */
function readFrame(cursor: Cursor): string {
  const unit = cursor.advance().upper;
  if (!cursor.accept('BETWEEN')) return `${unit} BETWEEN ${readBound(cursor)} AND CURRENT ROW`;
  const from = readBound(cursor);
  if (cursor.accept('AND')) return `${unit} BETWEEN ${from} AND ${readBound(cursor)}`;
  cursor.errorHere(`\`AND\` and the frame's other end are missing before ${cursor.here}.`);
  return `${unit} BETWEEN ${from}`;
}

function readBound(cursor: Cursor): string {
  if (cursor.is('CURRENT') && cursor.isNext('ROW')) {
    cursor.advance();
    cursor.advance();
    return 'CURRENT ROW';
  }
  const { start } = cursor.token;
  const isUnbounded = cursor.accept('UNBOUNDED');
  if (!isUnbounded) readAmount(cursor);
  const amount = isUnbounded ? 'UNBOUNDED' : cursor.text.slice(start, cursor.end);
  const direction = cursor.token.upper;
  if (!cursor.accept('PRECEDING') && !cursor.accept('FOLLOWING')) {
    cursor.errorHere(`\`PRECEDING\` or \`FOLLOWING\` is missing before ${cursor.here}.`);
    return amount;
  }
  return `${amount} ${direction}`;
}

/** The AND between two bounds is no operator: an amount ends before it. */
function readAmount(cursor: Cursor): void {
  cursor.grammar.operand(cursor);
}
