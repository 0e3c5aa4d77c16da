import { readCall } from './calls.js';
import { clauseAt, clauseInsteadOfExpression, joinAt, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor, ReadTable } from './cursor.js';
import { readNamePart, readNames } from './lists.js';
import type { Identifier, NamedTable, Query, TableExpression } from './query.js';
import { closeBracket, skipUntil } from './recovery.js';
import { readBracketedQuery, readQueryWithoutBracket } from './subqueries.js';
import { readValues } from './values.js';
import { clauseWords, notTableAliases } from './words.js';

/** Reads one table: a name, a subquery, VALUES, a function, or several in brackets; with its alias. */
export function readTable(cursor: Cursor): ReadTable {
  if (!cursor.enter()) return passTooDeep(cursor);
  const read = readPrimaryTable(cursor);
  cursor.leave();
  return read;
}

function readPrimaryTable(cursor: Cursor): ReadTable {
  const { token } = cursor;
  const lateral = cursor.is('LATERAL') && (cursor.isNext('(') || isName(cursor.peek(1)));
  if (lateral) cursor.advance();
  if (cursor.is('('))
    return queryAt(cursor, 1)
      ? subquery(cursor, readBracketedQuery(cursor), lateral, token.start)
      : readBrackets(cursor);
  if (cursor.is('VALUES') && queryAt(cursor, 0)) return { table: readValues(cursor), known: true };
  if (cursor.is('SELECT') || (cursor.is('WITH') && queryAt(cursor, 0))) {
    cursor.errorHere('A bracket is missing before this `SELECT`: a subquery stands in brackets.');
    return { ...subquery(cursor, readQueryWithoutBracket(cursor), lateral, token.start), known: false };
  }
  if (!isName(cursor.token) || clauseInsteadOfExpression(cursor) !== null || joinAt(cursor) !== null)
    return missingTable(cursor);
  return readNamed(cursor, lateral, token.start);
}

function subquery(cursor: Cursor, query: Query, lateral: boolean, start: number): ReadTable {
  readSample(cursor);
  const { alias, columnAliases } = readTableAlias(cursor);
  return {
    table: { kind: 'subquery', query, lateral, alias, columnAliases, range: cursor.rangeFrom(start) },
    known: true,
  };
}

/** `(a JOIN b ON …)`, or a table in needless brackets; an alias behind them would rename the one table inside. */
function readBrackets(cursor: Cursor): ReadTable {
  const { start } = cursor.token;
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const inner = cursor.grammar.relation(cursor);
  closeBracket(cursor, opened, ')', 'a join or `)`');
  readSample(cursor);
  const { alias, columnAliases } = readTableAlias(cursor);
  if (alias === null) return inner;
  const renamed = { ...inner.table, alias, columnAliases, range: cursor.rangeFrom(start) } as TableExpression;
  return { table: renamed, known: inner.known && inner.table.kind !== 'join' };
}

function readNamed(cursor: Cursor, lateral: boolean, start: number): ReadTable {
  const name: Identifier[] = [readNamePart(cursor, true)];
  while (cursor.is('.') && isName(cursor.peek(1)) && !dotLeftOpen(cursor)) {
    cursor.advance();
    name.push(readNamePart(cursor, true));
  }
  const nameRange = cursor.rangeFrom(start);
  let known = true;
  if (cursor.is('.')) {
    cursor.advance();
    cursor.errorHere(
      `A table's name is missing after \`${cursor.text.slice(nameRange.start, cursor.end)}\`, before ${cursor.here}.`,
    );
    known = false;
  }
  if (cursor.is('(')) {
    const call = readCall(cursor, name);
    const { alias, columnAliases } = readTableAlias(cursor);
    return {
      table: { kind: 'function', call, lateral, alias, columnAliases, range: cursor.rangeFrom(start) },
      known,
    };
  }
  readVersion(cursor);
  readSample(cursor);
  const { alias, columnAliases } = readTableAlias(cursor);
  const template = name.some((part) => part.text.includes('{{') || part.text.includes('${'));
  const table: NamedTable = {
    kind: 'named',
    name,
    nameRange,
    template,
    alias,
    columnAliases,
    range: cursor.rangeFrom(start),
  };
  return { table, known };
}

/** `FROM db. WHERE`: with a space behind the dot, a clause is no part of the name. */
function dotLeftOpen(cursor: Cursor): boolean {
  const dot = cursor.advance();
  const open =
    cursor.token.start > dot.end && (clauseAt(cursor) !== null || cursor.is('ON') || cursor.is('AS'));
  cursor.at--;
  return open;
}

/** `VERSION AS OF 3`, `TIMESTAMP AS OF '…'`: which state of the table is read. */
function readVersion(cursor: Cursor): void {
  const system =
    cursor.is('FOR') &&
    (cursor.isNext('VERSION') ||
      cursor.isNext('SYSTEM_VERSION') ||
      cursor.isNext('TIMESTAMP') ||
      cursor.isNext('SYSTEM_TIME'));
  if (system) cursor.advance();
  if (!system && !cursor.is('VERSION') && !cursor.is('TIMESTAMP')) return;
  if (!cursor.isNext('AS') || cursor.peek(2).upper !== 'OF') return;
  for (let word = 0; word < 3; word++) cursor.advance();
  cursor.grammar.operand(cursor);
}

function readSample(cursor: Cursor): void {
  if (!cursor.is('TABLESAMPLE')) return;
  cursor.advance();
  if (cursor.is('(')) skipSample(cursor);
  else cursor.errorHere(`A \`(\` is missing after \`TABLESAMPLE\`, before ${cursor.here}.`);
  if (cursor.is('REPEATABLE') && cursor.isNext('(')) {
    cursor.advance();
    skipSample(cursor);
  }
}

function skipSample(cursor: Cursor): void {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const partner = cursor.brackets.partner[opened] ?? -1;
  // BUCKET 1 OUT OF 8 ON x: words of its own, of which nothing here asks.
  if (partner > opened && partner < cursor.limit) cursor.at = partner;
  else skipUntil(cursor, () => false);
  closeBracket(cursor, opened);
}

export interface TableAlias {
  readonly alias: Identifier | null;
  readonly columnAliases: readonly Identifier[];
}

/** Reads `AS t(a, b)`, `t`, or nothing. */
export function readTableAlias(cursor: Cursor): TableAlias {
  const as = cursor.is('AS');
  if (as) cursor.advance();
  const { token } = cursor;
  if (as && cursor.is('(')) return { alias: null, columnAliases: readNames(cursor) };
  if (!isName(token) || !(as || aliasHere(cursor))) {
    if (as) cursor.errorHere(`A name is missing after \`AS\`, before ${cursor.here}.`);
    return { alias: null, columnAliases: [] };
  }
  if (as && clauseInsteadOfExpression(cursor) !== null) {
    cursor.errorHere(`A name is missing after \`AS\`, before ${cursor.here}.`);
    return { alias: null, columnAliases: [] };
  }
  if (token.kind === 'word' && notTableAliases.has(token.upper)) reserved(cursor);
  const alias = cursor.identifier(cursor.advance());
  const names =
    cursor.is('(') &&
    isName(cursor.peek(1)) &&
    (cursor.peek(2).upper === ',' || cursor.peek(2).upper === ')');
  return { alias, columnAliases: names ? readNames(cursor) : [] };
}

function reserved(cursor: Cursor): void {
  cursor.errorHere(
    `\`${cursor.token.value}\` is a word of joins: Spark reads it as a table's name only between backticks.`,
    'reserved-name',
  );
  cursor.settle();
}

function aliasHere(cursor: Cursor): boolean {
  const { token } = cursor;
  if (token.kind === 'quoted') return true;
  if (token.kind !== 'word') return /^\{\{/.test(token.value) ? false : token.kind === 'template';
  if (clauseAt(cursor) !== null || joinAt(cursor) !== null || pivotAt(cursor)) return false;
  // A word of joins with neither a join nor a table behind it: someone's alias, which Spark cannot read.
  if (notTableAliases.has(token.upper)) {
    const next = cursor.peek(1);
    const table = isName(next) && !clauseWords.has(next.upper) && next.upper !== 'AS';
    return !table && token.upper !== 'ON' && token.upper !== 'USING' && token.upper !== 'JOIN';
  }
  return !notAliases.has(token.upper);
}

const notAliases: ReadonlySet<string> = new Set([
  'TABLESAMPLE',
  'SET',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
  'AND',
  'OR',
]);

function pivotAt(cursor: Cursor): boolean {
  return (
    (cursor.is('PIVOT') || cursor.is('UNPIVOT')) &&
    (cursor.isNext('(') || cursor.isNext('INCLUDE') || cursor.isNext('EXCLUDE'))
  );
}

function missingTable(cursor: Cursor): ReadTable {
  cursor.errorHere(`A table's name is missing before ${cursor.here}.`);
  const range = cursor.missingRange;
  const table: NamedTable = {
    kind: 'named',
    name: [],
    nameRange: range,
    template: false,
    alias: null,
    columnAliases: [],
    range,
  };
  return { table, known: false };
}

function passTooDeep(cursor: Cursor): ReadTable {
  const read = missingTable(cursor);
  const partner = cursor.brackets.partner[cursor.at] ?? -1;
  if (partner > cursor.at && partner < cursor.limit) cursor.at = partner + 1;
  else cursor.at = cursor.limit;
  return read;
}
