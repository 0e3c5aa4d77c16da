import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readDottedName, readNames, readOpenList } from './lists.js';
import type { Expression, Identifier, PivotTable, TableExpression, UnpivotTable } from './query.js';
import { closeBracket, skipUntil } from './recovery.js';
import { readTableAlias } from './tables.js';

/** Reads every PIVOT and UNPIVOT that follows a table. */
export function readPivots(cursor: Cursor, input: TableExpression, start: number): TableExpression {
  let table = input;
  for (let count = 0; count < 20; count++) {
    if (cursor.is('PIVOT') && cursor.isNext('(')) table = readPivot(cursor, table, start);
    else if (
      cursor.is('UNPIVOT') &&
      (cursor.isNext('(') || cursor.isNext('INCLUDE') || cursor.isNext('EXCLUDE'))
    ) {
      table = readUnpivot(cursor, table, start);
    } else break;
  }
  return table;
}

interface Named {
  readonly expression: Expression;
  readonly alias: Identifier | null;
}

function readNamed(cursor: Cursor): Named {
  const expression = cursor.grammar.expression(cursor);
  const as = cursor.accept('AS');
  const alias =
    isName(cursor.token) && (as || !cursor.is('FOR')) ? cursor.identifier(cursor.advance()) : null;
  return { expression, alias };
}

function readPivot(cursor: Cursor, input: TableExpression, start: number): PivotTable {
  cursor.advance();
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const aggregates = readOpenList(cursor, readNamed);
  let forColumns: readonly Identifier[] = [];
  let values: readonly Named[] = [];
  if (cursor.accept('FOR')) {
    if (cursor.is('(')) forColumns = readNames(cursor);
    else if (isName(cursor.token)) forColumns = readDottedName(cursor).slice(-1);
    if (cursor.accept('IN') && cursor.is('(')) values = readPivotValues(cursor);
    else cursor.errorHere(`\`IN\` and the values in brackets are missing before ${cursor.here}.`);
  } else cursor.errorHere(`\`FOR\` and a column are missing before ${cursor.here}.`);
  closeBracket(cursor, opened, ')', '`)`');
  const { alias, columnAliases } = readTableAlias(cursor);
  return {
    kind: 'pivot',
    input,
    aggregates,
    forColumns,
    values,
    alias,
    columnAliases,
    range: cursor.rangeFrom(start),
  };
}

function readPivotValues(cursor: Cursor): readonly Named[] {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const values = readOpenList(cursor, readNamed);
  closeBracket(cursor, opened);
  return values;
}

function readUnpivot(cursor: Cursor, input: TableExpression, start: number): UnpivotTable {
  cursor.advance();
  if (cursor.is('INCLUDE') || cursor.is('EXCLUDE')) {
    cursor.advance();
    cursor.accept('NULLS');
  }
  const opened = cursor.at;
  cursor.accept('(');
  cursor.open++;
  const valueColumns = readNameOrNames(cursor);
  let nameColumn: Identifier | null = null;
  if (cursor.accept('FOR') && isName(cursor.token)) nameColumn = cursor.identifier(cursor.advance());
  const inputColumns = cursor.accept('IN') && cursor.is('(') ? readUnpivotInputs(cursor) : [];
  if (nameColumn === null || inputColumns.length === 0) {
    cursor.errorHere(`\`FOR name IN (columns)\` was expected before ${cursor.here}.`);
    skipUntil(cursor, () => false);
  }
  closeBracket(cursor, opened, ')', '`)`');
  const { alias, columnAliases } = readTableAlias(cursor);
  return {
    kind: 'unpivot',
    input,
    valueColumns,
    nameColumn,
    inputColumns,
    alias,
    columnAliases,
    range: cursor.rangeFrom(start),
  };
}

function readNameOrNames(cursor: Cursor): readonly Identifier[] {
  if (cursor.is('(')) return readNames(cursor);
  return isName(cursor.token) ? [cursor.identifier(cursor.advance())] : [];
}

/** Reads `(a, b AS x)` or `((a, b) AS x, (c, d) AS y)`; gives every column. */
function readUnpivotInputs(cursor: Cursor): readonly Identifier[] {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const columns: Identifier[] = [];
  while (isName(cursor.token) || cursor.is('(') || cursor.is(',')) {
    if (cursor.accept(',')) continue;
    if (cursor.is('(')) columns.push(...readNames(cursor));
    else columns.push(...readDottedName(cursor).slice(-1));
    if (cursor.accept('AS') || cursor.token.kind === 'quoted') cursor.advance();
  }
  closeBracket(cursor, opened);
  return columns;
}
