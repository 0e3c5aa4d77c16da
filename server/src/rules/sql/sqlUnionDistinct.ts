import { walkQuery } from '../../sql/walk.js';
import type { QueryBody, SetOperation } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { insertion, sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlUnionDistinct: Rule = {
  id: 'sql-union-distinct',
  group: 'sql',
  title: 'UNION that removes duplicates',
  severity: 'hint',
  requirements: ['SQL-P5', 'C19'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-faster-operations-are-better'],
  check(context) {
    checkEachQuery(context, bareUnions);
  },
};

function bareUnions(checked: ReadQuery): readonly QueryFinding[] {
  const operations: SetOperation[] = [];
  walkQuery(checked.query, { query: (query) => operations.push(...setOperations(query.body)) });
  return operations
    .filter((operation) => isBareUnion(checked, operation))
    .map((operation) => ({
      range: operation.operatorRange,
      message:
        'UNION compares all rows to remove duplicates, which costs time. Write UNION ALL where there are none, or UNION DISTINCT if that is meant.',
      fixes: (query) => [allFix(query, operation)],
    }));
}

/** Who writes UNION DISTINCT means it. */
function isBareUnion(checked: ReadQuery, { operator, all, operatorRange }: SetOperation): boolean {
  return operator === 'union' && !all && !/\bDISTINCT\b/i.test(textAt(checked, operatorRange));
}

function allFix(checked: ReadQuery, { operatorRange }: SetOperation): Fix {
  return sqlFix(checked, {
    title: 'Write UNION ALL',
    edits: () => {
      const word = /^\s*union\b/i.exec(textAt(checked, operatorRange))?.[0] ?? '';
      const all = word === word.toLowerCase() ? ' all' : ' ALL';
      return [insertion(operatorRange.start + word.length, all)];
    },
  });
}

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
