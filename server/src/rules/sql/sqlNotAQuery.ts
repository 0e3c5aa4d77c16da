import type { Rule } from '../rule.js';
import { checkedQueries, reportAt } from './queries.js';

export const sqlNotAQuery: Rule = {
  id: 'sql-not-a-query',
  group: 'sql',
  title: 'A statement that is no query',
  severity: 'error',
  requirements: [],
  sources: ['reference/sql_spark.html#sql-spark-about'],
  check(context) {
    for (const checked of checkedQueries(context)) {
      const { errors } = checked.parsed;
      // Of a query that broken YAML tears the rest may stand elsewhere.
      if (errors.some(({ kind }) => kind === 'torn')) continue;
      const error = errors.find(({ kind }) => kind === 'not-a-query');
      if (error) reportAt(context, checked, { range: error.range, message: error.message });
    }
  },
};
