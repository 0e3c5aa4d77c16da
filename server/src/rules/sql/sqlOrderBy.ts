import { removeOrderBy } from '../../edits/sql.js';
import type { Rule } from '../rule.js';
import { readQueries, reportAt, sqlFix } from './queries.js';

export const sqlOrderBy: Rule = {
  id: 'sql-order-by',
  group: 'sql',
  title: 'A table’s query that orders all its rows',
  severity: 'hint',
  requirements: ['SQL-P6'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-faster-operations-are-better'],
  check(context) {
    for (const checked of readQueries(context)) {
      const { orderBy, orderByRange, limit } = checked.query;
      if (orderBy.length === 0 || !orderByRange || limit) continue;
      reportAt(context, checked, {
        range: orderByRange,
        message:
          'A table has no order, so this ORDER BY only costs time. Remove it, or add a LIMIT if the first rows are meant.',
        fixes: [
          sqlFix(checked, {
            title: 'Remove ORDER BY',
            preferred: true,
            edits: () => removeOrderBy(checked.parsed),
          }),
        ],
      });
    }
  },
};
