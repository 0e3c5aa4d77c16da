import { clauseInsteadOfExpression } from './clauses.js';
import type { Cursor } from './cursor.js';
import { comparison, predicates, readPredicate } from './predicates.js';
import { readPostfix, readPrimary } from './primaries.js';
import type { Expression, Operation } from './query.js';
import { skipToItemEnd } from './recovery.js';
import { beginsExpression, callsOperator } from './words.js';

/** How tightly operators bind; the predicates (IN, LIKE, IS, BETWEEN) stand between NOT and the comparisons. */
export const binding = {
  or: 1,
  and: 2,
  not: 3,
  predicate: 4,
  comparison: 5,
  bitOr: 6,
  bitXor: 7,
  bitAnd: 8,
  shift: 9,
  sum: 10,
  product: 11,
} as const;

const binary: ReadonlyMap<string, number> = new Map<string, number>([
  ['OR', binding.or],
  ['AND', binding.and],
  ...comparison.map((sign) => [sign, binding.comparison] as const),
  ['|', binding.bitOr],
  ['^', binding.bitXor],
  ['&', binding.bitAnd],
  ['+', binding.sum],
  ['-', binding.sum],
  ['||', binding.sum],
  ['*', binding.product],
  ['/', binding.product],
  ['%', binding.product],
  ['DIV', binding.product],
]);

/** Chains of one such operator become one operation with many operands, so that they nest no deeper. */
const flat: ReadonlySet<string> = new Set(['OR', 'AND', '+', '||', '*', '|', '&']);

/** A chain of different operators longer than this is kept as a list of its operands. */
const maxChain = 300;

/** Reads one expression. Never fails: what is missing or cannot be read becomes an unknown expression. */
export function readExpression(cursor: Cursor): Expression {
  if (!cursor.enter()) return tooDeep(cursor);
  const { start } = cursor.token;
  const outer = cursor.height;
  cursor.height = 0;
  let result = readBinary(cursor, binding.or);
  if (cursor.tooHigh) {
    result = { kind: 'unknown', parts: [], range: cursor.rangeFrom(start) };
    cursor.height = 0;
  }
  cursor.height = Math.max(outer, cursor.height + 1);
  cursor.leave();
  return result;
}

/** Reads an expression of operators that bind at least as tightly as `least`. */
export function readBinary(cursor: Cursor, least: number): Expression {
  const start = cursor.token.start;
  let left = readUnary(cursor, least);
  // The chain that this loop itself has begun; one in brackets stays an operation of its own.
  let chain: Chain | null = null;
  let nested = 0;
  for (;;) {
    skipCommaBeforeOperator(cursor);
    if (nested > maxChain) return readLongChain(cursor, left, start);
    const operator = cursor.token.upper;
    if (chain?.operator === operator) {
      cursor.advance();
      chain.operands.push(readBinary(cursor, (binary.get(operator) ?? 0) + 1));
      left = { ...chain.first, operands: chain.operands, range: cursor.rangeFrom(start) };
      continue;
    }
    const next: Expression | null = readOperator(cursor, left, start, least);
    if (next === null) return left;
    chain = chainOf(next);
    left = next;
    nested++;
    cursor.height++;
  }
}

interface Chain {
  readonly operator: string;
  readonly first: Operation;
  readonly operands: Expression[];
}

function chainOf(expression: Expression): Chain | null {
  if (expression.kind !== 'operation' || expression.operands.length !== 2 || !flat.has(expression.operator))
    return null;
  return { operator: expression.operator, first: expression, operands: [...expression.operands] };
}

/** `a, AND b`: no item can begin with a word like AND, so that the comma is one too many. */
function skipCommaBeforeOperator(cursor: Cursor): void {
  if (!cursor.is(',')) return;
  const { upper } = cursor.peek(1);
  if (upper !== 'AND' && upper !== 'OR' && upper !== 'BETWEEN' && upper !== 'IS' && upper !== '=') return;
  cursor.errorHere(`The comma before ${cursor.describe(cursor.peek(1))} is one too many.`);
  cursor.advance();
}

/** The operation that the operator here makes of `left`; null where none stands here or it binds less tightly. */
function readOperator(cursor: Cursor, left: Expression, start: number, least: number): Expression | null {
  const { token } = cursor;
  if (token.kind !== 'word' && token.kind !== 'operator') return null;
  if (predicates.has(token.upper)) {
    return least <= binding.predicate
      ? readPredicate(cursor, left, start, (at, tightness) => readBinary(at, tightness))
      : null;
  }
  const shift = shiftAt(cursor);
  const tightness = shift === null ? binary.get(token.upper) : binding.shift;
  if (tightness === undefined || tightness < least || isName(cursor)) return null;
  for (let sign = 1; sign < (shift?.length ?? 1); sign++) cursor.advance();
  cursor.advance();
  const operatorRange = { start: token.start, end: cursor.end };
  const right = readBinary(cursor, tightness + 1);
  return {
    kind: 'operation',
    operator: shift ?? token.upper,
    negated: false,
    operands: [left, right],
    query: null,
    operatorRange,
    range: cursor.rangeFrom(start),
  };
}

/** `SELECT a div, b`: an operator's word with nothing to work on is an alias. */
function isName(cursor: Cursor): boolean {
  if (cursor.token.upper !== 'DIV') return false;
  const next = cursor.peek(1);
  return !beginsExpression(next) || next.upper === 'FROM';
}

/** `<<`, `>>` and `>>>` are several tokens, since `ARRAY<ARRAY<INT>>` ends with two signs that are none. */
function shiftAt(cursor: Cursor): string | null {
  const { token } = cursor;
  if (token.upper !== '<' && token.upper !== '>') return null;
  let signs = '';
  for (let ahead = 0; ahead < 3; ahead++) {
    const next = cursor.peek(ahead);
    if (next.upper !== token.upper || next.start !== token.start + ahead) break;
    signs += next.upper;
  }
  return signs.length >= 2 ? signs : null;
}

/** Keeps the operands of a chain too long to nest, as parts of something unknown. */
function readLongChain(cursor: Cursor, left: Expression, start: number): Expression {
  const parts: Expression[] = [left];
  while (binary.has(cursor.token.upper) || predicates.has(cursor.token.upper)) {
    const { at } = cursor;
    const part = readPredicateOrRight(cursor);
    if (part !== null) parts.push(part);
    if (cursor.at === at) break;
  }
  return { kind: 'unknown', parts, range: cursor.rangeFrom(start) };
}

function readPredicateOrRight(cursor: Cursor): Expression | null {
  if (!predicates.has(cursor.token.upper)) {
    cursor.advance();
    return readBinary(cursor, binding.product + 1);
  }
  const placeholder: Expression = { kind: 'unknown', parts: [], range: cursor.missingRange };
  return readPredicate(cursor, placeholder, cursor.token.start, (at, tightness) => readBinary(at, tightness));
}

function readUnary(cursor: Cursor, least: number): Expression {
  const { token } = cursor;
  const prefix = token.upper === '-' || token.upper === '+' || token.upper === '~';
  const not = token.upper === '!' || (token.upper === 'NOT' && notHasOperand(cursor));
  if (!prefix && !not) return readOperand(cursor);
  if (!cursor.enter()) return tooDeep(cursor);
  cursor.advance();
  const operand = readBinary(cursor, not ? Math.max(least, binding.not) : binding.product + 1);
  cursor.leave();
  return {
    kind: 'operation',
    operator: not ? 'NOT' : token.upper,
    negated: false,
    operands: [operand],
    query: null,
    operatorRange: { start: token.start, end: token.end },
    range: cursor.rangeFrom(token.start),
  };
}

/** `SELECT not FROM t`: a NOT with nothing behind it is a name. */
function notHasOperand(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  return beginsExpression(next) || next.kind === 'end' || callsOperator(next, cursor.peek(2));
}

function readOperand(cursor: Cursor): Expression {
  if (cannotBegin(cursor)) return missing(cursor);
  const start = cursor.token.start;
  return readPostfix(cursor, readPrimary(cursor), start);
}

/** Whether what stands here can only belong to something around the expression. */
function cannotBegin(cursor: Cursor): boolean {
  const { token } = cursor;
  if (token.kind === 'end') return true;
  if (token.kind === 'bad') return false;
  if (token.kind === 'hint') return false;
  if (token.kind === 'operator') return !['(', '*', '{'].includes(token.upper);
  if (token.kind !== 'word') return false;
  if (clauseInsteadOfExpression(cursor) !== null) return true;
  if (beginsExpression(token)) return false;
  // `SELECT end, by FROM t` is good Spark; a word of a CASE or an operator is a name only where nothing else fits.
  const next = cursor.peek(1);
  if (callsOperator(token, next)) return false;
  if (token.upper === 'END' && (cursor.cases === 0 || next.upper === 'END')) return false;
  return !(next.upper === ',' || next.upper === '.' || next.upper === 'AS' || next.upper === 'FROM');
}

function missing(cursor: Cursor): Expression {
  const before = cursor.tokens[cursor.at - 1];
  const place = before === undefined || cursor.at === 0 ? '' : ` after ${cursor.describe(before)}`;
  if (cursor.atEnd && !cursor.limited)
    cursor.errorHere(`The query ends too early: something is missing${place}.`);
  else cursor.errorHere(`A column or a value is missing${place}, before ${cursor.here}.`);
  return { kind: 'unknown', parts: [], range: cursor.missingRange };
}

/** Passes over a text that nests too deep. */
function tooDeep(cursor: Cursor): Expression {
  const start = cursor.token.start;
  cursor.errorHere('This is nested too deeply to be read.');
  const partner = cursor.brackets.partner[cursor.at] ?? -1;
  if (partner > cursor.at && partner < cursor.limit) cursor.at = partner + 1;
  else skipToItemEnd(cursor);
  return { kind: 'unknown', parts: [], range: cursor.rangeFrom(start) };
}
