import { clauseInsteadOfExpression, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readItems } from './lists.js';
import type { Expression, FunctionCall, Identifier, Query, SortItem, WindowSpecification } from './query.js';
import { closeBracket } from './recovery.js';
import { readSortItems, readWindow, readWindowWithoutBracket } from './windows.js';

/** Functions whose arguments may have names of their own: `struct(a AS x)`. */
const naming: ReadonlySet<string> = new Set(['STRUCT', 'NAMED_STRUCT']);

/** Functions with words between their arguments, and these words. */
const wordsBetween: ReadonlyMap<string, readonly string[]> = new Map([
  ['EXTRACT', ['FROM']],
  ['TRIM', ['FROM']],
  ['SUBSTRING', ['FROM', 'FOR']],
  ['SUBSTR', ['FROM', 'FOR']],
  ['OVERLAY', ['PLACING', 'FROM', 'FOR']],
  ['POSITION', ['IN']],
  ['TABLE', []],
]);

/** Functions whose first argument may be a unit of time, which is no column. */
const withUnit: ReadonlySet<string> = new Set([
  'TIMESTAMPADD',
  'DATEADD',
  'DATE_ADD',
  'TIMESTAMPDIFF',
  'DATEDIFF',
  'DATE_DIFF',
  'TIMEDIFF',
]);
const unit = /^(?:YEAR|QUARTER|MONTH|WEEK|DAY|DAYOFYEAR|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)S?$/;

interface CallParts {
  args: readonly Expression[];
  distinct: boolean;
  ignoreNulls: boolean;
}

/** Reads the arguments and all that follows of a call of the function with that name. */
export function readCall(cursor: Cursor, name: readonly Identifier[]): FunctionCall {
  const first = name[0]?.range.start ?? cursor.token.start;
  const nameRange = cursor.rangeFrom(first);
  const upper = name
    .map((part) => part.text)
    .join('.')
    .toUpperCase();
  const parts = cursor.is('(')
    ? readArguments(cursor, upper)
    : { args: [], distinct: false, ignoreNulls: false };
  const withinGroup = readWithinGroup(cursor);
  const filter = readFilter(cursor);
  const ignoreNulls = readNullTreatment(cursor) || parts.ignoreNulls;
  const window = readOver(cursor);
  return {
    kind: 'call',
    name: upper,
    nameRange,
    args: parts.args,
    distinct: parts.distinct,
    filter,
    withinGroup,
    ignoreNulls,
    window,
    range: cursor.rangeFrom(first),
  };
}

function readArguments(cursor: Cursor, name: string): CallParts {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const distinct = readQuantifier(cursor);
  const words = wordsBetween.get(name);
  const args: Expression[] = [];
  const special = words !== undefined && !cursor.is(')') && readSpecialArguments(cursor, name, words, args);
  if (!special) {
    if (withUnit.has(name)) readUnit(cursor, args);
    readItems(cursor, args, naming.has(name) ? readNamedArgument : readArgument);
  }
  const ignoreNulls = readNullTreatment(cursor);
  closeBracket(cursor, opened);
  return { args, distinct, ignoreNulls };
}

function readQuantifier(cursor: Cursor): boolean {
  const quantifier = cursor.is('DISTINCT') || cursor.is('ALL');
  const next = cursor.peek(1);
  if (!quantifier || next.upper === ')' || next.upper === ',' || next.upper === '.' || next.upper === '=')
    return false;
  return cursor.advance().upper === 'DISTINCT';
}

function readUnit(cursor: Cursor, args: Expression[]): void {
  const { token } = cursor;
  if (token.kind !== 'word' || !unit.test(token.upper) || !cursor.isNext(',')) return;
  cursor.advance();
  args.push({ kind: 'literal', type: 'string', value: token.value, range: cursor.rangeFrom(token.start) });
  cursor.advance();
}

/** An argument, which may be a query without further brackets, or have its name before it: `f(a => 1)`. */
function readArgument(cursor: Cursor): Expression {
  if (cursor.is('SELECT') && queryAt(cursor, 0)) {
    const { start } = cursor.token;
    return subquery(cursor, cursor.grammar.query(cursor), start);
  }
  if (cursor.is('TABLE') && !cursor.isNext('(') && queryAt(cursor, 0)) {
    const { start } = cursor.token;
    return subquery(cursor, cursor.grammar.query(cursor), start);
  }
  if (cursor.isNext('=>') && isName(cursor.token)) {
    cursor.advance();
    cursor.advance();
  }
  return cursor.grammar.expression(cursor);
}

function subquery(cursor: Cursor, query: Query, start: number): Expression {
  return { kind: 'subquery', exists: false, query, range: cursor.rangeFrom(start) };
}

function readNamedArgument(cursor: Cursor): Expression {
  const argument = readArgument(cursor);
  // `AS x` behind which the bracket is not closed belongs to the column, not to the struct's field.
  const after = cursor.peek(2);
  if (cursor.is('AS') && isName(cursor.peek(1)) && (after.upper === ',' || after.upper === ')')) {
    cursor.advance();
    cursor.advance();
  } else if (
    isName(cursor.token) &&
    (cursor.isNext(',') || cursor.isNext(')')) &&
    clauseInsteadOfExpression(cursor) === null
  ) {
    cursor.advance();
  }
  return argument;
}

/** Reads arguments such as `YEAR FROM ts`; false where the call is written with commas after all. */
function readSpecialArguments(
  cursor: Cursor,
  name: string,
  words: readonly string[],
  args: Expression[],
): boolean {
  if (name === 'EXTRACT') return readExtract(cursor, args);
  if (name === 'TABLE') return readTableArgument(cursor, args);
  let sided = false;
  if (name === 'TRIM') {
    const side = cursor.is('BOTH') || cursor.is('LEADING') || cursor.is('TRAILING');
    const after = cursor.peek(1).upper;
    if (side && after !== ')' && after !== ',' && after !== '.') {
      cursor.advance();
      sided = true;
    }
    if (side && cursor.accept('FROM')) {
      args.push(cursor.grammar.expression(cursor));
      return true;
    }
  }
  // IN would be read as a predicate: `POSITION('a' IN name)`.
  if (name === 'POSITION') {
    args.push(cursor.grammar.operand(cursor));
    if (cursor.accept('IN')) args.push(cursor.grammar.expression(cursor));
    else if (cursor.accept(',')) readItems(cursor, args);
    return true;
  }
  args.push(cursor.grammar.expression(cursor));
  let special = false;
  for (const word of words) {
    if (!cursor.is(word) || (word === 'FROM' && !sided && !fromBelongsHere(cursor))) continue;
    cursor.advance();
    special = true;
    args.push(cursor.grammar.expression(cursor));
  }
  // Read on from here: reading the first argument again would take twice the time at each level.
  if (!special && cursor.accept(',')) readItems(cursor, args);
  return true;
}

/** `TRIM(name FROM customers`: where the bracket is never closed, FROM is the query's. */
function fromBelongsHere(cursor: Cursor): boolean {
  if (cursor.brackets.balanced || cursor.peek(1).kind === 'number') return true;
  for (let ahead = 2; ahead < 12; ahead++) {
    const token = cursor.peek(ahead);
    if (token.upper === ')' || token.upper === 'FOR') return true;
    if (
      token.kind === 'end' ||
      token.upper === ',' ||
      token.upper === 'WHERE' ||
      token.upper === 'JOIN' ||
      token.upper === 'GROUP'
    )
      return false;
  }
  return false;
}

function readExtract(cursor: Cursor, args: Expression[]): boolean {
  const { token } = cursor;
  if (!cursor.isNext('FROM') || (token.kind !== 'word' && token.kind !== 'string')) return false;
  cursor.advance();
  args.push({ kind: 'literal', type: 'string', value: token.value, range: cursor.rangeFrom(token.start) });
  cursor.advance();
  args.push(cursor.grammar.expression(cursor));
  return true;
}

/** `TABLE(t)` or `TABLE(SELECT …)` as the argument of a table function. */
function readTableArgument(cursor: Cursor, args: Expression[]): boolean {
  if (!queryAt(cursor, 0)) return false;
  const { start } = cursor.token;
  args.push(subquery(cursor, cursor.grammar.query(cursor), start));
  return true;
}

function readWithinGroup(cursor: Cursor): readonly SortItem[] {
  if (!cursor.is('WITHIN') || !cursor.isNext('GROUP')) return [];
  cursor.advance();
  cursor.advance();
  if (!cursor.is('(')) {
    cursor.errorHere(`A bracket is missing after \`WITHIN GROUP\`, before ${cursor.here}.`);
    return [];
  }
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  let items: readonly SortItem[] = [];
  if (cursor.accept('ORDER')) {
    cursor.accept('BY');
    items = readSortItems(cursor);
  } else cursor.errorHere(`\`ORDER BY\` is missing after \`WITHIN GROUP (\`, before ${cursor.here}.`);
  closeBracket(cursor, opened);
  return items;
}

function readFilter(cursor: Cursor): Expression | null {
  if (!cursor.is('FILTER') || !cursor.isNext('(')) return null;
  cursor.advance();
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  if (!cursor.accept('WHERE'))
    cursor.errorHere(`\`WHERE\` is missing after \`FILTER (\`, before ${cursor.here}.`);
  const filter = cursor.grammar.expression(cursor);
  closeBracket(cursor, opened, ')', '`)`');
  return filter;
}

function readNullTreatment(cursor: Cursor): boolean {
  if (!(cursor.is('IGNORE') || cursor.is('RESPECT')) || !cursor.isNext('NULLS')) return false;
  const ignore = cursor.advance().upper === 'IGNORE';
  cursor.advance();
  return ignore;
}

function readOver(cursor: Cursor): WindowSpecification | null {
  if (!cursor.is('OVER') || !(cursor.isNext('(') || isName(cursor.peek(1)))) return null;
  cursor.advance();
  if ((cursor.is('PARTITION') || cursor.is('ORDER')) && cursor.isNext('BY'))
    return readWindowWithoutBracket(cursor);
  return readWindow(cursor);
}
