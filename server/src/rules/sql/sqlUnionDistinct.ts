import { walkQuery } from '../../sql/walk.js';
import type { QueryBody, SetOperation } from '../../sql/query.js';
import type { Rule } from '../rule.js';
import { readQueries, reportAt, sqlFix, textAt } from './queries.js';

export const sqlUnionDistinct: Rule = {
  id: 'sql-union-distinct',
  group: 'sql',
  title: 'UNION that removes duplicates',
  severity: 'hint',
  requirements: ['SQL-P5', 'C19'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-faster-operations-are-better'],
  check(context) {
    for (const checked of readQueries(context)) {
      const operations: SetOperation[] = [];
      walkQuery(checked.query, { query: (query) => operations.push(...setOperations(query.body)) });
      for (const operation of operations) {
        if (operation.operator !== 'union' || operation.all) continue;
        reportAt(context, checked, {
          range: operation.operatorRange,
          message:
            'UNION compares all rows to remove duplicates, which costs time. Write UNION ALL where there are none.',
          fixes: [
            sqlFix(checked, {
              title: 'Write UNION ALL',
              edits: () => {
                const written = textAt(checked, operation.operatorRange);
                const newText = `${written.replace(/\s+DISTINCT$/i, '')} ${written === written.toLowerCase() ? 'all' : 'ALL'}`;
                return [{ range: operation.operatorRange, newText }];
              },
            }),
          ],
        });
      }
    }
  },
};

/** The set operations of one query, without those of the queries in it. */
function setOperations(body: QueryBody): readonly SetOperation[] {
  const operations: SetOperation[] = [];
  const pending: QueryBody[] = [body];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.kind !== 'set') continue;
    operations.push(at);
    pending.push(at.left, at.right);
  }
  return operations;
}
