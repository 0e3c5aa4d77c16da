import { sqlName } from '../../edits/queries/layout.js';
import type { ScopeColumn, SelectScope } from '../../lineage/query/queryAnalysis.js';
import type { Select, WindowSpecification } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { insertion, sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';
import { buildsOnUnknown, windowCalls, windowChain } from './windows.js';

/** Functions that take the value of one row, which one the order tells. */
const ofOneRow: ReadonlySet<string> = new Set([
  'FIRST',
  'FIRST_VALUE',
  'LAST',
  'LAST_VALUE',
  'NTH_VALUE',
  'LAG',
  'LEAD',
]);

/** Functions that count rows in their order. */
const ranks: ReadonlySet<string> = new Set([
  'ROW_NUMBER',
  'RANK',
  'DENSE_RANK',
  'PERCENT_RANK',
  'CUME_DIST',
  'NTILE',
]);

export const sqlFirstWithoutOrder: Rule = {
  id: 'sql-first-without-order',
  group: 'sql',
  title: 'A first, last or ranked row without an order',
  severity: 'warning',
  requirements: ['SQL-P3', 'C63'],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-general'],
  check(context) {
    checkEachQuery(context, unorderedWindows);
  },
};

function unorderedWindows(checked: ReadQuery): readonly QueryFinding[] {
  return windowCalls(checked).flatMap(({ call, window, select }): readonly QueryFinding[] => {
    const takes = ofOneRow.has(call.name);
    if (!(takes || ranks.has(call.name)) || buildsOnUnknown(window, select)) return [];
    const chain = windowChain(window, select);
    if (chain.some((each) => each.orderBy.length > 0)) return [];
    const effect = takes ? 'takes any row, another one at each run' : 'ranks rows in any order';
    return [
      {
        range: call.nameRange,
        message: `\`${call.name}\` over a window without ORDER BY ${effect}. Say by which column rows are ordered.`,
        fixes: (query) => orderFixes(query, chain.at(-1) ?? window, select),
      },
    ];
  });
}

/** How many columns are offered to order by. */
const offered = 3;

/** Orders by a column that holds a moment, the newest first; where no table has one, by any column that it has. */
function orderFixes(checked: ReadQuery, window: WindowSpecification, select: Select | null): readonly Fix[] {
  const scope = select && checked.view.analysis.selects.get(select);
  // In a grouped query the window sees groups, of which most columns have no one value.
  if (!scope || select.groupBy || !mayTakeOrder(checked, window)) return [];
  const all = columnsIn(checked, scope);
  const moments = all.filter(({ column }) => column.type === 'date' || column.type === 'datetime');
  const { insertAt, range } = window;
  const inside = checked.text.slice(insertAt, range.end - 1);
  const space = inside.trim() === '' || /\s$/.test(inside) ? '' : ' ';
  return (moments.length > 0 ? moments : all).slice(0, offered).map(({ column, written }) => {
    const isMoment = moments.length > 0;
    return sqlFix(checked, {
      title: `Order by \`${column.name}\`${isMoment ? ', the newest first' : ''}`,
      edits: () => [insertion(range.end - 1, `${space}ORDER BY ${written}${isMoment ? ' DESC' : ''}`)],
    });
  });
}

/** Behind a frame (`ROWS BETWEEN …`) ORDER BY cannot stand, and `OVER w` has no brackets to write into. */
function mayTakeOrder({ text }: ReadQuery, window: WindowSpecification): boolean {
  if (text[window.range.end - 1] !== ')') return false;
  const last = window.partitionBy.at(-1);
  const behind = text.slice(last?.range.end ?? window.insertAt, window.range.end - 1);
  return /^[\s)]*$/.test(behind);
}

interface OrderColumn {
  readonly column: ScopeColumn;
  /** As the query has to spell it. */
  readonly written: string;
}

function columnsIn(checked: ReadQuery, { tables }: SelectScope): readonly OrderColumn[] {
  return tables.flatMap((table) => {
    const { alias } = table;
    if (tables.length > 1 && !alias) return [];
    const qualifier = tables.length > 1 && alias ? `${textAt(checked, alias.range)}.` : '';
    return [...table.columns.byName.values()]
      .filter((column) => column.presence === 'certain' && !column.implicit)
      .map((column) => ({ column, written: `${qualifier}${sqlName(column.name)}` }));
  });
}
