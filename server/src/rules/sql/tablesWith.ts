import { sqlName } from '../../edits/queries/layout.js';
import type { QueryScope, Relation } from '../../lineage/lineage.js';
import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { RuleContext } from '../rule.js';
import { standardOf } from '../databases/rollup.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { Database } from '../../tenant/tenant.js';
import { absentNames } from './absentNames.js';
import type { ReadQuery } from './queries.js';

/**
 * The names of what certainly has all of some columns and may be read where a query reads `instead`, or reads nothing:
 * its CTEs, the tables of its database, core tables and sources. The likeliest first: CTEs, then what the documentation
 * makes the query's table from.
 * @param columns in any case; of none, nothing has all
 */
export function tablesWith(
  context: RuleContext,
  checked: ReadQuery,
  columns: readonly string[],
  instead: ScopeTable | null,
): readonly string[] {
  const keys = columns.map((column) => column.toLowerCase());
  const { scope } = checked.view;
  const inputs = usualInputs(context, scope);
  const relations = relationsWith(context, scope, keys)
    .filter((relation) => means(context, scope, relation) && !readsOwn(context, scope, relation))
    .filter((relation) => !context.lineage.upstream(relation).some((each) => isInDoubt(context, each)))
    .sort((a, b) => Number(inputs.has(standardOf(b) ?? '')) - Number(inputs.has(standardOf(a) ?? '')));
  const names = [...ctesWith(checked, keys, instead), ...relations.map(nameInSql)];
  const read = instead?.target?.kind === 'input' ? instead.target.input.name.at(-1) : instead?.alias?.text;
  const seen = new Set([read?.toLowerCase()]);
  return names.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase())).map(sqlName);
}

/** Those of the whole query that stand before the place; one that names its columns itself is left out. */
function ctesWith(
  { query, view }: ReadQuery,
  keys: readonly string[],
  instead: ScopeTable | null,
): readonly string[] {
  const end = instead?.node.range.start ?? Infinity;
  return query.ctes
    .filter((cte) => cte.range.end <= end && cte.columns.length === 0)
    .filter((cte) => {
      const columns = view.analysis.outputs.get(cte.query)?.byName;
      return keys.length > 0 && keys.every((key) => columns?.get(key)?.presence === 'certain');
    })
    .map((cte) => cte.name.text);
}

/** What certainly has a column, by its name in lower case. */
type ByColumn = ReadonlyMap<string, readonly Relation[]>;

const known = new KeptWith<Map<Database | null, ByColumn>>();

/** Looked up by the first column: a tenant in which every query is wrong has hundreds of tables to look through for each. */
function relationsWith(
  context: RuleContext,
  { database }: QueryScope,
  [first, ...others]: readonly string[],
): readonly Relation[] {
  const { lineage } = context;
  const byDatabase = known.of(lineage, () => new Map());
  const byColumn = byDatabase.get(database) ?? indexOf(context, database);
  byDatabase.set(database, byColumn);
  const found = first === undefined ? [] : (byColumn.get(first) ?? []);
  return found.filter((relation) => others.every((key) => lineage.stateOf(relation, key) === 'certain'));
}

function indexOf(context: RuleContext, database: Database | null): ByColumn {
  const { lineage, tenant } = context;
  const byColumn = new Map<string, Relation[]>();
  const relations = [
    ...(database?.tables ?? []).map((table) => database && lineage.relationOfTable(database, table)),
    ...lineage.coreTables,
    ...tenant.sources.map((source) => lineage.relationOfSource(source)),
  ];
  for (const relation of relations) {
    if (!relation || isInDoubt(context, relation)) continue;
    for (const [key, { presence }] of lineage.columnsOf(relation).columns) {
      if (presence !== 'certain') continue;
      const having = byColumn.get(key);
      if (having) having.push(relation);
      else byColumn.set(key, [relation]);
    }
  }
  return byColumn;
}

/** A query that itself names what is not there gives columns by these names all the same. */
function isInDoubt({ lineage }: RuleContext, relation: Relation): boolean {
  const text =
    relation.kind === 'table'
      ? relation.table.query
      : relation.kind === 'source'
        ? relation.source.query
        : null;
  const view = text && lineage.queryView(text);
  return view ? absentNames({ view }).length > 0 : false;
}

function nameInSql({ name }: Relation): string {
  return name.replace(/:/g, '_');
}

/** Whether its name means it where the query stands: a table hides a core table, and not from its own query. */
function means({ lineage }: RuleContext, scope: QueryScope, relation: Relation): boolean {
  const resolution = lineage.resolve(nameInSql(relation), scope);
  return resolution.kind === 'relation' && resolution.relation.id === relation.id;
}

/** Reading it would make a circle. */
function readsOwn(
  { lineage }: RuleContext,
  { database, table, source }: QueryScope,
  relation: Relation,
): boolean {
  const own =
    database && table
      ? lineage.relationOfTable(database, table)
      : source
        ? lineage.relationOfSource(source)
        : null;
  return own !== null && lineage.upstream(relation).some(({ id }) => id === own.id);
}

/** What the documentation makes the table from that the query is for. */
function usualInputs({ catalog }: RuleContext, { table }: QueryScope): ReadonlySet<string> {
  const standard = table?.standard ?? null;
  return new Set(standard === null ? [] : (catalog.standardTable(standard)?.dependsOn ?? []));
}
