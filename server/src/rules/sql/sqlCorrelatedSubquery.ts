import type { Expression, Query } from '../../sql/query.js';
import { columnsOf, forEachExpression } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { readQueries, reportAt, textAt, type ReadQuery } from './queries.js';

export const sqlCorrelatedSubquery: Rule = {
  id: 'sql-correlated-subquery',
  group: 'sql',
  title: 'A subquery that refers to the query around it',
  severity: 'warning',
  requirements: ['SQL-P10'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-subqueries'],
  check(context) {
    for (const checked of readQueries(context)) {
      forEachExpression(checked.query, (expression) => {
        const inner = subqueryOf(expression);
        const reference = inner && firstCorrelated(checked, expression, inner);
        if (!reference) return;
        reportAt(context, checked, {
          range: reference.range,
          message: `This subquery refers to \`${textAt(checked, reference.range)}\` of the query around it, so it may run once for each row. Join the tables instead.`,
        });
      });
    }
  },
};

/** EXISTS is left out: it is what the documentation advises in place of NOT IN. */
function subqueryOf(expression: Expression): Query | null {
  if (expression.kind === 'subquery') return expression.exists ? null : expression.query;
  return expression.kind === 'operation' ? expression.query : null;
}

function firstCorrelated(checked: ReadQuery, expression: Expression, inner: Query) {
  return columnsOf(expression).find(
    (reference) =>
      reference.range.start >= inner.range.start &&
      reference.range.end <= inner.range.end &&
      checked.view.analysis.columns.get(reference)?.correlated === true,
  );
}
