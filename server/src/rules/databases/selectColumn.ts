import type { FileChange } from '../../edits/edit.js';
import { addItemsToSelect, sqlChange } from '../../edits/sql.js';
import type { Item } from '../../edits/queries/layout.js';
import type { Select } from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { SqlText, Table } from '../../tenant/tenant.js';
import { fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { waysToSelect, type Addition, type WayToSelect } from './waysToSelect.js';

/** An analysis stays the same as long as its query and what that reads do, and so do the ways in it. */
const knownWays = new KeptWith<Map<string, readonly WayToSelect[]>>();

/** The ways in which a SQL table's query can select a column that it reads; none where it is no SQL table. */
export function waysOf(context: RuleContext, table: Table, column: string): readonly WayToSelect[] {
  const { query } = table;
  const view = table.build?.value === 'sql' && query ? context.lineage.queryView(query) : null;
  if (!query?.parsed || query.text === null || !view) return [];
  const { analysis } = view;
  const known = knownWays.of(analysis, () => new Map<string, readonly WayToSelect[]>());
  const ways = known.get(column) ?? waysToSelect({ analysis, text: query.text, column });
  known.set(column, ways);
  return ways;
}

/** Fixes that select a column from where it is, one for each table that has it; preferred where that is one. */
export function selectFixes(context: RuleContext, table: Table, column: string): readonly Fix[] {
  const { query } = table;
  const ways = waysOf(context, table, column);
  if (!query) return [];
  return ways.map((way) =>
    fixOf({
      title: `Select \`${column}\` from \`${way.from}\``,
      preferred: ways.length === 1,
      addsOnly: true,
      changes: () => additionChanges(query, way.additions),
    }),
  );
}

/**
 * One fix that selects all of the columns that have one way each; empty where fewer than two have.
 * @param wanted the column that must be among them
 */
export function selectAllFix(
  context: RuleContext,
  table: Table,
  wanted: string,
  columns: readonly string[],
): readonly Fix[] {
  const { query } = table;
  const found = columns.flatMap((column) => {
    const [way, ...others] = waysOf(context, table, column);
    return way && others.length === 0 ? [{ column, way }] : [];
  });
  if (!query || found.length < 2 || !found.some(({ column }) => column === wanted)) return [];
  return [
    fixOf({
      title: `Select all that \`${table.name}\` lacks: ${listed(found.map(({ column }) => column))}`,
      addsOnly: true,
      changes: () =>
        additionChanges(
          query,
          found.flatMap(({ way }) => way.additions),
        ),
    }),
  ];
}

/** The change that adds items to the select lists of a query. */
export function additionChanges(query: SqlText, additions: readonly Addition[]): readonly FileChange[] {
  const { parsed } = query;
  if (!parsed) return [];
  const bySelect = new Map<Select, Item[]>();
  for (const { select, item } of additions) {
    const items = bySelect.get(select) ?? [];
    if (!items.some((each) => each.expression === item.expression)) items.push(item);
    bySelect.set(select, items);
  }
  const edits = [...bySelect].flatMap(([select, items]) => addItemsToSelect(parsed, select, items));
  const change = sqlChange(query, edits);
  return change ? [change] : [];
}
