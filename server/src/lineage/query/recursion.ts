import type { CommonTableExpression, QueryBody } from '../../sql/query.js';
import { freeTables } from './freeTables.js';

/**
 * The part of a recursive CTE that starts it: the leftmost branch of its UNION. Null for a CTE that does not read
 * itself.
 */
export function madeByRecursion(cte: CommonTableExpression): QueryBody | null {
  const key = cte.name.text.toLowerCase();
  const readsItself = freeTables(cte.query).some(
    (table) => table.name.length === 1 && table.name[0]?.text.toLowerCase() === key,
  );
  if (!readsItself || cte.query.body.kind !== 'set') {
    return null;
  }
  let anchor: QueryBody = cte.query.body;
  while (anchor.kind === 'set') anchor = anchor.left;
  return anchor;
}
