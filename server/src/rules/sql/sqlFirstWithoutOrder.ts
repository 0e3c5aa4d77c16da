import type { ScopeColumn } from '../../lineage/query/queryAnalysis.js';
import { sqlName } from '../../edits/queries/layout.js';
import type { Select, WindowSpecification } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { insertion, readQueries, reportAt, sqlFix, type ReadQuery } from './queries.js';
import { buildsOnUnknown, windowCalls, windowChain } from './windows.js';

/** Functions whose result depends on the order of the rows. */
const ordered: ReadonlySet<string> = new Set([
  'FIRST',
  'FIRST_VALUE',
  'LAST',
  'LAST_VALUE',
  'NTH_VALUE',
  'ROW_NUMBER',
  'RANK',
  'DENSE_RANK',
  'PERCENT_RANK',
  'CUME_DIST',
  'NTILE',
  'LAG',
  'LEAD',
]);

export const sqlFirstWithoutOrder: Rule = {
  id: 'sql-first-without-order',
  group: 'sql',
  title: 'A first, last or ranked row without an order',
  severity: 'warning',
  requirements: ['SQL-P3', 'C63'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-general'],
  check(context) {
    for (const checked of readQueries(context)) {
      for (const { call, window, select } of windowCalls(checked)) {
        if (!ordered.has(call.name) || buildsOnUnknown(window, select)) continue;
        if (windowChain(window, select).some((each) => each.orderBy.length > 0)) continue;
        reportAt(context, checked, {
          range: call.nameRange,
          message: `\`${call.name}\` over a window without ORDER BY takes any row, another one at each run. Say by which column rows are ordered.`,
          fixes: orderFixes(checked, window, select),
        });
      }
    }
  },
};

/** Orders by a moment in time: the columns of the query's tables that hold one, the newest first. */
function orderFixes(checked: ReadQuery, window: WindowSpecification, select: Select | null): readonly Fix[] {
  const scope = select && checked.view.analysis.selects.get(select);
  // A window that is only a name (`OVER w`) has no brackets to write into.
  if (!scope || checked.text[window.range.end - 1] !== ')') return [];
  const moments = scope.tables
    .flatMap((table) => [...table.columns.byName.values()])
    .filter(isMoment)
    .slice(0, 3);
  return moments.map((column) =>
    sqlFix(checked, {
      title: `Order by \`${column.name}\`, the newest first`,
      edits: () => {
        const inside = checked.text.slice(window.insertAt, window.range.end - 1).trim();
        return [
          insertion(window.range.end - 1, `${inside === '' ? '' : ' '}ORDER BY ${sqlName(column.name)} DESC`),
        ];
      },
    }),
  );
}

function isMoment(column: ScopeColumn): boolean {
  return (
    column.presence === 'certain' &&
    !column.implicit &&
    (column.type === 'date' || column.type === 'datetime')
  );
}
