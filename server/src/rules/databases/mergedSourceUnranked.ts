import { sqlString } from '../../edits/queries/layout.js';
import { sqlChange } from '../../edits/sql.js';
import type { TableExpression, ValuesTable } from '../../sql/query.js';
import type { Source } from '../../tenant/tenant.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule } from '../rule.js';
import { listed } from '../wording.js';
import { tablesAs } from './customer360Databases.js';
import { namedSources } from './mergedSources.js';
import { rollupOf, type Rollup } from './rollup.js';

export const mergedSourceUnranked: Rule = {
  id: 'merged-source-unranked',
  group: 'databases',
  title: 'Merged_Customers ranks sources and leaves a profile source out',
  severity: 'hint',
  requirements: ['SQL-S2', 'SQL-S3'],
  sources: [
    'operator/table_merged_customers.html#table-merged-customers-sql-query-required-update-source-priority',
  ],
  check(context) {
    for (const { database, table } of tablesAs(context.tenant, 'Merged_Customers')) {
      const merged = rollupOf(context, database, table);
      if (!merged) continue;
      const ranked = new Set(
        namedSources(context, merged).flatMap(({ source }) => (source ? [source.key] : [])),
      );
      const left = context.lineage.profileSources.filter((source) => !ranked.has(source.key));
      if (ranked.size === 0 || left.length === 0) continue;
      context.report({
        place: table.place,
        message: `\`${table.name}\` ranks its sources and leaves out ${listed(left.map((source) => source.name))}, which then ${left.length === 1 ? 'comes' : 'come'} last. Rank ${left.length === 1 ? 'it' : 'them'} too.`,
        data: {
          database: database.name,
          table: table.name,
          source: left.length === 1 ? (left[0]?.name ?? null) : null,
          features: context.enabled,
        },
        fixes: addRank(merged, left),
      });
    }
  },
};

/** Adds rows to the first list of values whose rows are a source's name and one number. */
function addRank(merged: Rollup, left: readonly Source[]): readonly Fix[] {
  const values = [...merged.view.analysis.selects.keys()]
    .flatMap((select) => select.from)
    .map(rankingOf)
    .find((found) => found !== null);
  const last = values?.rows.at(-1)?.at(-1);
  const { query } = merged;
  if (!values || last?.kind !== 'literal' || query.text === null) return [];
  const highest = Math.max(
    ...values.rows.map((row) => (row[1]?.kind === 'literal' ? Number(row[1].value) : 0)),
  );
  const closing = query.text.indexOf(')', last.range.end);
  const between = betweenRows(values, query.text);
  const rows = left.map(
    (source, index) => `${between}(${sqlString(source.name)}, ${String(highest + 1 + index)})`,
  );
  return [
    fixOf({
      title: `Rank ${listed(left.map((source) => source.name))} last`,
      addsOnly: true,
      changes: () => {
        const at = closing + 1;
        const change = sqlChange(query, [{ range: { start: at, end: at }, newText: rows.join('') }]);
        return change ? [change] : [];
      },
    }),
  ];
}

/** What stands between the last two rows: one may be a line of its own, the comma before or behind it. */
function betweenRows({ rows }: ValuesTable, text: string): string {
  const [before, last] = rows.slice(-2);
  const from = before?.at(-1)?.range.end;
  const to = last?.at(0)?.range.start;
  if (from === undefined || to === undefined) return ', ';
  const found = /^\s*\)(\s*,\s*)\(\s*$/.exec(text.slice(from, to))?.[1];
  return found ?? ', ';
}

function rankingOf(table: TableExpression): ValuesTable | null {
  if (table.kind !== 'values') return null;
  const isRanking = table.rows.every(
    ([name, rank, ...rest]) =>
      rest.length === 0 &&
      name?.kind === 'literal' &&
      name.type === 'string' &&
      rank?.kind === 'literal' &&
      rank.type === 'integer',
  );
  return isRanking ? table : null;
}
