import { clauseAt, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readCtes } from './ctes.js';
import { readOpenList } from './lists.js';
import type { Expression, NamedTable, Query, QueryBody, SetOperation, SortItem, SqlRange } from './query.js';
import { skipUntil } from './recovery.js';
import { readFromFirst, readNamedWindows, readSelect } from './select.js';
import { readBracketedQuery } from './subqueries.js';
import { readValues } from './values.js';
import { readSortItems } from './windows.js';
import { setOperators } from './words.js';

/** More branches than this are passed over. */
const maxBranches = 400;

/** Reads a whole query, up to the bracket or the end that closes it. */
export function readQuery(cursor: Cursor): Query {
  if (!cursor.enter()) return passTooDeep(cursor);
  const { start } = cursor.token;
  const { ctes, recursive } = readCtes(cursor);
  let body = readSetOperations(cursor, null, 1);
  const tail = noTail();
  readTail(cursor, tail);
  while (setOperators.has(clauseAt(cursor) ?? '')) {
    cursor.settle();
    cursor.errorHere(
      `${cursor.here} cannot stand behind \`ORDER BY\` or \`LIMIT\`. Put the query before it in brackets, or move them to the end.`,
    );
    body = readSetOperations(cursor, body, 1);
    readTail(cursor, tail);
  }
  cursor.leave();
  return { kept: null, range: cursor.rangeFrom(start), ctes, recursive, body, ...tail };
}

interface Tail {
  orderBy: readonly SortItem[];
  orderByRange: SqlRange | null;
  sortBy: readonly SortItem[];
  distributeBy: readonly Expression[];
  limit: Expression | null;
  offset: Expression | null;
}

function noTail(): Tail {
  return { orderBy: [], orderByRange: null, sortBy: [], distributeBy: [], limit: null, offset: null };
}

/** Reads ORDER BY, SORT BY, LIMIT and the like, and passes over what nobody can read among them. */
function readTail(cursor: Cursor, tail: Tail): void {
  for (;;) {
    const clause = clauseAt(cursor);
    if (clause !== null && readTailClause(cursor, tail, clause)) continue;
    if (clause !== null && setOperators.has(clause)) return;
    if (cursor.atEnd || cursor.is(';') || clause === 'SELECT') return;
    if ((cursor.is(')') || cursor.is(',')) && cursor.open > 0) return;
    cursor.errorHere(
      clause === null
        ? `${cursor.here} cannot stand here.`
        : `\`${clause}\` cannot stand here: it belongs before \`ORDER BY\` and \`LIMIT\`.`,
    );
    cursor.advance();
    skipUntil(cursor, (at) => at.open > 0 && at.is(','));
    if (cursor.open > 0 && cursor.is(',')) return;
  }
}

function readTailClause(cursor: Cursor, tail: Tail, clause: string): boolean {
  const { start } = cursor.token;
  switch (clause) {
    case 'ORDER':
      readBy(cursor);
      tail.orderBy = readSortItems(cursor);
      tail.orderByRange = cursor.rangeFrom(start);
      return true;
    case 'SORT':
      readBy(cursor);
      tail.sortBy = readSortItems(cursor);
      return true;
    case 'CLUSTER':
    case 'DISTRIBUTE':
      readBy(cursor);
      tail.distributeBy = readOpenList(cursor, (at) => at.grammar.expression(at));
      return true;
    case 'LIMIT':
      cursor.advance();
      if (cursor.is('ALL')) cursor.advance();
      else tail.limit = cursor.grammar.expression(cursor);
      return true;
    case 'OFFSET':
      cursor.advance();
      tail.offset = cursor.grammar.expression(cursor);
      return true;
    case 'WINDOW':
      readNamedWindows(cursor, []);
      return true;
    default:
      return false;
  }
}

function readBy(cursor: Cursor): void {
  cursor.settle();
  const word = cursor.advance();
  if (!cursor.accept('BY'))
    cursor.errorHere(`\`BY\` is missing after ${cursor.describe(word)}, before ${cursor.here}.`);
}

/** Reads branches with their UNION, EXCEPT and INTERSECT, which binds tighter (2) than the others (1). */
function readSetOperations(cursor: Cursor, begun: QueryBody | null, least: 1 | 2): QueryBody {
  const start = begun?.range.start ?? cursor.token.start;
  let left = begun ?? (least === 1 ? readSetOperations(cursor, null, 2) : readBranch(cursor));
  for (let branches = 0; ; branches++) {
    const missing = branches < maxBranches && operatorMissing(cursor, left);
    const word = missing ? 'UNION' : clauseAt(cursor);
    if (word === null || !setOperators.has(word)) return left;
    const tightness = word === 'INTERSECT' ? 2 : 1;
    if (tightness < least) return left;
    if (branches > maxBranches) {
      cursor.errorHere(`This query has more than ${maxBranches} branches. What follows is not read.`);
      cursor.at = cursor.limit;
      return left;
    }
    const operator = missing ? missingOperator(cursor) : readSetOperator(cursor);
    const right = tightness === 2 ? readBranch(cursor) : readSetOperations(cursor, null, 2);
    cursor.height++;
    left = { kind: 'set', ...operator, left, right, range: cursor.rangeFrom(start) };
  }
}

/** Whether another branch begins here without UNION or the like before it. */
function operatorMissing(cursor: Cursor, left: QueryBody): boolean {
  if (cursor.is('(')) return left.kind === 'parenthesized' && queryAt(cursor, 1);
  // In a bracket that may never be closed, a SELECT may belong to the query around it.
  return (
    cursor.is('SELECT') &&
    left.kind === 'select' &&
    (cursor.open === 0 || cursor.brackets.balanced) &&
    queryAt(cursor, 0)
  );
}

type SetOperator = Pick<SetOperation, 'operator' | 'all' | 'byName' | 'operatorRange'>;

function missingOperator(cursor: Cursor): SetOperator {
  cursor.settle();
  cursor.errorHere(`${cursor.here} cannot stand here: \`UNION\` or a \`;\` is missing before it.`);
  return { operator: 'union', all: true, byName: false, operatorRange: cursor.missingRange };
}

function readSetOperator(cursor: Cursor): SetOperator {
  cursor.settle();
  const word = cursor.advance();
  if (cursor.is(',')) {
    cursor.errorHere('There is a comma too many here.');
    cursor.advance();
  }
  const all = cursor.accept('ALL');
  if (!all && cursor.is('DISTINCT')) cursor.advance();
  const byName = cursor.is('BY') && cursor.isNext('NAME');
  if (byName) {
    cursor.advance();
    cursor.advance();
  }
  const operator = word.upper === 'UNION' ? 'union' : word.upper === 'INTERSECT' ? 'intersect' : 'except';
  return { operator, all, byName, operatorRange: cursor.rangeFrom(word.start) };
}

/** Reads one branch: SELECT, FROM … SELECT, VALUES, TABLE, or a query in brackets. */
function readBranch(cursor: Cursor): QueryBody {
  const { token } = cursor;
  if (queryAt(cursor, 0) || token.upper === 'SELECT') {
    switch (token.upper) {
      case 'SELECT':
        return readSelect(cursor);
      case 'FROM':
        return readFromFirst(cursor);
      case 'VALUES':
        return readValues(cursor);
      case 'TABLE':
        return readTableQuery(cursor);
      case '(':
        return {
          kind: 'parenthesized',
          query: readBracketedQuery(cursor),
          range: cursor.rangeFrom(token.start),
        };
    }
  }
  return readBranchWithoutStart(cursor);
}

function readTableQuery(cursor: Cursor): QueryBody {
  const { start } = cursor.advance();
  const nameStart = cursor.token.start;
  const name = [cursor.identifier(cursor.advance())];
  while (cursor.is('.') && isName(cursor.peek(1))) {
    cursor.advance();
    name.push(cursor.identifier(cursor.advance()));
  }
  const range = cursor.rangeFrom(nameStart);
  const template = name.some((part) => part.text.includes('{{'));
  const table: NamedTable = {
    kind: 'named',
    name,
    nameRange: range,
    template,
    alias: null,
    columnAliases: [],
    range,
  };
  return { kind: 'table', table, range: cursor.rangeFrom(start) };
}

/** Where no query begins: a SELECT a few words on is taken; else what stands here is read as its columns. */
function readBranchWithoutStart(cursor: Cursor): QueryBody {
  const { at } = cursor;
  for (let ahead = 1; ahead < 12; ahead++) {
    const { upper, kind } = cursor.peek(ahead);
    if (kind === 'end' || upper === 'FROM' || upper === ';') break;
    const starts = upper === 'SELECT' || (upper === 'VALUES' && queryAt(cursor, ahead));
    if (!starts) continue;
    cursor.errorHere(`${cursor.here} cannot stand here: a query begins with \`SELECT\` or \`WITH\`.`);
    cursor.at = at + ahead;
    return readBranch(cursor);
  }
  cursor.errorHere(`\`SELECT\` is missing before ${cursor.here}.`);
  return { ...readSelect(cursor, true), itemsKnown: false };
}

function passTooDeep(cursor: Cursor): Query {
  const { start } = cursor.token;
  cursor.errorHere('This query is nested too deeply to be read.');
  skipUntil(cursor, () => false);
  const place = { start, end: start };
  const body: QueryBody = { kind: 'values', rows: [], alias: null, columnAliases: [], range: place };
  return { kept: null, range: cursor.rangeFrom(start), ctes: [], recursive: false, body, ...noTail() };
}
