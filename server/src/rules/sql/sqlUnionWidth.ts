import type { Rule } from '../rule.js';
import type { ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlUnionWidth: Rule = {
  id: 'sql-union-width',
  group: 'sql',
  title: 'Branches of a UNION with different numbers of columns',
  severity: 'error',
  requirements: ['SQL-H8'],
  sources: ['reference/sql_spark.html#sql-spark-union-clause'],
  check(context) {
    checkEachQuery(context, unevenBranches);
  },
};

function unevenBranches({ view }: ReadQuery): readonly QueryFinding[] {
  return [...view.analysis.sides].flatMap(([operation, { left, right }]): readonly QueryFinding[] => {
    if (operation.byName || !left.exact || !right.exact) return [];
    if (left.columns.length === right.columns.length) return [];
    return [
      {
        range: operation.operatorRange,
        message: `Before this ${operation.operator.toUpperCase()} the query gives ${count(left.columns.length)}, behind it ${count(right.columns.length)}. Give both the same columns in the same order.`,
      },
    ];
  });
}

function count(columns: number): string {
  return `${String(columns)} ${columns === 1 ? 'column' : 'columns'}`;
}
