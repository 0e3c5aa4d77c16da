import type { Relation } from '../../lineage/lineage.js';
import type { SelectScope } from '../../lineage/query/queryAnalysis.js';
import type { Item } from '../../edits/queries/layout.js';
import { addItemsToSelect, addJoin, type SqlEdit } from '../../edits/sql.js';
import type { Select } from '../../sql/query.js';
import { outermostSelect, type Rollup } from './rollup.js';

/** A table that a query is to join by a column that both have. */
export interface TableToJoin {
  /** What stands behind JOIN: a name, or a subquery between brackets. */
  readonly table: string;
  readonly join: 'LEFT JOIN' | 'INNER JOIN' | 'LEFT SEMI JOIN';
  /** The column by which it is joined, as SQL reads it. */
  readonly key: string;
  /** A short name for it; a number follows where the query uses that name already. */
  readonly alias: string;
  /** The names of its columns: what else in the query has one of them must then say whose it is. */
  readonly columns: readonly string[];
  /** The columns to be selected from it. */
  readonly selected: readonly string[];
  /** What is joined, where that is a table and not a subquery: a query that reads it already needs no second join. */
  readonly relation?: Relation;
}

/**
 * The edits that join a table in the one SELECT of a query and select columns of it. A bare star and names that would
 * now mean two things are qualified. Null where the query groups its rows, has several branches, reads no table that
 * certainly has the key, or cannot be qualified with certainty.
 */
export function joinTableEdits(rollup: Rollup, toJoin: TableToJoin): readonly SqlEdit[] | null {
  const { query, view } = rollup;
  const select = outermostSelect(view.analysis.query);
  const scope = select && view.analysis.selects.get(select);
  if (!query.parsed || query.text === null || !select || !scope || select.groupBy || select.distinct)
    return null;
  if (!select.itemsKnown || !select.fromKnown || scope.merged.length > 0 || scope.openMerge) return null;
  const text = query.text;
  const joined = toJoin.relation && scope.tables.find((table) => view.relationOf(table) === toJoin.relation);
  if (joined?.alias) {
    const items = selectedFrom(text.slice(joined.alias.range.start, joined.alias.range.end), toJoin);
    return addItemsToSelect(query.parsed, select, items);
  }
  const base = scope.tables.find(
    ({ alias, columns }) => alias && columns.byName.get(toJoin.key.toLowerCase())?.presence === 'certain',
  );
  if (!base?.alias) return null;
  const qualified = qualifyingEdits(rollup, select, scope, toJoin);
  if (qualified === null) return null;
  const alias = freeAlias(scope, toJoin.alias);
  const on = `${alias}.${toJoin.key} = ${text.slice(base.alias.range.start, base.alias.range.end)}.${toJoin.key}`;
  const items = selectedFrom(alias, toJoin);
  return [
    ...qualified,
    ...(items.length > 0 ? addItemsToSelect(query.parsed, select, items) : []),
    ...addJoin(query.parsed, `${toJoin.join} ${toJoin.table} ${alias} ON (${on})`),
  ];
}

function selectedFrom(alias: string, { selected }: TableToJoin): readonly Item[] {
  return selected.map((column) => ({ expression: `${alias}.${column}`, alias: null }));
}

function freeAlias({ tables }: SelectScope, wanted: string): string {
  const taken = new Set(tables.flatMap(({ qualifier }) => qualifier.slice(-1)));
  let alias = wanted;
  for (let number = 2; taken.has(alias.toLowerCase()); number += 1) alias = `${wanted}${String(number)}`;
  return alias;
}

/** Puts a table before a bare star, and before every name that the joined table has too. */
function qualifyingEdits(
  { query, view }: Rollup,
  select: Select,
  scope: SelectScope,
  { columns, join }: TableToJoin,
): readonly SqlEdit[] | null {
  const text = query.text ?? '';
  // A semi join only filters: the other table's columns are in no scope but its condition.
  if (join === 'LEFT SEMI JOIN') return [];
  const edits: SqlEdit[] = [];
  for (const item of select.items) {
    if (item.kind !== 'star' || item.qualifier.length > 0) continue;
    const names = scope.tables.map(({ alias }) =>
      alias ? text.slice(alias.range.start, alias.range.end) : null,
    );
    if (names.includes(null) || (names.length > 1 && item.except.length > 0)) return null;
    const [first, ...others] = names;
    const { start } = item.range;
    edits.push({ range: { start, end: start }, newText: `${first ?? ''}.` });
    if (others.length > 0) {
      const newText = others.map((name) => `, ${name ?? ''}.*`).join('');
      edits.push({ range: { start: item.range.end, end: item.range.end }, newText });
    }
  }
  const shared = new Set(columns.map((column) => column.toLowerCase()));
  for (const [reference, { how, columnPart, matches }] of view.analysis.columns) {
    const [match, ...more] = matches;
    const name = reference.parts[0]?.text.toLowerCase() ?? '';
    if (how !== 'column' || columnPart !== 0 || !match?.table || !scope.tables.includes(match.table))
      continue;
    if (!shared.has(name)) continue;
    const { alias } = match.table;
    if (!alias || more.length > 0) return null;
    const { start } = reference.range;
    edits.push({
      range: { start, end: start },
      newText: `${text.slice(alias.range.start, alias.range.end)}.`,
    });
  }
  return edits;
}
