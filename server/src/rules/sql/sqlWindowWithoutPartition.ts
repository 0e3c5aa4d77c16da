import type { Select, WindowSpecification } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { insertion, sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';
import { buildsOnUnknown, windowCalls, windowChain } from './windows.js';

export const sqlWindowWithoutPartition: Rule = {
  id: 'sql-window-without-partition',
  group: 'sql',
  title: 'A window over all rows at once',
  severity: 'warning',
  requirements: ['SQL-A2'],
  sources: ['operator/databases.html#databases-validation-alert-over-without-partition-by'],
  check(context) {
    checkEachQuery(context, openWindows);
  },
};

function openWindows(checked: ReadQuery): readonly QueryFinding[] {
  // A named window that many functions share is one finding, where it is defined.
  const findings = new Map<WindowSpecification, QueryFinding>();
  for (const { window, select } of windowCalls(checked)) {
    const chain = windowChain(window, select);
    const outermost = chain.at(-1) ?? window;
    if (chain.some((each) => each.partitionBy.length > 0) || buildsOnUnknown(window, select)) continue;
    findings.set(outermost, {
      range: outermost.range,
      message:
        'This window has no PARTITION BY, so one machine has to sort all rows. Partition it by a column with many values.',
      fixes: (query) => partitionFix(query, outermost, select),
    });
  }
  return [...findings.values()];
}

function partitionFix(
  checked: ReadQuery,
  window: WindowSpecification,
  select: Select | null,
): readonly Fix[] {
  const scope = select && checked.view.analysis.selects.get(select);
  // In a grouped query the window sees groups, which have no one Amperity ID.
  if (select?.groupBy) return [];
  const owner = scope?.tables.find(
    (table) => table.columns.byName.get('amperity_id')?.presence === 'certain',
  );
  if (!owner || !scope || (scope.tables.length > 1 && !owner.alias)) return [];
  const qualifier = scope.tables.length > 1 && owner.alias ? `${textAt(checked, owner.alias.range)}.` : '';
  const isEmpty = /^\s*\)/.test(checked.text.slice(window.insertAt));
  return [
    sqlFix(checked, {
      title: 'Partition by `amperity_id`',
      edits: () => [insertion(window.insertAt, `PARTITION BY ${qualifier}amperity_id${isEmpty ? '' : ' '}`)],
    }),
  ];
}
