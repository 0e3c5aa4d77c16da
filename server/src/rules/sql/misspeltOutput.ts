import type { QueryView } from '../../lineage/lineage.js';
import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { ExpressionItem, Query, SelectItem } from '../../sql/query.js';
import { outermostSelects } from '../../sql/walk.js';
import { queryOf } from '../databases/rollup.js';
import type { SqlText } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { nearestName } from './nearestName.js';
import { untaggedColumn } from './untaggedColumn.js';

/** A query and what its names mean. */
interface Place {
  readonly query: Query;
  readonly view: QueryView;
}

interface PlaceBehind extends Place {
  /** Where the text has a mistake of syntax, outputs may be lost in it. */
  readonly broken: boolean;
}

/** A passthrough is of a source or a core table, so that one step leads to what makes its columns. */
const mostPassthroughs = 2;

/**
 * True where a table lacks a column as its query, or one that it hands on by a star or a passthrough, cannot be read in
 * full, or selects under its own name a column that is not there, for which this one is meant: that is told there, and
 * mended there for all who read it.
 * @param name in any case
 */
export function isToldBehind(
  context: RuleContext,
  view: QueryView,
  searched: readonly ScopeTable[],
  name: string,
): boolean {
  return isToldFrom(
    context,
    searched.flatMap((table) => placeOf(context, view, table) ?? []),
    name,
  );
}

/**
 * The same of what a query itself gives; also where it names the column anywhere though nothing there has it.
 * @param name in any case
 */
export function isToldInQuery(context: RuleContext, text: SqlText | null, name: string): boolean {
  const place = text && placeOfText(context, text);
  if (!place) return false;
  const key = name.toLowerCase();
  for (const [{ parts }, { state, columnPart }] of place.view.analysis.columns)
    if (state === 'absent' && parts[columnPart]?.text.toLowerCase() === key) return true;
  return isToldFrom(context, [place], name);
}

function isToldFrom(context: RuleContext, places: readonly PlaceBehind[], name: string): boolean {
  const seen = new Set<Query>();
  const pending = [...places];
  for (let place = pending.pop(); place; place = pending.pop()) {
    if (seen.has(place.query)) continue;
    seen.add(place.query);
    if (place.broken || isMisspeltIn(context, place, name)) return true;
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
function placeOf(context: RuleContext, view: QueryView, table: ScopeTable): PlaceBehind | null {
  const within = queryOf(table);
  if (within) return { query: within, view, broken: false };
  let relation = view.relationOf(table);
  for (let steps = 0; steps < mostPassthroughs && relation?.kind === 'table'; steps += 1) {
    if (relation.table.query) return placeOfText(context, relation.table.query);
    // What is passed through is made where it comes from.
    relation = context.lineage.columnsOf(relation).reads[0] ?? null;
  }
  return relation?.kind === 'source' && relation.source.query
    ? placeOfText(context, relation.source.query)
    : null;
}

function placeOfText({ lineage }: RuleContext, text: SqlText): PlaceBehind | null {
  const own = lineage.queryView(text);
  const broken = (text.parsed?.errors.length ?? 0) > 0;
  return own ? { query: own.analysis.query, view: own, broken } : null;
}
