import type { ColumnReference, Query } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';

/** Every column that a query names, in any depth. */
export function columnReads(query: Query): readonly ColumnReference[] {
  const columns: ColumnReference[] = [];
  forEachExpression(query, (expression) => {
    if (expression.kind === 'column') columns.push(expression);
  });
  return columns;
}
