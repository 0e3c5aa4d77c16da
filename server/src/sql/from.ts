import { clauseAt, joinAt, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor, ReadTable } from './cursor.js';
import { readJoinType, readJoinCondition } from './joins.js';
import type { JoinType } from './joins.js';
import type { Join, TableExpression } from './query.js';
import { cteAtComma, skipUntil } from './recovery.js';
import { readPivots } from './pivots.js';
import { clauseWords } from './words.js';
import { readTable } from './tables.js';

/** More tables than this in one FROM are passed over: what they mean to each other takes time by their square. */
const maxTables = 300;

export interface FromClause {
  readonly tables: readonly TableExpression[];
  /** False where part of the clause could not be read. */
  readonly known: boolean;
}

/** Reads what stands behind FROM: tables with their joins; a comma is a join too. */
export function readFrom(cursor: Cursor): FromClause {
  const around = cursor.tables;
  cursor.tables = 0;
  const { table, known } = readJoined(cursor);
  cursor.tables = around;
  return { tables: [table], known };
}

/** Reads one table and every table that joins it. */
export function readJoined(cursor: Cursor): ReadTable {
  const { start } = cursor.token;
  let { table, known } = readTable(cursor);
  for (;;) {
    if (cursor.is(',') && cursor.open > 0 && cteAtComma(cursor)) break;
    if (passTooMany(cursor)) {
      known = false;
      continue;
    }
    if (cursor.is(',')) {
      const comma = readComma(cursor, table, start);
      known &&= comma.known;
      table = comma.table;
      continue;
    }
    table = readPivots(cursor, table, start);
    if (joinHere(cursor)) {
      const read = readJoin(cursor, table, start);
      known &&= read.known;
      table = read.table;
      continue;
    }
    if (passStrayBracket(cursor)) continue;
    if (!passJunk(cursor)) break;
    known = false;
  }
  return { table, known };
}

function joinHere(cursor: Cursor): boolean {
  return joinAt(cursor) !== null || brokenJoinAt(cursor) !== null;
}

/** Where one table more than we read is joined: says so, and passes over all that follow. */
function passTooMany(cursor: Cursor): boolean {
  if (!cursor.is(',') && !joinHere(cursor)) return false;
  cursor.tables++;
  if (cursor.tables < maxTables) return false;
  cursor.errorHere(`This \`FROM\` has more than ${maxTables} tables. Those that follow are not read.`);
  do {
    cursor.advance();
    skipUntil(cursor, () => false);
  } while (cursor.is('ON') || cursor.is('USING') || joinHere(cursor));
  return true;
}

/** `LEFT customers c ON`: a join whose JOIN was forgotten. */
function brokenJoinAt(cursor: Cursor): string | null {
  const { upper } = cursor.token;
  if (upper !== 'LEFT' && upper !== 'RIGHT' && upper !== 'FULL' && upper !== 'INNER' && upper !== 'CROSS')
    return null;
  const next = cursor.peek(1);
  return isName(next) && !clauseWords.has(next.upper) && next.upper !== 'AS' && clauseAt(cursor) === null
    ? upper
    : null;
}

function readComma(cursor: Cursor, left: TableExpression, start: number): ReadTable {
  const comma = cursor.advance();
  const joinRange = { start: comma.start, end: comma.end };
  if (cursor.is(',') || endsTables(cursor)) {
    cursor.errorHere(`There is a comma too many before ${cursor.here}.`);
    return { table: left, known: true };
  }
  const right = readCommaOperand(cursor);
  return {
    table: join(
      cursor,
      { type: 'cross', natural: false },
      left,
      right.table,
      null,
      [],
      joinRange,
      true,
      start,
    ),
    known: right.known,
  };
}

/** JOIN binds tighter than a comma: `a, b JOIN c ON …` joins b and c first. */
function readCommaOperand(cursor: Cursor): ReadTable {
  const { start } = cursor.token;
  let { table, known } = readTable(cursor);
  while (joinHere(cursor)) {
    if (passTooMany(cursor)) return { table, known: false };
    const read = readJoin(cursor, table, start);
    table = read.table;
    known &&= read.known;
  }
  return { table, known };
}

/** Whether no table can follow: a clause, a bracket, the end. */
function endsTables(cursor: Cursor): boolean {
  if (cursor.atEnd || cursor.is(';') || cursor.is(')')) return true;
  const clause = clauseAt(cursor);
  return clause !== null && clause !== 'SELECT' && clause !== 'FROM' && clause !== 'LATERAL';
}

function readJoin(cursor: Cursor, left: TableExpression, start: number): ReadTable {
  const first = cursor.token;
  const type = readJoinType(cursor);
  const joinRange = cursor.rangeFrom(first.start);
  const right = readTable(cursor);
  // `a JOIN b JOIN c ON … ON …`: the nearer join takes the nearer condition.
  const { on, using } = readJoinCondition(cursor);
  return {
    table: join(cursor, type, left, right.table, on, using, joinRange, false, start),
    known: right.known && type.known,
  };
}

function join(
  cursor: Cursor,
  type: Pick<JoinType, 'type' | 'natural'>,
  left: TableExpression,
  right: TableExpression,
  on: Join['on'],
  using: Join['using'],
  joinRange: Join['joinRange'],
  comma: boolean,
  start: number,
): Join {
  cursor.height++;
  return {
    kind: 'join',
    type: type.type,
    natural: type.natural,
    left,
    right,
    on,
    using,
    joinRange,
    comma,
    alias: null,
    columnAliases: [],
    range: cursor.rangeFrom(start),
  };
}

/** A closing bracket that closes nothing takes nothing away from what is known. */
function passStrayBracket(cursor: Cursor): boolean {
  if (!cursor.is(')') || cursor.open > 0) return false;
  cursor.errorHere('This `)` closes no bracket.');
  cursor.advance();
  return true;
}

/** Passes over what cannot be read between two tables; false where a clause or the end follows. */
function passJunk(cursor: Cursor): boolean {
  if (cursor.atEnd || cursor.is(';') || cursor.is(',')) return false;
  if ((cursor.is(')') || cursor.is(']')) && cursor.open > 0) return false;
  const clause = clauseAt(cursor);
  if (clause !== null && clause !== 'ON' && clause !== 'USING') return false;
  const bare = cursor.token.kind === 'template';
  if (!bare)
    cursor.errorHere(
      `${cursor.here} cannot stand here: a join, a comma or a clause such as \`WHERE\` was expected.`,
    );
  if (cursor.is('(') && queryAt(cursor, 1)) skipUntil(cursor, (at) => at.is(','));
  cursor.advance();
  skipUntil(cursor, (at) => at.is(',') || joinAt(at) !== null);
  return true;
}
