import type { Catalog } from '../../catalog/catalog.js';
import { addGroupBy, addGrouping } from '../../edits/sql.js';
import type { SelectScope } from '../../lineage/query/queryAnalysis.js';
import type { ColumnReference, GroupBy, Select, StarItem } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { joined } from '../wording.js';
import { ungroupedRollups } from '../databases/rollupMissing.js';
import { Grouping } from './grouping.js';
import { sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlGroupBy: Rule = {
  id: 'sql-group-by',
  group: 'sql',
  title: 'An output that is neither grouped nor aggregated',
  severity: 'error',
  requirements: ['SQL-H5'],
  sources: ['reference/sql_spark.html#sql-spark-group-by-clause'],
  check(context) {
    // Orders that are not grouped at all are one finding of their own, at the table.
    const told = new Set(ungroupedRollups(context).map(({ query }) => query));
    checkEachQuery(context, ungroupedOutputs, ({ sql }) => !told.has(sql));
  },
};

function ungroupedOutputs(checked: ReadQuery, catalog: Catalog): readonly QueryFinding[] {
  return [...checked.view.analysis.selects].flatMap(([select, scope]) =>
    ofSelect(checked, catalog, select, scope),
  );
}

function ofSelect(
  checked: ReadQuery,
  catalog: Catalog,
  select: Select,
  scope: SelectScope,
): readonly QueryFinding[] {
  const { groupBy } = select;
  if (!select.itemsKnown || groupBy?.all || groupBy?.sets) return [];
  const grouping = new Grouping(catalog, checked.view.analysis, select, scope);
  if (!grouping.known) return [];
  // HAVING without GROUP BY makes one group of all rows.
  if (!groupBy && !select.having && !grouping.aggregates()) return [];
  const findings = new Map<string, QueryFinding>();
  for (const item of select.items) {
    if (item.kind === 'star') {
      const columns = grouping.ungroupedOfStar(item);
      if (columns.length > 0) findings.set(`* ${String(item.range.start)}`, starFinding(item, columns));
      continue;
    }
    for (const reference of grouping.ungrouped(item)) {
      const text = textAt(checked, reference.range);
      // One column is one mistake, however many outputs use it.
      if (!findings.has(text.toLowerCase()))
        findings.set(text.toLowerCase(), columnFinding(select, reference, text));
    }
  }
  return [...findings.values()];
}

function columnFinding(select: Select, reference: ColumnReference, text: string): QueryFinding {
  const { groupBy } = select;
  return {
    range: reference.range,
    message: groupBy
      ? `\`${text}\` is neither grouped nor aggregated, so Spark cannot choose one value of a group. Add it to GROUP BY, or take MAX or FIRST of it.`
      : `\`${text}\` stands beside an aggregate in a query without GROUP BY. Group by it, or take MAX or FIRST of it.`,
    column: reference.parts.at(-1)?.text ?? text,
    fixes: (query) => (groupBy ? addFix(query, groupBy, text) : groupFix(query, select, text)),
  };
}

/** How many columns of a star a message names. */
const shown = 3;

function starFinding(item: StarItem, columns: readonly string[]): QueryFinding {
  const names = columns.slice(0, shown).map((name) => `\`${name}\``);
  const more = columns.length - names.length;
  const given = joined(more > 0 ? [...names, `${String(more)} more`] : names);
  return {
    range: item.range,
    message: `This star gives ${given}, neither grouped nor aggregated. Name the columns that are grouped, and take MAX or FIRST of others.`,
  };
}

function addFix(checked: ReadQuery, groupBy: GroupBy, text: string): readonly Fix[] {
  return [
    sqlFix(checked, {
      title: `Add \`${text.replace(/`/g, '')}\` to GROUP BY`,
      edits: () => addGroupBy(checked.parsed, groupBy, text),
    }),
  ];
}

function groupFix(checked: ReadQuery, select: Select, text: string): readonly Fix[] {
  return [
    sqlFix(checked, {
      title: `Group by \`${text.replace(/`/g, '')}\``,
      edits: () => addGrouping(checked.parsed, select, text),
    }),
  ];
}
