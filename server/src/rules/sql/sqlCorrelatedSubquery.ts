import { enclosingSelects } from '../../lineage/query/enclosingSelects.js';
import type { SelectScope } from '../../lineage/query/queryAnalysis.js';
import { qualifierKey } from '../../lineage/query/resolveColumn.js';
import type { ColumnReference, Expression, Query, SqlRange } from '../../sql/query.js';
import { columnsOf, forEachExpression } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlCorrelatedSubquery: Rule = {
  id: 'sql-correlated-subquery',
  group: 'sql',
  title: 'A subquery that refers to the query around it',
  severity: 'warning',
  requirements: ['SQL-P10'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-subqueries'],
  check(context) {
    checkEachQuery(context, correlatedSubqueries);
  },
};

function correlatedSubqueries(checked: ReadQuery): readonly QueryFinding[] {
  const findings = new Map<ColumnReference, QueryFinding>();
  forEachExpression(checked.query, (expression) => {
    const inner = subqueryOf(expression);
    const reference = inner && firstCorrelated(checked, expression, inner);
    if (!reference) return;
    findings.set(reference, {
      range: reference.range,
      message: `This subquery refers to \`${textAt(checked, reference.range)}\` of the query around it, so it may run once for each row. Join the tables instead.`,
    });
  });
  return [...findings.values()];
}

/** EXISTS is left out: it is what the documentation advises in place of NOT IN. */
function subqueryOf(expression: Expression): Query | null {
  if (expression.kind === 'subquery') return expression.exists ? null : expression.query;
  return expression.kind === 'operation' ? expression.query : null;
}

function firstCorrelated(checked: ReadQuery, expression: Expression, inner: Query): ColumnReference | null {
  const found = columnsOf(expression).find(
    (reference) => holds(inner.range, reference.range) && leadsOutOf(checked, reference, inner),
  );
  return found ?? null;
}

/** A subquery within the subquery may well refer to the latter. */
function leadsOutOf(checked: ReadQuery, reference: ColumnReference, inner: Query): boolean {
  const { analysis } = checked.view;
  const resolution = analysis.columns.get(reference);
  if (resolution?.correlated !== true) return false;
  const [match] = resolution.matches;
  if (match?.table) return !holds(inner.range, match.table.node.range);
  // Where the columns of the tables are not known, the qualifier still tells the table.
  const [qualifier, ...others] = reference.parts;
  if (!qualifier || others.length === 0) return false;
  const owner = [...enclosingSelects(analysis, reference.range)]
    .reverse()
    .find((select) => names(analysis.selects.get(select), qualifier.text));
  return owner !== undefined && !holds(inner.range, owner.range);
}

function names(scope: SelectScope | undefined, qualifier: string): boolean {
  return (
    scope !== undefined && scope.tables.some((table) => table.qualifier.at(-1) === qualifierKey(qualifier))
  );
}

function holds(outer: SqlRange, inner: SqlRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
