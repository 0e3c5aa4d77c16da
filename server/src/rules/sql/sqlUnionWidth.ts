import type { Rule } from '../rule.js';
import { reportAt, soundQueries } from './queries.js';

export const sqlUnionWidth: Rule = {
  id: 'sql-union-width',
  group: 'sql',
  title: 'Branches of a UNION with different numbers of columns',
  severity: 'error',
  requirements: ['SQL-H8'],
  sources: ['reference/sql_spark.html#sql-spark-union-clause'],
  check(context) {
    for (const checked of soundQueries(context)) {
      for (const [operation, { left, right }] of checked.view.analysis.sides) {
        if (operation.byName || !left.exact || !right.exact) continue;
        if (left.columns.length === right.columns.length) continue;
        reportAt(context, checked, {
          range: operation.operatorRange,
          message: `Before this ${operation.operator.toUpperCase()} the query gives ${count(left.columns.length)}, behind it ${count(right.columns.length)}. Give both the same columns in the same order.`,
        });
      }
    }
  },
};

function count(columns: number): string {
  return `${columns} ${columns === 1 ? 'column' : 'columns'}`;
}
