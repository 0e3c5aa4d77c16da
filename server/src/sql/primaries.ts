import { queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readCall } from './calls.js';
import { readCase, readCast, readIntervalAt, readStrings, typedLiteralAt } from './literals.js';
import { readItems, readNamePart } from './lists.js';
import type { Expression, Identifier, Literal } from './query.js';
import { closeBracket, skipToItemEnd } from './recovery.js';
import { readBracketedQuery } from './subqueries.js';
import { readTypeName } from './typeNames.js';

/** `x[0][0]…` and `x::int::int…` beyond this are passed over. */
const maxPostfix = 100;

/** Reads what stands alone: a literal, a column, a call, brackets, CASE, CAST. */
export function readPrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  switch (token.kind) {
    case 'string':
      return readStrings(cursor);
    case 'number':
      cursor.advance();
      return {
        kind: 'literal',
        type: numberType(token.value),
        value: token.value,
        range: cursor.rangeFrom(token.start),
      };
    case 'binary':
      cursor.advance();
      return literal(cursor, 'binary', token.value, token.start);
    case 'parameter':
      cursor.advance();
      return literal(cursor, 'parameter', token.value, token.start);
    case 'word':
      return readWord(cursor);
    case 'quoted':
    case 'template':
      return readName(cursor);
    case 'hint':
      cursor.advance();
      return cursor.grammar.expression(cursor);
    default:
      if (token.upper === '(') return readBrackets(cursor);
      return token.upper === '*' ? readStar(cursor) : readUnknown(cursor);
  }
}

function literal(cursor: Cursor, type: Literal['type'], value: string, start: number): Literal {
  return { kind: 'literal', type, value, range: cursor.rangeFrom(start) };
}

function numberType(written: string): Literal['type'] {
  if (/^\d+[lsy]?$/i.test(written)) return 'integer';
  return /[dfe]/i.test(written.replace(/bd$/i, '')) ? 'float' : 'decimal';
}

function readStar(cursor: Cursor): Expression {
  const { start } = cursor.advance();
  return { kind: 'star-argument', qualifier: [], range: cursor.rangeFrom(start) };
}

function readUnknown(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind !== 'bad') cursor.errorHere(`${cursor.here} cannot stand here.`);
  cursor.advance();
  const parts: Expression[] = [];
  skipToItemEnd(cursor);
  return { kind: 'unknown', parts, range: cursor.rangeFrom(token.start) };
}

/** What can stand behind a column called `case`, and not behind the CASE that begins an expression. */
const behindName: ReadonlySet<string> = new Set([
  ...[',', '.', ')', '=', '==', '<>', '!=', '<', '<=', '>', '>=', '<=>', '||', '/', '%'],
  ...['AS', 'FROM', 'IS', 'IN', 'BETWEEN', 'LIKE', 'AND', 'OR', 'ASC', 'DESC'],
]);

function readWord(cursor: Cursor): Expression {
  const { token } = cursor;
  const next = cursor.peek(1);
  if (next.kind === 'string' || next.kind === 'number' || next.upper === '-' || next.upper === '+') {
    const typed = typedLiteralAt(cursor) ?? readIntervalAt(cursor);
    if (typed !== null) return typed;
  }
  switch (token.upper) {
    case 'NULL':
    case 'TRUE':
    case 'FALSE':
      if (next.upper === '(' || next.upper === '.') break;
      cursor.advance();
      return literal(cursor, token.upper === 'NULL' ? 'null' : 'boolean', token.upper, token.start);
    case 'CASE':
      if (behindName.has(next.upper)) break;
      return readCase(cursor);
    case 'CAST':
    case 'TRY_CAST':
      if (next.upper === '(') return readCast(cursor);
      break;
    case 'EXISTS':
      if (next.upper === '(' && queryAt(cursor, 2)) {
        cursor.advance();
        const query = readBracketedQuery(cursor);
        return { kind: 'subquery', exists: true, query, range: cursor.rangeFrom(token.start) };
      }
      break;
    case 'CURRENT_DATE':
    case 'CURRENT_TIMESTAMP':
    case 'CURRENT_USER':
    case 'SESSION_USER':
    case 'LOCALTIMESTAMP':
      if (next.upper !== '(' && next.upper !== '.')
        return readCall(cursor, [cursor.identifier(cursor.advance())]);
      break;
  }
  return readName(cursor);
}

/** Words after which a name with a dot and a space is only begun: `t. FROM orders`. */
const clauseAfterDot =
  /^(?:FROM|WHERE|GROUP|ORDER|HAVING|LIMIT|UNION|JOIN|LEFT|INNER|ON|AND|OR|AS|WHEN|THEN|ELSE|END|IS|IN|LIKE|BETWEEN)$/;

function readName(cursor: Cursor): Expression {
  const first = cursor.token;
  if (cursor.isNext('->') && first.kind !== 'template') {
    const parameter = cursor.identifier(cursor.advance());
    cursor.advance();
    const body = cursor.grammar.expression(cursor);
    return { kind: 'lambda', parameters: [parameter], body, range: cursor.rangeFrom(first.start) };
  }
  const parts: Identifier[] = [readNamePart(cursor)];
  let template = first.kind === 'template';
  while (cursor.is('.')) {
    const next = cursor.peek(1);
    if (next.upper === '*') {
      cursor.advance();
      cursor.advance();
      return { kind: 'star-argument', qualifier: parts, range: cursor.rangeFrom(first.start) };
    }
    const spaced = next.start > cursor.token.end;
    if (!isName(next) || (spaced && next.kind === 'word' && clauseAfterDot.test(next.upper))) {
      cursor.advance();
      cursor.errorHere(
        `A column's name is missing after \`${cursor.text.slice(first.start, cursor.end)}\`, before ${cursor.here}.`,
      );
      return { kind: 'unknown', parts: [], range: cursor.rangeFrom(first.start) };
    }
    cursor.advance();
    template ||= next.kind === 'template';
    parts.push(readNamePart(cursor));
  }
  // `SELECT id (SELECT …) x`: no function takes a bare query, so that FROM is missing here.
  const query =
    cursor.is('(') && cursor.token.start > cursor.end && cursor.isNext('SELECT') && queryAt(cursor, 1);
  if (cursor.is('(') && !query) return readCall(cursor, parts);
  if (template) return { kind: 'unknown', parts: [], range: cursor.rangeFrom(first.start) };
  return { kind: 'column', parts, range: cursor.rangeFrom(first.start) };
}

/** Whether `(a, b) ->` begins at the bracket here. */
function lambdaAt(cursor: Cursor): boolean {
  const partner = cursor.brackets.partner[cursor.at] ?? -1;
  if (partner < 0 || cursor.tokens[partner + 1]?.upper !== '->') return false;
  for (let index = cursor.at + 1; index < partner; index++) {
    const token = cursor.tokens[index];
    if (token === undefined || (token.upper !== ',' && !isName(token))) return false;
  }
  return true;
}

function readBrackets(cursor: Cursor): Expression {
  const { start } = cursor.token;
  if (queryAt(cursor, 1)) {
    const query = readBracketedQuery(cursor);
    return { kind: 'subquery', exists: false, query, range: cursor.rangeFrom(start) };
  }
  if (lambdaAt(cursor)) return readLambda(cursor);
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const items: Expression[] = [];
  readItems(cursor, items);
  if (items.length === 0 && cursor.is(')')) cursor.errorHere('There is nothing between these brackets.');
  closeBracket(cursor, opened);
  const only = items[0];
  return items.length === 1 && only !== undefined
    ? only
    : { kind: 'row', items, range: cursor.rangeFrom(start) };
}

function readLambda(cursor: Cursor): Expression {
  const { start } = cursor.advance();
  const parameters: Identifier[] = [];
  while (!cursor.is('->') && !cursor.atEnd) {
    const token = cursor.advance();
    if (isName(token)) parameters.push(cursor.identifier(token));
  }
  cursor.advance();
  const body = cursor.grammar.expression(cursor);
  return { kind: 'lambda', parameters, body, range: cursor.rangeFrom(start) };
}

/** Reads what follows a primary and binds tightest: `[…]`, `.field`, `::type`. */
export function readPostfix(cursor: Cursor, primary: Expression, start: number): Expression {
  let result = primary;
  for (let count = 0; ; count++) {
    const { upper } = cursor.token;
    if (upper !== '[' && upper !== '::' && upper !== '.') return result;
    if (count > maxPostfix) {
      skipToItemEnd(cursor);
      return { kind: 'unknown', parts: [result], range: cursor.rangeFrom(start) };
    }
    if (upper === '[') result = readIndex(cursor, result, start);
    else if (upper === '::') {
      cursor.advance();
      const type = readTypeName(cursor);
      result = { kind: 'cast', expression: result, ...type, range: cursor.rangeFrom(start) };
    } else {
      const field = readField(cursor, result, start);
      if (field === null) return result;
      result = field;
    }
  }
}

function readIndex(cursor: Cursor, base: Expression, start: number): Expression {
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const index = cursor.grammar.expression(cursor);
  closeBracket(cursor, opened, ']', '`]`');
  return { kind: 'access', base, field: null, index, range: cursor.rangeFrom(start) };
}

function readField(cursor: Cursor, base: Expression, start: number): Expression | null {
  if (!isName(cursor.peek(1))) return null;
  cursor.advance();
  const field = cursor.identifier(cursor.advance());
  return { kind: 'access', base, field, index: null, range: cursor.rangeFrom(start) };
}
