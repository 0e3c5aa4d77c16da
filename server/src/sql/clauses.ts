import type { Cursor } from './cursor.js';
import type { Token } from './token.js';
import { beginsExpression, clauseWords, continuingWords, joinWords, setOperators } from './words.js';

const byClauses: ReadonlySet<string> = new Set(['GROUP', 'ORDER', 'SORT', 'CLUSTER', 'DISTRIBUTE']);
const queryStarts: ReadonlySet<string> = new Set([
  'SELECT',
  'WITH',
  'FROM',
  'VALUES',
  'TABLE',
  '(',
  'ALL',
  'DISTINCT',
  'BY',
]);
const binaryOperators: ReadonlySet<string> = new Set([
  ',',
  '.',
  ')',
  ']',
  '=',
  '==',
  '<>',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '<=>',
  '/',
  '%',
  '||',
  '&',
  '|',
  '^',
  '::',
  '->',
  '=>',
]);

/** Whether a token shows that the word before it was a name: `SELECT order, …`, `limit = 1`. */
function followsAName(token: Token): boolean {
  if (token.kind === 'operator') return binaryOperators.has(token.upper);
  return (
    token.upper === 'AS' ||
    token.upper === 'IS' ||
    token.upper === 'IN' ||
    token.upper === 'BETWEEN' ||
    token.upper === 'LIKE'
  );
}

function beginsValue(token: Token): boolean {
  return beginsExpression(token) && token.upper !== '*' && !clauseWords.has(token.upper);
}

/**
 * The keyword of the clause that begins at the current token, in a place where an expression, an alias or a table has
 * just ended; null where the word there is something else. `union`, `offset`, `order` and the like are good names in
 * Spark, so that what follows decides.
 */
export function clauseAt(cursor: Cursor): string | null {
  const { token } = cursor;
  if (token.kind !== 'word' || !clauseWords.has(token.upper)) return null;
  const word = token.upper;
  const next = cursor.peek(1);
  if (word === 'SELECT' || word === 'FROM' || word === 'WHERE' || word === 'HAVING' || word === 'ON')
    return word;
  if (byClauses.has(word))
    return next.upper === 'BY' || (next.kind !== 'operator' && beginsValue(next) && word !== 'SORT')
      ? word
      : null;
  if (word === 'LIMIT' || word === 'OFFSET' || word === 'QUALIFY') {
    return beginsValue(next) || next.upper === 'ALL' || (next.kind === 'end' && word !== 'OFFSET')
      ? word
      : null;
  }
  if (word === 'WINDOW') return cursor.peek(2).upper === 'AS' ? word : null;
  if (setOperators.has(word)) {
    // `UNION , ALL`: a comma too many, not an alias.
    if (next.upper === ',') return queryStarts.has(cursor.peek(2).upper) ? word : null;
    return next.upper !== ')' && next.upper !== 'FROM' ? word : null;
  }
  if (word === 'LATERAL')
    return next.upper === 'VIEW' || next.upper === '(' || next.kind === 'word' ? word : null;
  if (word === 'USING') return next.upper === '(' || next.kind === 'string' ? word : null;
  return joinAt(cursor);
}

const afterJoinWord: ReadonlySet<string> = new Set([
  'JOIN',
  'OUTER',
  'SEMI',
  'ANTI',
  'INNER',
  'LEFT',
  'RIGHT',
  'FULL',
  'CROSS',
]);

/** The first word of a join, at the current token. */
export function joinAt(cursor: Cursor): string | null {
  const { token } = cursor;
  if (token.kind !== 'word' || !joinWords.has(token.upper)) return null;
  if (token.upper === 'JOIN') return followsAName(cursor.peek(1)) ? null : 'JOIN';
  return afterJoinWord.has(cursor.peek(1).upper) ? token.upper : null;
}

/** As `clauseAt`, in a place where an expression is to begin: there a word is sooner a name. */
export function clauseInsteadOfExpression(cursor: Cursor): string | null {
  const clause = clauseAt(cursor);
  if (clause === null) return null;
  const next = cursor.peek(1);
  if (byClauses.has(clause)) return next.upper === 'BY' ? clause : null;
  if (setOperators.has(clause)) return queryStarts.has(next.upper) ? clause : null;
  if (next.upper === '(' && (clause === 'LEFT' || clause === 'RIGHT')) return null;
  if (followsAName(next)) return null;
  if (clause === 'LIMIT' || clause === 'OFFSET' || clause === 'QUALIFY')
    return next.kind === 'number' || next.upper === 'ALL' ? clause : null;
  // `SELECT from FROM t` is good Spark.
  return next.upper === 'FROM' && clause !== 'SELECT' && cursor.peek(2).kind !== 'end' ? null : clause;
}

/** Whether nothing of an expression or a list can follow: a clause, a closing bracket, the end. */
export function atListEnd(cursor: Cursor): boolean {
  const { token } = cursor;
  if (token.kind === 'end') return true;
  if (token.kind === 'operator')
    return token.upper === ';' || ((token.upper === ')' || token.upper === ']') && cursor.open > 0);
  return clauseAt(cursor) !== null;
}

/** Whether a query begins at the token `distance` behind the current one. */
export function queryAt(cursor: Cursor, distance: number): boolean {
  const token = cursor.peek(distance);
  if (token.kind === 'operator')
    return token.upper === '(' && bracketHoldsQuery(cursor, cursor.at + distance);
  if (token.kind !== 'word') return false;
  const next = cursor.peek(distance + 1);
  switch (token.upper) {
    case 'SELECT':
      return !followsAName(next);
    case 'WITH':
    case 'FROM':
      return (
        next.kind === 'word' ||
        next.kind === 'quoted' ||
        next.kind === 'template' ||
        (token.upper === 'FROM' && next.upper === '(')
      );
    case 'VALUES':
      return next.upper === '(' || next.kind === 'number' || next.kind === 'string';
    case 'TABLE': {
      // `table = 1` and `table AS x` are columns of that name; `TABLE t` stands alone.
      const named = next.kind === 'word' || next.kind === 'quoted' || next.kind === 'template';
      return named && next.upper !== 'AS' && !continuingWords.has(next.upper) && !clauseWords.has(next.upper);
    }
    default:
      return false;
  }
}

const afterQuery: ReadonlySet<string> = new Set([
  ')',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'MINUS',
  'SETMINUS',
  'ORDER',
  'SORT',
  'CLUSTER',
  'DISTRIBUTE',
  'LIMIT',
  'OFFSET',
]);

/** Whether the bracket with that token index holds a query: `(SELECT`, or `((SELECT …) UNION …`. */
function bracketHoldsQuery(cursor: Cursor, index: number): boolean {
  const { tokens, brackets } = cursor;
  let inner = index;
  while (tokens[inner + 1]?.upper === '(' && inner - index < 64) inner++;
  if (tokens[inner + 1]?.upper === '(') return false;
  const at = cursor.at;
  cursor.at = inner;
  const holds = queryAt(cursor, 1);
  cursor.at = at;
  if (!holds) return false;
  for (let bracket = inner; bracket > index; bracket--) {
    const partner = brackets.partner[bracket] ?? -1;
    const after = partner < 0 ? undefined : tokens[partner + 1];
    if (after !== undefined && after.kind !== 'end' && !afterQuery.has(after.upper)) return false;
  }
  return true;
}
