import type { Join, TableExpression } from '../../sql/query.js';
import { walkQuery } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { commasBeforeAliases } from './commaBeforeAlias.js';
import type { ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlImplicitCrossJoin: Rule = {
  id: 'sql-implicit-cross-join',
  group: 'sql',
  title: 'A join without a condition',
  severity: 'warning',
  requirements: ['SQL-A1'],
  sources: ['operator/databases.html#databases-validation-alert-implicit-cross-join'],
  check(context) {
    checkEachQuery(context, implicitCrossJoins);
  },
};

function implicitCrossJoins({ query, view }: ReadQuery): readonly QueryFinding[] {
  const findings: QueryFinding[] = [];
  // A comma that makes a table of an alias is told at the alias.
  const told = new Set(commasBeforeAliases(view.analysis).map(({ comma }) => comma));
  walkQuery(query, {
    table: (table) => {
      if (table.kind !== 'join' || !isImplicitCross(table) || told.has(table.joinRange)) return;
      findings.push({
        range: table.joinRange,
        message: table.comma
          ? 'A comma between tables joins every row with every row, which can be millions of millions. Write JOIN with ON or USING, or CROSS JOIN if that is meant.'
          : 'This join has neither ON nor USING, so it joins every row with every row. Say by which columns, or write CROSS JOIN if that is meant.',
      });
    },
  });
  return findings;
}

function isImplicitCross(join: Join): boolean {
  if (join.comma) return !readsTheLeft(join.right);
  if (join.type === 'cross' || join.natural || join.on || join.using.length > 0) return false;
  return !readsTheLeft(join.right);
}

/** A table that is made of each row of the left side pairs with nothing else. */
function readsTheLeft(table: TableExpression): boolean {
  if (table.kind === 'function') return true;
  return table.kind === 'subquery' && table.lateral;
}
