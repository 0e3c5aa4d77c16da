import type { QueryAnalysis, ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { QueryView, Relation } from '../../lineage/lineage.js';
import type { Query, Select } from '../../sql/query.js';
import { walkExpression } from '../../sql/walk.js';
import type { Database, SqlText, Table } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';

/** A table that SQL builds in an active customer 360 database, with what its query's names mean. */
export interface Rollup {
  readonly database: Database;
  readonly table: Table;
  readonly query: SqlText;
  readonly view: QueryView;
  readonly relation: Relation;
}

/** The query of a SQL table in full; null where it is no SQL table or its query does not parse. */
export function rollupOf(context: RuleContext, database: Database, table: Table): Rollup | null {
  const { query } = table;
  if (table.build?.value !== 'sql' || !query?.parsed || query.parsed.errors.length > 0) return null;
  const view = context.lineage.queryView(query);
  return view
    ? { database, table, query, view, relation: context.lineage.relationOfTable(database, table) }
    : null;
}

/** The name of the standard table that a relation is, be it Stitch's own or a table of the database. */
export function standardOf(relation: Relation): string | null {
  if (relation.kind === 'core') return relation.name;
  return relation.kind === 'table' ? relation.table.standard : null;
}

/** True where a query groups, removes duplicates or looks at windows anywhere: it may then give one row per something. */
export function mayAggregate(view: QueryView): boolean {
  const { selects, sides } = view.analysis;
  if ([...sides.keys()].some((operation) => !operation.all)) return true;
  return [...selects.keys()].some(
    (select) => select.groupBy !== null || select.distinct || select.qualify !== null || hasWindow(select),
  );
}

function hasWindow(select: Select): boolean {
  let found = false;
  for (const item of select.items) {
    if (item.kind !== 'expression') continue;
    walkExpression(item.expression, {
      expression: (expression) => {
        if (expression.kind === 'call' && expression.window !== null) found = true;
      },
    });
  }
  return found;
}

/** The queries of the database's tables that a relation reads, directly or not, itself first. */
export function queriesBehind(context: RuleContext, rollup: Rollup): readonly QueryView[] {
  const views = context.lineage.upstream(rollup.relation).flatMap((relation) => {
    const query = relation.kind === 'table' ? relation.table.query : null;
    const view = query ? context.lineage.queryView(query) : null;
    return view ? [view] : [];
  });
  return [rollup.view, ...views];
}

/** The SELECT whose rows are the table's; null for a UNION and what else is no single SELECT. */
export function outermostSelect(query: Query): Select | null {
  let body = query.body;
  while (body.kind === 'parenthesized') body = body.query.body;
  return body.kind === 'select' ? body : null;
}

/**
 * The SELECTs whose rows reach the table: the outermost, and as long as one does nothing to the rows of the CTE or
 * subquery that it reads first (no condition, no grouping), the one within.
 */
export function selectsOfRows(analysis: QueryAnalysis): readonly Select[] {
  const found: Select[] = [];
  for (let query: Query | null = analysis.query; query;) {
    const select = outermostSelect(query);
    if (!select || found.includes(select)) break;
    found.push(select);
    const first = analysis.selects.get(select)?.tables[0];
    query = first && keepsRows(select) ? queryOf(first) : null;
  }
  return found;
}

function keepsRows({ groupBy, distinct, where, qualify, lateralViews, from }: Select): boolean {
  const changed = groupBy ?? where ?? qualify;
  if (changed !== null || distinct || lateralViews.length > 0 || from.length !== 1) return false;
  let [table] = from;
  while (table?.kind === 'join' && table.type === 'left') table = table.left;
  return table?.kind === 'named' || table?.kind === 'subquery';
}

/** The query that stands for a table in scope: of a CTE, of a subquery. */
export function queryOf({ target, node }: ScopeTable): Query | null {
  if (target?.kind === 'cte') return target.cte.query;
  return 'kind' in node && node.kind === 'subquery' ? node.query : null;
}
