import type { Cursor } from './cursor.js';
import type { CaseExpression, Expression } from './query.js';
import { closeBracket, skipUntil } from './recovery.js';
import { readTypeName } from './typeNames.js';

/** Reads a text; texts that stand side by side are one. */
export function readStrings(cursor: Cursor): Expression {
  const { start } = cursor.token;
  let value = '';
  while (cursor.token.kind === 'string') value += cursor.advance().value;
  return { kind: 'literal', type: 'string', value, range: cursor.rangeFrom(start) };
}

const literalTypes: ReadonlyMap<string, 'date' | 'datetime' | 'interval' | 'binary'> = new Map([
  ['DATE', 'date'],
  ['TIMESTAMP', 'datetime'],
  ['TIMESTAMP_LTZ', 'datetime'],
  ['TIMESTAMP_NTZ', 'datetime'],
  ['X', 'binary'],
]);

/** `DATE '2020-01-01'` and the like, at the current word; null where none stands here. */
export function typedLiteralAt(cursor: Cursor): Expression | null {
  const { token } = cursor;
  const type = literalTypes.get(token.upper);
  if (type === undefined || cursor.peek(1).kind !== 'string') return null;
  cursor.advance();
  const { value } = cursor.advance();
  return { kind: 'literal', type, value, range: cursor.rangeFrom(token.start) };
}

const unit = /^(?:YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND|NANOSECOND)S?$/;

/** `INTERVAL 3 DAYS`, `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL 2 HOURS 30 MINUTES`; null where none stands here. */
export function readIntervalAt(cursor: Cursor): Expression | null {
  const { token } = cursor;
  if (token.upper !== 'INTERVAL') return null;
  const signed = cursor.isNext('-') || cursor.isNext('+');
  const amount = cursor.peek(signed ? 2 : 1);
  if (amount.kind !== 'number' && amount.kind !== 'string') return null;
  // `interval - 1` is a subtraction; with a unit behind it, it is not.
  if (signed && !unit.test(cursor.peek(3).upper)) return null;
  cursor.advance();
  for (;;) {
    if (!readAmount(cursor)) break;
    if (cursor.is('TO') && unit.test(cursor.peek(1).upper)) {
      cursor.advance();
      cursor.advance();
    }
  }
  const range = cursor.rangeFrom(token.start);
  return { kind: 'literal', type: 'interval', value: cursor.text.slice(token.end, range.end).trim(), range };
}

function readAmount(cursor: Cursor): boolean {
  const signs = cursor.is('-') || cursor.is('+') ? 1 : 0;
  const amount = cursor.peek(signs);
  if (amount.kind !== 'number' && amount.kind !== 'string') return false;
  const hasUnit = unit.test(cursor.peek(signs + 1).upper);
  // A later amount belongs to the interval only with its unit.
  if (!hasUnit && (signs > 0 || cursor.tokens[cursor.at - 1]?.upper !== 'INTERVAL')) return false;
  for (let count = 0; count < signs + (hasUnit ? 2 : 1); count++) cursor.advance();
  return true;
}

/** Reads `CASE … END`; the current token is CASE. */
export function readCase(cursor: Cursor): CaseExpression {
  const first = cursor.advance();
  cursor.cases++;
  const operand = cursor.is('WHEN') ? null : cursor.grammar.expression(cursor);
  const branches: { when: Expression; then: Expression }[] = [];
  skipComma(cursor);
  while (cursor.accept('WHEN')) {
    const when = cursor.grammar.expression(cursor);
    expectWord(cursor, 'THEN');
    branches.push({ when, then: cursor.grammar.expression(cursor) });
    skipComma(cursor);
    if (!insideCase.has(cursor.token.upper)) findFeet(cursor);
  }
  if (branches.length === 0)
    cursor.errorHere(`\`CASE\` needs at least one \`WHEN … THEN …\` before ${cursor.here}.`);
  const otherwise = cursor.accept('ELSE') ? cursor.grammar.expression(cursor) : null;
  skipComma(cursor);
  if (!cursor.is('END')) findFeet(cursor);
  cursor.cases--;
  if (!cursor.accept('END')) {
    cursor.error(
      { start: first.start, end: first.end },
      `This \`CASE\` is never ended. Add \`END\` before ${cursor.here}.`,
    );
  }
  return { kind: 'case', operand, branches, otherwise, range: cursor.rangeFrom(first.start) };
}

const insideCase: ReadonlySet<string> = new Set(['WHEN', 'THEN', 'ELSE', 'END']);

/** A comma before a word of the CASE is one too many. */
function skipComma(cursor: Cursor): void {
  if (!cursor.is(',') || !insideCase.has(cursor.peek(1).upper) || cursor.peek(2).upper === ',') return;
  cursor.errorHere(`There is a comma too many before ${cursor.describe(cursor.peek(1))}.`);
  cursor.advance();
}

function expectWord(cursor: Cursor, word: string): void {
  skipComma(cursor);
  if (!cursor.is(word)) {
    cursor.errorHere(`\`${word}\` is missing before ${cursor.here}.`);
    if (!insideCase.has(cursor.token.upper)) findFeet(cursor);
  }
  cursor.accept(word);
}

/** Passes over what cannot be read, where a word of the CASE still comes before the item ends. */
function findFeet(cursor: Cursor): void {
  if (cursor.is(',') || cursor.is(')') || cursor.is('AS') || cursor.atEnd) return;
  const mark = cursor.mark();
  skipUntil(cursor, (at) => at.is(',') || at.is('AS') || insideCase.has(at.token.upper));
  if (!insideCase.has(cursor.token.upper)) {
    cursor.reset(mark);
    return;
  }
  const skipped = cursor.tokens[mark.at];
  if (skipped !== undefined) {
    cursor.error(
      { start: skipped.start, end: skipped.end },
      `${cursor.describe(skipped)} cannot stand here, within \`CASE\`.`,
    );
  }
}

/** Reads `CAST(x AS type)` or TRY_CAST; the current token is the function's name. */
export function readCast(cursor: Cursor): Expression {
  const first = cursor.advance();
  const opened = cursor.at;
  cursor.advance();
  cursor.open++;
  const expression = cursor.grammar.expression(cursor);
  if (cursor.is(',') && cursor.isNext('AS')) {
    cursor.errorHere('There is a comma too many before `AS`.');
    cursor.advance();
  }
  let type = { type: '', typeRange: cursor.missingRange };
  if (!cursor.is('AS') && cursor.brackets.balanced && !cursor.is(')')) {
    cursor.errorHere(`${cursor.here} cannot stand here: \`AS\` and a type were expected.`);
    skipUntil(cursor, (at) => at.is('AS'));
  }
  if (cursor.accept('AS')) type = readTypeName(cursor);
  else cursor.errorHere(`\`${first.upper}\` needs \`AS\` and a type before ${cursor.here}.`);
  closeBracket(cursor, opened, ')', '`)`');
  return { kind: 'cast', expression, ...type, range: cursor.rangeFrom(first.start) };
}
