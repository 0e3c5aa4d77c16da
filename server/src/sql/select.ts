import { clauseAt, joinAt, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readFrom } from './from.js';
import { readGroupBy } from './groupBy.js';
import { readSelectList } from './items.js';
import type { SelectList } from './items.js';
import { readLateralView } from './lateralViews.js';
import type {
  Expression,
  GroupBy,
  LateralView,
  NamedWindow,
  Select,
  SqlRange,
  TableExpression,
} from './query.js';
import { cteAtComma, skipBracket, skipToClause } from './recovery.js';
import { readWindow } from './windows.js';

/** What the clauses of one SELECT add up to while they are read. */
interface Clauses {
  from: readonly TableExpression[];
  fromKnown: boolean;
  readonly lateralViews: LateralView[];
  where: Expression | null;
  groupBy: GroupBy | null;
  having: Expression | null;
  qualify: Expression | null;
  readonly windows: NamedWindow[];
  /** The place of the last clause in the order in which Spark wants them. */
  order: number;
  last: string;
}

const clauseOrder: ReadonlyMap<string, number> = new Map([
  ['FROM', 1],
  ['LATERAL', 2],
  ['WHERE', 3],
  ['GROUP', 4],
  ['HAVING', 5],
  ['QUALIFY', 6],
  ['WINDOW', 7],
]);

/** More of them than this are passed over, as are tables in FROM. */
const maxLateralViews = 300;

function noClauses(): Clauses {
  return {
    from: [],
    fromKnown: true,
    lateralViews: [],
    where: null,
    groupBy: null,
    having: null,
    qualify: null,
    windows: [],
    order: 0,
    last: 'SELECT',
  };
}

/** Reads `SELECT …` up to what belongs to the query around it; without the keyword where `missing` is set. */
export function readSelect(cursor: Cursor, missing = false): Select {
  const { start, end } = cursor.token;
  const selectKeyword = missing ? { start, end: start } : { start, end };
  if (!missing) cursor.advance();
  const distinct = readHead(cursor);
  const head = missing ? start : cursor.end;
  const list = readSelectList(cursor);
  const insertAt = list.items.at(-1)?.range.end ?? head;
  const clauses = noClauses();
  const script = passScript(cursor);
  if (list.fromMissing) readTables(cursor, clauses);
  readClauses(cursor, clauses);
  if (script)
    return toSelect(cursor, start, selectKeyword, distinct, { ...list, known: false }, insertAt, clauses);
  return toSelect(cursor, start, selectKeyword, distinct, list, insertAt, clauses);
}

/** Reads `FROM t … SELECT …`, where the tables stand first. */
export function readFromFirst(cursor: Cursor): Select {
  const { start } = cursor.token;
  const clauses = noClauses();
  readClauses(cursor, clauses);
  if (!cursor.is('SELECT')) {
    cursor.errorHere(`A \`SELECT\` with the columns is missing before ${cursor.here}.`);
    const place: SqlRange = { start, end: start };
    return toSelect(
      cursor,
      start,
      place,
      false,
      { items: [], known: false, fromMissing: false },
      start,
      clauses,
    );
  }
  const keyword = cursor.advance();
  const distinct = readHead(cursor);
  const head = cursor.end;
  const list = readSelectList(cursor);
  clauses.order = 2;
  clauses.last = 'SELECT';
  readClauses(cursor, clauses);
  const insertAt = list.items.at(-1)?.range.end ?? head;
  return toSelect(
    cursor,
    start,
    { start: keyword.start, end: keyword.end },
    distinct,
    list,
    insertAt,
    clauses,
  );
}

/** `SELECT TRANSFORM(…) USING 'script' AS (a, b)`: columns that only the script knows. */
function passScript(cursor: Cursor): boolean {
  if (!cursor.is('USING') || cursor.peek(1).kind !== 'string') return false;
  cursor.advance();
  while (cursor.token.kind !== 'end' && clauseAt(cursor) === null && !(cursor.is(')') && cursor.open > 0)) {
    if (cursor.is('(')) skipBracket(cursor);
    else cursor.advance();
  }
  return true;
}

function toSelect(
  cursor: Cursor,
  start: number,
  selectKeyword: SqlRange,
  distinct: boolean,
  list: SelectList,
  insertAt: number,
  clauses: Clauses,
): Select {
  const { from, lateralViews, where, groupBy, having, qualify, windows } = clauses;
  // Behind a comment that is never closed, anything may stand.
  const cutOff = cursor.cutOff && cursor.atEnd;
  return {
    kind: 'select',
    range: cursor.rangeFrom(start),
    selectKeyword,
    distinct,
    items: list.items,
    itemsKnown: list.known && !(cutOff && from.length === 0),
    from,
    fromKnown: clauses.fromKnown && !cutOff,
    lateralViews,
    where,
    groupBy,
    having,
    qualify,
    windows,
    insertAt,
  };
}

/** Passes hints, and reads DISTINCT or ALL. */
function readHead(cursor: Cursor): boolean {
  while (cursor.token.kind === 'hint') cursor.advance();
  const { upper } = cursor.token;
  if (upper !== 'DISTINCT' && upper !== 'ALL') return false;
  const next = cursor.peek(1);
  const name =
    next.upper === ',' ||
    next.upper === '.' ||
    next.upper === 'AS' ||
    next.upper === 'FROM' ||
    next.upper === '(';
  // `SELECT DISTINCT (a)` is the keyword all the same; `SELECT all, …` is a column.
  if (name && next.upper !== '(') return false;
  cursor.advance();
  return upper === 'DISTINCT';
}

/** Reads clauses in any order, and says so where the order is wrong. */
function readClauses(cursor: Cursor, clauses: Clauses): void {
  for (;;) {
    const clause = clauseAt(cursor);
    const order = clause === null ? undefined : clauseOrder.get(clause);
    if (clause !== null && order !== undefined) {
      if (clause === 'FROM' && clauses.order >= 1 && !cursor.brackets.balanced)
        cursor.unclosedAt = Math.max(cursor.unclosedAt, -1);
      checkOrder(cursor, clauses, clause, order);
      readClause(cursor, clauses, clause);
      continue;
    }
    if (endsSelect(cursor, clause)) return;
    if (joinAt(cursor) !== null) {
      cursor.errorHere(`A join belongs to \`FROM\`: ${cursor.here} cannot stand behind \`${clauses.last}\`.`);
      clauses.fromKnown = false;
    } else if (cursor.is('NOT') && cursor.isNext('EXISTS'))
      cursor.errorHere('`NOT EXISTS` stands by itself: take away what is before it.');
    else cursor.errorHere(`${cursor.here} cannot stand here, after \`${clauses.last}\`.`);
    cursor.advance();
    skipToClause(cursor);
  }
}

/** Whether what stands here belongs to the query around the SELECT. */
function endsSelect(cursor: Cursor, clause: string | null): boolean {
  const { token } = cursor;
  if (token.kind === 'end' || token.upper === ';') return true;
  if ((token.upper === ')' || token.upper === ']') && cursor.open > 0) return true;
  if (token.upper === ',' && cursor.open > 0 && cteAtComma(cursor)) return true;
  return clause !== null && clause !== 'ON' && clause !== 'USING' && joinAt(cursor) === null;
}

function checkOrder(cursor: Cursor, clauses: Clauses, clause: string, order: number): void {
  cursor.settle();
  const again = order === clauses.order && clause !== 'LATERAL';
  if (order < clauses.order || again) {
    const name = clause === 'GROUP' ? 'GROUP BY' : clause;
    cursor.errorHere(
      again
        ? `A second \`${name}\` cannot stand here.`
        : `\`${name}\` must stand before \`${clauses.last}\`.`,
    );
  } else {
    clauses.order = order;
    clauses.last = clause === 'GROUP' ? 'GROUP BY' : clause === 'LATERAL' ? 'LATERAL VIEW' : clause;
  }
}

function readClause(cursor: Cursor, clauses: Clauses, clause: string): void {
  switch (clause) {
    case 'FROM':
      cursor.advance();
      readTables(cursor, clauses);
      return;
    case 'LATERAL': {
      if (!cursor.isNext('VIEW')) {
        cursor.errorHere('`VIEW` or a join was expected with `LATERAL`.');
        cursor.advance();
        skipToClause(cursor);
        clauses.fromKnown = false;
        return;
      }
      readView(cursor, clauses);
      return;
    }
    case 'GROUP':
      clauses.groupBy = readGroupBy(cursor);
      return;
    case 'WINDOW':
      readNamedWindows(cursor, clauses.windows);
      return;
    default:
      readCondition(cursor, clauses, clause);
  }
}

function readView(cursor: Cursor, clauses: Clauses): void {
  if (clauses.lateralViews.length < maxLateralViews) {
    const view = readLateralView(cursor);
    if (view === null) clauses.fromKnown = false;
    else clauses.lateralViews.push(view);
    return;
  }
  cursor.errorHere(
    `This query has more than ${maxLateralViews} lateral views. Those that follow are not read.`,
  );
  clauses.fromKnown = false;
  do readLateralView(cursor);
  while (clauseAt(cursor) === 'LATERAL' && cursor.isNext('VIEW'));
}

function readTables(cursor: Cursor, clauses: Clauses): void {
  const { tables, known } = readFrom(cursor);
  clauses.from = clauses.from.length === 0 ? tables : clauses.from;
  clauses.fromKnown &&= known;
  clauses.order = Math.max(clauses.order, 1);
}

function readCondition(cursor: Cursor, clauses: Clauses, clause: string): void {
  cursor.advance();
  const condition = cursor.grammar.expression(cursor);
  if (clause === 'WHERE') clauses.where ??= condition;
  else if (clause === 'HAVING') clauses.having ??= condition;
  else clauses.qualify ??= condition;
}

/** Reads `WINDOW w AS (…), v AS (…)`; the current token is WINDOW. */
export function readNamedWindows(cursor: Cursor, windows: NamedWindow[]): void {
  do {
    cursor.advance();
    if (!isName(cursor.token)) {
      cursor.errorHere(`A window's name is missing before ${cursor.here}.`);
      return;
    }
    const name = cursor.identifier(cursor.advance());
    if (!cursor.accept('AS')) cursor.errorHere(`\`AS\` is missing before ${cursor.here}.`);
    windows.push({ name, window: readWindow(cursor) });
  } while (cursor.is(',') && !queryAt(cursor, 1));
}
