import { atListEnd, clauseInsteadOfExpression } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { fromIsMissing } from './missingFrom.js';
import { nameOf } from './names.js';
import { readNames } from './lists.js';
import type { Expression, ExpressionItem, Identifier, SelectItem, StarItem } from './query.js';
import { cteAtComma, skipToItemEnd } from './recovery.js';
import { beginsExpression } from './words.js';

export interface SelectList {
  readonly items: readonly SelectItem[];
  readonly known: boolean;
  /** True where the tables begin here, the word FROM before them having been forgotten. */
  readonly fromMissing: boolean;
}

/** One item, and whether it is known which columns it gives. */
interface ReadItem {
  readonly item: SelectItem;
  readonly known: boolean;
}

/** Reads the items behind SELECT, up to the clause that follows. */
export function readSelectList(cursor: Cursor): SelectList {
  const items: SelectItem[] = [];
  let known = true;
  let afterComma = false;
  for (;;) {
    if (cursor.is(',')) {
      extraComma(cursor, items.length);
      continue;
    }
    if (passStrayBracket(cursor)) continue;
    if (atItemsEnd(cursor)) break;
    const { at } = cursor;
    const read = readItemOnce(cursor);
    items.push(read.item);
    known &&= read.known;
    if (cursor.open > 0 && !cursor.brackets.balanced && cteAtComma(cursor)) break;
    afterComma = cursor.is(',');
    if (afterComma) {
      cursor.advance();
      cursor.settle();
      continue;
    }
    if (passStrayBracket(cursor)) continue;
    if (atListEnd(cursor)) break;
    if (fromIsMissing(cursor, items)) return { items, known: false, fromMissing: true };
    known = recover(cursor, items, at) && known;
  }
  if (fromIsMissing(cursor, items)) return { items, known: false, fromMissing: true };
  if (afterComma) cursor.errorHere(`There is a comma too many before ${cursor.here}.`);
  else if (items.length === 0) {
    cursor.errorHere(`Columns are missing after \`SELECT\`, before ${cursor.here}.`);
    known = false;
  }
  return { items, known, fromMissing: false };
}

function extraComma(cursor: Cursor, items: number): void {
  cursor.errorHere(
    items === 0
      ? 'The list of columns begins with a comma: take it away, or name a column before it.'
      : 'There is a comma too many here.',
  );
  cursor.advance();
  cursor.settle();
}

function atItemsEnd(cursor: Cursor): boolean {
  const { token } = cursor;
  if (token.kind === 'end' || token.upper === ';') return true;
  if (token.upper === ')' || token.upper === ']') return cursor.open > 0;
  return clauseInsteadOfExpression(cursor) !== null;
}

/**
 * A closing bracket that closes nothing, or (where the text has one too many) one before the FROM of the subquery
 * that it would close: passed over. True where one was.
 */
function passStrayBracket(cursor: Cursor): boolean {
  if (!cursor.is(')') && !cursor.is(']')) return false;
  if (cursor.open > 0) {
    if (cursor.brackets.extraClosing === 0 || cursor.repairs <= 0 || !fromFollows(cursor)) return false;
    cursor.repairs--;
  }
  cursor.errorHere(`This ${cursor.describe(cursor.token)} closes no bracket.`);
  cursor.advance();
  return true;
}

/** Whether a FROM comes behind the closing bracket here before another bracket closes. */
function fromFollows(cursor: Cursor): boolean {
  if (cursor.isNext('FROM')) return true;
  if (!cursor.isNext('AS') && !cursor.isNext(',') && !cursor.isNext('OVER') && !cursor.isNext('FILTER'))
    return false;
  for (let index = cursor.at + 1; index < cursor.limit; index++) {
    const token = cursor.tokens[index];
    if (token?.upper === 'FROM') return closesLater(cursor, index);
    if (token?.upper === ')' || token?.upper === 'SELECT') return false;
    const partner = token?.upper === '(' ? (cursor.brackets.partner[index] ?? -1) : -1;
    if (partner > index) index = partner;
  }
  return false;
}

function closesLater(cursor: Cursor, from: number): boolean {
  for (let index = from + 1; index < cursor.limit; index++) {
    const token = cursor.tokens[index];
    if (token?.upper === ')') return true;
    if (token?.upper === 'SELECT') return false;
    const partner = token?.upper === '(' ? (cursor.brackets.partner[index] ?? -1) : -1;
    if (partner > index) index = partner;
  }
  return false;
}

/** Reads an item; again and only up to its first comma where a bracket in it was never closed. */
function readItemOnce(cursor: Cursor): ReadItem {
  const mark = cursor.mark();
  const outer = cursor.unclosedAt;
  cursor.unclosedAt = -1;
  let read = readItem(cursor);
  const unclosed = cursor.unclosedAt >= 0 && !cursor.limited;
  const comma = unclosed && cursor.maySpend(cursor.at - mark.at) ? firstComma(cursor) : -1;
  if (comma >= 0) {
    const { open } = cursor;
    cursor.reset(mark);
    const limit = cursor.limitTo(comma);
    read = { ...readItem(cursor), known: false };
    cursor.at = comma;
    cursor.setLimit(limit);
    cursor.open = open;
  }
  cursor.unclosedAt = outer;
  return read;
}

/** The first comma between the unclosed bracket and the current token that stands in that bracket itself, or -1. */
function firstComma(cursor: Cursor): number {
  const { partner } = cursor.brackets;
  for (let index = cursor.unclosedAt + 1; index < cursor.at; index++) {
    const upper = cursor.tokens[index]?.upper;
    if (upper === ',') return index;
    const end = upper === '(' || upper === '[' ? (partner[index] ?? -1) : -1;
    if (end > index && end < cursor.at) index = end;
  }
  return -1;
}

function readItem(cursor: Cursor): ReadItem {
  const { start } = cursor.token;
  const expression = cursor.grammar.expression(cursor);
  if (expression.kind === 'star-argument')
    return { item: readStarItem(cursor, expression.qualifier, start), known: true };
  const aliases = readAliases(cursor);
  return expressionItem(cursor, expression, aliases, start);
}

function expressionItem(
  cursor: Cursor,
  expression: Expression,
  aliases: readonly Identifier[],
  start: number,
): ReadItem {
  const alias = aliases[0];
  const { name, named } = alias === undefined ? nameOf(expression) : { name: alias.text, named: true };
  const item: ExpressionItem = {
    kind: 'expression',
    expression,
    aliases,
    name,
    named,
    range: cursor.rangeFrom(start),
  };
  // A template may stand for any number of columns, and as an alias for any name.
  const known =
    alias === undefined ? expression.kind !== 'unknown' : !aliases.some((one) => one.text.includes('{{'));
  return { item, known };
}

function readStarItem(cursor: Cursor, qualifier: readonly Identifier[], start: number): StarItem {
  const excepts =
    (cursor.is('EXCEPT') || cursor.is('EXCLUDE')) && cursor.isNext('(') && cursor.peek(2).upper !== 'SELECT';
  let except: readonly Identifier[] = [];
  if (excepts) {
    cursor.advance();
    except = readNames(cursor);
  }
  return { kind: 'star', qualifier, except, range: cursor.rangeFrom(start) };
}

/** Reads `AS x`, `x`, `AS (a, b)` or nothing. */
function readAliases(cursor: Cursor): readonly Identifier[] {
  if (cursor.accept('AS')) {
    if (cursor.is('(')) return readNames(cursor);
    const { token } = cursor;
    // Even words of clauses may be aliases: `AS order`.
    if (isName(token) && (clauseInsteadOfExpression(cursor) === null || cursor.isNext(',')))
      return [cursor.identifier(cursor.advance())];
    if (token.kind === 'string') {
      cursor.errorHere(
        `A column's name stands between backticks, not between quotes: write \`\`${token.value}\`\`.`.replaceAll(
          '``',
          '`',
        ),
      );
      return [cursor.identifier(cursor.advance())];
    }
    cursor.errorHere(`A name is missing after \`AS\`, before ${cursor.here}.`);
    return [];
  }
  if (isName(cursor.token) && aliasHere(cursor)) return [cursor.identifier(cursor.advance())];
  // `stack(…) (a, b)` names the columns too.
  if (cursor.is('(') && isName(cursor.peek(1)) && cursor.tokens[cursor.at - 1]?.upper === ')') {
    const after = cursor.peek(2).upper;
    const names = after === ',' || after === ')';
    return names ? readNames(cursor) : [];
  }
  return [];
}

/** Words that continue something and are therefore no alias without AS. */
function aliasHere(cursor: Cursor): boolean {
  if (cursor.token.kind !== 'word') return cursor.token.kind === 'quoted';
  if (atListEnd(cursor)) return false;
  // `a b.c`, `a max(b)`, `a b AS c`: the comma between two items is missing, and nothing is renamed.
  if (cursor.isNext('.') || cursor.isNext('(') || cursor.isNext('AS')) return false;
  if (
    cursor.is('CASE') &&
    (cursor.isNext('WHEN') || cursor.peek(1).kind === 'word') &&
    !cursor.isNext('FROM')
  )
    return false;
  return beginsExpression(cursor.token) || cursor.isNext(',') || cursor.isNext('FROM');
}

/**
 * Finds the way from an item to the next where no comma stands between. False where it stays unknown which columns
 * stood there.
 */
function recover(cursor: Cursor, items: SelectItem[], from: number): boolean {
  const { token } = cursor;
  const last = items.at(-1);
  const begins = token.kind !== 'operator' && token.kind !== 'bad' && beginsExpression(token);
  if (begins && cursor.at > from && last !== undefined) {
    cursor.errorHere(`A comma is missing before ${cursor.here}.`);
    cursor.settle();
    return cursor.tokens[cursor.at - 2]?.upper === 'AS';
  }
  cursor.errorHere(`${cursor.here} cannot stand here: a comma or \`FROM\` was expected.`);
  if (cursor.at === from) cursor.advance();
  skipToItemEnd(cursor);
  if (cursor.accept(',')) cursor.settle();
  const alias = aliasSkipped(cursor);
  if (alias !== null && last?.kind === 'expression') {
    items[items.length - 1] = {
      ...last,
      aliases: [alias],
      name: alias.text,
      named: true,
      range: { start: last.range.start, end: alias.range.end },
    };
  }
  return false;
}

/** The alias that ended what was passed over. */
function aliasSkipped(cursor: Cursor): Identifier | null {
  const end = cursor.tokens[cursor.at - 1]?.upper === ',' ? cursor.at - 2 : cursor.at - 1;
  const name = cursor.tokens[end];
  if (name === undefined || !isName(name) || cursor.tokens[end - 1]?.upper !== 'AS') return null;
  return cursor.identifier(name);
}
