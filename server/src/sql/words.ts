/** Words that can only continue an expression, a clause or a CASE: none of them begins an expression. */
export const continuingWords: ReadonlySet<string> = new Set([
  'AS',
  'AND',
  'OR',
  'IS',
  'IN',
  'BETWEEN',
  'LIKE',
  'ILIKE',
  'RLIKE',
  'REGEXP',
  'DIV',
  'ESCAPE',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
  'BY',
  'ON',
  'USING',
  'ASC',
  'DESC',
  'OVER',
]);

export const setOperators: ReadonlySet<string> = new Set([
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'MINUS',
  'SETMINUS',
]);

export const joinWords: ReadonlySet<string> = new Set([
  'JOIN',
  'INNER',
  'LEFT',
  'RIGHT',
  'FULL',
  'CROSS',
  'NATURAL',
  'SEMI',
  'ANTI',
]);

/** Words that may begin a clause; whether they do depends on what follows. */
export const clauseWords: ReadonlySet<string> = new Set([
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'WINDOW',
  'ORDER',
  'SORT',
  'CLUSTER',
  'DISTRIBUTE',
  'LIMIT',
  'OFFSET',
  'LATERAL',
  ...setOperators,
  ...joinWords,
  'ON',
  'USING',
]);

/** What Spark reads as the name of a column, but not as the name of a table without backticks. */
export const notTableAliases: ReadonlySet<string> = new Set([
  ...joinWords,
  ...setOperators,
  'LATERAL',
  'ON',
  'USING',
]);

/** First words of statements that are no queries. */
export const otherStatements: ReadonlySet<string> = new Set([
  'CREATE',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'DROP',
  'ALTER',
  'TRUNCATE',
  'SET',
  'RESET',
  'USE',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'GRANT',
  'REVOKE',
  'REFRESH',
  'CACHE',
  'UNCACHE',
  'ANALYZE',
  'MSCK',
  'LOAD',
  'COPY',
  'OPTIMIZE',
  'VACUUM',
  'CALL',
  'DECLARE',
  'EXECUTE',
  'COMMENT',
  'REPLACE',
  'LIST',
  'ADD',
  'CLEAR',
  'REPAIR',
  'BEGIN',
  'COMMIT',
  'ROLLBACK',
  'LOCK',
  'UNLOCK',
  'EXPORT',
  'IMPORT',
]);

const startingOperators: ReadonlySet<string> = new Set(['(', '-', '+', '~', '!', '*']);
const startingKinds: ReadonlySet<string> = new Set([
  'quoted',
  'string',
  'binary',
  'number',
  'parameter',
  'template',
]);

/** Operators that Spark has as functions too: `rlike(email, 'a')`. */
const operatorFunctions: ReadonlySet<string> = new Set(['LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'DIV']);

/** Whether a word is an operator's and a bracket right behind it makes it a function's. */
export function callsOperator(
  token: { readonly upper: string; readonly end: number },
  next: { readonly upper: string; readonly start: number },
): boolean {
  return operatorFunctions.has(token.upper) && next.upper === '(' && next.start === token.end;
}

/** Whether a token can begin an expression, the words of clauses left aside. */
export function beginsExpression(token: { readonly kind: string; readonly upper: string }): boolean {
  if (token.kind === 'word') return !continuingWords.has(token.upper);
  return startingKinds.has(token.kind) || startingOperators.has(token.upper);
}
