import type { QueryView } from '../../lineage/lineage.js';
import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { ExpressionItem, Query, SelectItem } from '../../sql/query.js';
import { outermostSelects } from '../../sql/walk.js';
import { queryOf } from '../databases/rollup.js';
import type { RuleContext } from '../rule.js';
import { nearestName } from './nearestName.js';
import { untaggedColumn } from './untaggedColumn.js';

/** A query and what its names mean. */
interface Place {
  readonly query: Query;
  readonly view: QueryView;
}

/**
 * True where a table lacks a column as its query, or one that it hands on by a star, selects under its own name a
 * column that is not there, for which this one is meant: that is told there, and mended there for all who read it.
 * @param name in any case
 */
export function isMisspeltBehind(
  context: RuleContext,
  view: QueryView,
  searched: readonly ScopeTable[],
  name: string,
): boolean {
  const seen = new Set<Query>();
  const pending = searched.flatMap((table) => placeOf(context, view, table) ?? []);
  for (let place = pending.pop(); place; place = pending.pop()) {
    if (seen.has(place.query)) continue;
    seen.add(place.query);
    if (isMisspeltIn(context, place, name)) return true;
    const { query, view: own } = place;
    for (const item of namingItems(query)) {
      if (item.kind !== 'star') continue;
      const tables = own.analysis.stars.get(item)?.tables ?? [];
      pending.push(...tables.flatMap((table) => placeOf(context, own, table) ?? []));
    }
  }
  return false;
}

/** True where a query itself selects, under its own name, a column that is not there, for which this one is meant. */
export function isMisspeltIn(context: RuleContext, { query, view }: Place, name: string): boolean {
  return namingItems(query).some((item) => item.kind === 'expression' && isMeant(context, view, item, name));
}

/** What names a query's columns: of a UNION the list of its first branch. */
function namingItems(query: Query): readonly SelectItem[] {
  return outermostSelects(query)[0]?.items ?? [];
}

function isMeant(context: RuleContext, view: QueryView, item: ExpressionItem, name: string): boolean {
  if (item.aliases.length > 0 || item.expression.kind !== 'column') return false;
  const resolution = view.analysis.columns.get(item.expression);
  if (resolution?.state !== 'absent') return false;
  const { searched } = resolution;
  if (untaggedColumn(context, { view }, searched, item.name) !== null) return false;
  const there = searched.flatMap(({ columns }) => [...columns.byName.keys()]);
  return nearestName(item.name, there) === name.toLowerCase();
}

/** The query that makes a table in scope; null where none does. */
function placeOf({ lineage }: RuleContext, view: QueryView, table: ScopeTable): Place | null {
  const within = queryOf(table);
  if (within) return { query: within, view };
  const relation = view.relationOf(table);
  const text =
    relation?.kind === 'table'
      ? relation.table.query
      : relation?.kind === 'source'
        ? relation.source.query
        : null;
  const own = text ? lineage.queryView(text) : null;
  return own ? { query: own.analysis.query, view: own } : null;
}
