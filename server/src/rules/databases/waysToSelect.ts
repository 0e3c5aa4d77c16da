import { sqlName } from '../../edits/queries/layout.js';
import type { Item } from '../../edits/queries/layout.js';
import type { QueryAnalysis, ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { Query, QueryBody, Select } from '../../sql/query.js';

/** An item that a select list is to have beside its own. */
export interface Addition {
  readonly select: Select;
  readonly item: Item;
}

/** One way to have a query put out a column that it reads from somewhere and does not select. */
export interface WayToSelect {
  /** The table, CTE or subquery that has the column, as a person calls it. */
  readonly from: string;
  readonly additions: readonly Addition[];
}

/** The column that a query is to put out. */
export interface WantedColumn {
  readonly analysis: QueryAnalysis;
  /** The query's text. */
  readonly text: string;
  readonly column: string;
  /** The tables in scope that are taken to have the column, as a fix gives it to them at the same time. */
  readonly willHave?: (table: ScopeTable) => boolean;
}

/**
 * Every way in which the outermost select list, and those of CTEs and subqueries before it, can select a column from a
 * table that certainly has it. A query of several branches has at most one way, as all of them must select it.
 */
export function waysToSelect(wanted: WantedColumn): readonly WayToSelect[] {
  return waysInBody(wanted, wanted.analysis.query.body);
}

function waysInBody(wanted: WantedColumn, body: QueryBody): readonly WayToSelect[] {
  if (body.kind === 'parenthesized') return waysInBody(wanted, body.query.body);
  if (body.kind === 'select') return waysInSelect(wanted, body);
  if (body.kind !== 'set') return [];
  const left = waysInBody(wanted, body.left);
  const right = waysInBody(wanted, body.right);
  const [first, second] = [left[0], right[0]];
  // With a choice in one of the branches no way is the sensible one.
  if (!first || !second || left.length > 1 || right.length > 1) return [];
  const from = first.from === second.from ? first.from : `${first.from} and ${second.from}`;
  return [{ from, additions: [...first.additions, ...second.additions] }];
}

function waysInSelect(wanted: WantedColumn, select: Select): readonly WayToSelect[] {
  const { analysis, text, column, willHave = () => false } = wanted;
  const scope = analysis.selects.get(select);
  if (!scope || !select.itemsKnown || !select.fromKnown) return [];
  const merged = scope.merged.some((each) => each.name === column.toLowerCase());
  const several = scope.tables.length > 1 && !merged;
  const ways = scope.tables.flatMap((table): readonly WayToSelect[] => {
    const known = table.columns.byName.get(column.toLowerCase());
    const found = known?.presence === 'certain' || willHave(table);
    if (known && !found) return [];
    const behind = found ? [] : waysBehind(wanted, table);
    if (!found && behind.length !== 1) return [];
    const from = found ? nameOfTable(table) : (behind[0]?.from ?? nameOfTable(table));
    const inner = behind.flatMap((way) => way.additions);
    // A star takes up by itself what the CTE or subquery gives from now on.
    if (!found && hasStarOver(analysis, select, table)) return [{ from, additions: inner }];
    const item = itemFor(select, table, known?.name ?? column, several, text);
    return item === null ? [] : [{ from, additions: [...inner, { select, item }] }];
  });
  return merged ? ways.slice(0, 1) : ways;
}

/** True where a star of the list stands for the columns of a table in scope. */
export function hasStarOver({ stars }: QueryAnalysis, select: Select, table: ScopeTable): boolean {
  return select.items.some((item) => item.kind === 'star' && stars.get(item)?.tables.includes(table));
}

/** The ways inside a CTE or subquery whose own list does not have the column. */
function waysBehind(wanted: WantedColumn, table: ScopeTable): readonly WayToSelect[] {
  const inner = queryOf(table);
  return inner && table.columns.complete ? waysInBody(wanted, inner.body) : [];
}

/** The query of a CTE or subquery whose columns no list of aliases renames. */
function queryOf(table: ScopeTable): Query | null {
  if (table.target?.kind === 'cte')
    return table.target.cte.columns.length === 0 ? table.target.cte.query : null;
  const { node } = table;
  return 'kind' in node && node.kind === 'subquery' && node.columnAliases.length === 0 ? node.query : null;
}

function nameOfTable(table: ScopeTable): string {
  if (table.target?.kind === 'input') return table.target.input.name.join('.');
  return table.alias?.text ?? 'the subquery';
}

/** The item as this list would have it: qualified where several tables are in scope, aggregated where it groups. */
function itemFor(
  select: Select,
  table: ScopeTable,
  column: string,
  several: boolean,
  text: string,
): Item | null {
  const { alias } = table;
  if (several && !alias) return null;
  const qualifier = several && alias ? `${text.slice(alias.range.start, alias.range.end)}.` : '';
  const expression = `${qualifier}${sqlName(column)}`;
  if (!select.groupBy) return { expression, alias: null };
  return { expression: `${aggregateOf(select)}(${expression})`, alias: column };
}

const aggregates = ['FIRST', 'FIRST_VALUE', 'ANY_VALUE', 'LAST', 'LAST_VALUE', 'MIN', 'MAX'];

/** The function by which this list takes one value of a group most often; the largest where it has none. */
function aggregateOf(select: Select): string {
  const counts = new Map<string, number>();
  for (const item of select.items) {
    if (item.kind !== 'expression' || item.expression.kind !== 'call' || item.expression.window) continue;
    const { name, args } = item.expression;
    if (aggregates.includes(name) && args[0]?.kind === 'column')
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'MAX';
}
