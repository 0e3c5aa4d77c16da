import { addGroupBy } from '../../edits/sql.js';
import type { GroupBy, Select } from '../../sql/query.js';
import type { Rule, RuleContext } from '../rule.js';
import { Grouping } from './grouping.js';
import { reportAt, soundQueries, sqlFix, textAt, type ReadQuery } from './queries.js';

export const sqlGroupBy: Rule = {
  id: 'sql-group-by',
  group: 'sql',
  title: 'An output that is neither grouped nor aggregated',
  severity: 'error',
  requirements: ['SQL-H5'],
  sources: ['reference/sql_spark.html#sql-spark-group-by-clause'],
  check(context) {
    for (const checked of soundQueries(context)) {
      for (const select of checked.view.analysis.selects.keys()) checkSelect(context, checked, select);
    }
  },
};

function checkSelect(context: RuleContext, checked: ReadQuery, select: Select): void {
  const { groupBy } = select;
  if (!select.itemsKnown || groupBy?.all || groupBy?.sets) return;
  const grouping = new Grouping(context.catalog, checked, select);
  if (!groupBy && !grouping.aggregates()) return;
  const reported = new Set<string>();
  for (const item of select.items) {
    if (item.kind !== 'expression') continue;
    const reference = grouping.ungrouped(item);
    if (!reference) continue;
    const text = textAt(checked, reference.range);
    if (reported.has(text.toLowerCase())) continue;
    reported.add(text.toLowerCase());
    reportAt(context, checked, {
      range: reference.range,
      message: groupBy
        ? `\`${text}\` is neither grouped nor aggregated, so Spark cannot choose one value of a group. Add it to GROUP BY, or take MAX or FIRST of it.`
        : `\`${text}\` stands beside an aggregate in a query without GROUP BY. Group by it, or take MAX or FIRST of it.`,
      data: { column: reference.parts.at(-1)?.text ?? null },
      fixes: groupBy ? [addFix(checked, groupBy, text)] : [],
    });
  }
}

function addFix(checked: ReadQuery, groupBy: GroupBy, text: string) {
  return sqlFix(checked, {
    title: `Add \`${text}\` to GROUP BY`,
    edits: () => addGroupBy(checked.parsed, groupBy, text),
  });
}
