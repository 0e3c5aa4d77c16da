import type { Select, WindowSpecification } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { insertion, readQueries, reportAt, sqlFix, textAt, type ReadQuery } from './queries.js';
import { buildsOnUnknown, windowCalls, windowChain } from './windows.js';

export const sqlWindowWithoutPartition: Rule = {
  id: 'sql-window-without-partition',
  group: 'sql',
  title: 'A window over all rows at once',
  severity: 'warning',
  requirements: ['SQL-A2'],
  sources: ['operator/databases.html#databases-validation-alert-over-without-partition-by'],
  check(context) {
    for (const checked of readQueries(context)) {
      const reported = new Set<WindowSpecification>();
      for (const { window, select } of windowCalls(checked)) {
        const chain = windowChain(window, select);
        const outermost = chain.at(-1) ?? window;
        // A named window that many functions share is one finding, where it is defined.
        if (chain.some((each) => each.partitionBy.length > 0) || reported.has(outermost)) continue;
        if (buildsOnUnknown(window, select)) continue;
        reported.add(outermost);
        reportAt(context, checked, {
          range: outermost.range,
          message:
            'This window has no PARTITION BY, so one machine has to sort all rows. Partition it by a column with many values.',
          fixes: partitionFix(checked, outermost, select),
        });
      }
    }
  },
};

function partitionFix(
  checked: ReadQuery,
  window: WindowSpecification,
  select: Select | null,
): readonly Fix[] {
  const scope = select && checked.view.analysis.selects.get(select);
  const owners = (scope?.tables ?? []).filter(
    (table) => table.columns.byName.get('amperity_id')?.presence === 'certain',
  );
  const [owner] = owners;
  if (!owner || !scope) return [];
  const qualifier = scope.tables.length > 1 && owner.alias ? `${textAt(checked, owner.alias.range)}.` : '';
  const space = window.orderBy.length > 0 ? ' ' : '';
  return [
    sqlFix(checked, {
      title: 'Partition by `amperity_id`',
      edits: () => [insertion(window.insertAt, `PARTITION BY ${qualifier}amperity_id${space}`)],
    }),
  ];
}
