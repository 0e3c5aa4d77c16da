import type { Catalog } from '../../catalog/catalog.js';
import { addGroupBy, addGrouping } from '../../edits/sql.js';
import type { SelectScope } from '../../lineage/query/queryAnalysis.js';
import type { ColumnReference, GroupBy, Select, SelectItem, StarItem } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { joined, listedInPart } from '../wording.js';
import { ungroupedRollups } from '../databases/rollupMissing.js';
import { Grouping } from './grouping.js';
import { sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';
import { severedCalls } from './severedCalls.js';

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
  const severed = new Set([...severedCalls(checked, select.items, catalog).values()].map(({ rest }) => rest));
  const items = select.items.filter((item) => !severed.has(item));
  return groupBy
    ? eachOutput(checked, select, items, grouping)
    : withoutGroupBy(checked, select, items, grouping);
}

/** Each output that breaks the grouping is one mistake, and each column, however many outputs use it. */
function eachOutput(
  checked: ReadQuery,
  select: Select,
  items: readonly SelectItem[],
  grouping: Grouping,
): readonly QueryFinding[] {
  const told = new Set<string>();
  return items.flatMap((item) => {
    if (item.kind === 'star') return starFindings(item, grouping);
    const references = newOnes(checked, grouping.ungrouped(item), told);
    return columnsFindings(checked, select, references);
  });
}

/** That nothing is grouped is one mistake, whatever stands beside the aggregate. */
function withoutGroupBy(
  checked: ReadQuery,
  select: Select,
  items: readonly SelectItem[],
  grouping: Grouping,
): readonly QueryFinding[] {
  const stars = items.flatMap((item) => (item.kind === 'star' ? starFindings(item, grouping) : []));
  if (stars.length > 0) return stars.slice(0, 1);
  const all = items.flatMap((item) => (item.kind === 'star' ? [] : grouping.ungrouped(item)));
  return columnsFindings(checked, select, newOnes(checked, all, new Set()));
}

function newOnes(
  checked: ReadQuery,
  references: readonly ColumnReference[],
  told: Set<string>,
): readonly ColumnReference[] {
  return references.filter(({ range }) => {
    const key = textAt(checked, range).toLowerCase();
    return !told.has(key) && told.add(key);
  });
}

function columnsFindings(
  checked: ReadQuery,
  select: Select,
  references: readonly ColumnReference[],
): readonly QueryFinding[] {
  const [first] = references;
  if (!first) return [];
  const { groupBy } = select;
  const texts = references.map(({ range }) => textAt(checked, range));
  const names = listedInPart(texts);
  const [is, stands, it] = texts.length > 1 ? ['are', 'stand', 'them'] : ['is', 'stands', 'it'];
  return [
    {
      range: first.range,
      message: groupBy
        ? `${names} ${is} neither grouped nor aggregated, so Spark cannot choose one value of a group. Add ${it} to GROUP BY, or take MAX or FIRST of ${it}.`
        : `${names} ${stands} beside an aggregate in a query without GROUP BY. Group by ${it}, or take MAX or FIRST of ${it}.`,
      column: first.parts.at(-1)?.text ?? names,
      fixes: (query) => (groupBy ? addFix(query, groupBy, texts) : groupFix(query, select, texts)),
    },
  ];
}

/** How many columns of a star a message names. */
const shown = 3;

function starFindings(item: StarItem, grouping: Grouping): readonly QueryFinding[] {
  const columns = grouping.ungroupedOfStar(item);
  return columns.length > 0 ? [starFinding(item, columns)] : [];
}

function starFinding(item: StarItem, columns: readonly string[]): QueryFinding {
  const names = columns.slice(0, shown).map((name) => `\`${name}\``);
  const more = columns.length - names.length;
  const given = joined(more > 0 ? [...names, `${String(more)} more`] : names);
  return {
    range: item.range,
    message: `This star gives ${given}, neither grouped nor aggregated. Name the columns that are grouped, and take MAX or FIRST of others.`,
  };
}

function addFix(checked: ReadQuery, groupBy: GroupBy, texts: readonly string[]): readonly Fix[] {
  return [
    sqlFix(checked, {
      title: `Add ${named(texts)} to GROUP BY`,
      edits: () => addGroupBy(checked.parsed, groupBy, ...texts),
    }),
  ];
}

function groupFix(checked: ReadQuery, select: Select, texts: readonly string[]): readonly Fix[] {
  return [
    sqlFix(checked, {
      title: `Group by ${named(texts)}`,
      edits: () => addGrouping(checked.parsed, select, texts.join(', ')),
    }),
  ];
}

function named(texts: readonly string[]): string {
  return listedInPart(texts.map((text) => text.replace(/`/g, '')));
}
