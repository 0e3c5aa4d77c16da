import { removeOrderBy } from '../../edits/sql.js';
import type { Query } from '../../sql/query.js';
import type { Rule } from '../rule.js';
import { sqlFix, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlOrderBy: Rule = {
  id: 'sql-order-by',
  group: 'sql',
  title: 'A table’s query that orders all its rows',
  severity: 'hint',
  requirements: ['SQL-P6'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-faster-operations-are-better'],
  check(context) {
    checkEachQuery(context, globalOrder);
  },
};

function globalOrder({ query }: ReadQuery): readonly QueryFinding[] {
  const ordered = orderedQuery(query);
  if (!ordered?.orderByRange) return [];
  return [
    {
      range: ordered.orderByRange,
      message:
        'A table has no order, so this ORDER BY only costs time. Remove it, or add a LIMIT if the first rows are meant.',
      fixes: (checked) =>
        ordered === checked.query
          ? [
              sqlFix(checked, {
                title: 'Remove ORDER BY',
                preferred: true,
                edits: () => removeOrderBy(checked.parsed),
              }),
            ]
          : [],
    },
  ];
}

/** The query, or one in brackets that is all of it, that orders every row; null where none does, or its order counts. */
function orderedQuery(query: Query): Query | null {
  if (query.limit || query.offset) return null;
  if (query.orderBy.length > 0) return query;
  return query.body.kind === 'parenthesized' ? orderedQuery(query.body.query) : null;
}
