import { sqlName } from '../../edits/queries/layout.js';
import type { QueryScope, Relation } from '../../lineage/lineage.js';
import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { RuleContext } from '../rule.js';
import { standardOf } from '../databases/rollup.js';
import type { ReadQuery } from './queries.js';

/** What a query could read, as its name is written there. */
interface Readable {
  readonly name: string;
  readonly has: (column: string) => boolean;
  /** Null for a CTE. */
  readonly relationOf: (() => Relation) | null;
}

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
  if (columns.length === 0) return [];
  const all = [...ctesBefore(checked, instead), ...relationsFor(context, checked)];
  const seen = new Set<string>(instead?.target?.kind === 'input' ? instead.target.input.name.map(lower) : []);
  const scope = checked.view.scope;
  const found = all.flatMap(({ name, has, relationOf }) => {
    // A name means the first that has it.
    if (seen.has(lower(name))) return [];
    seen.add(lower(name));
    if (!columns.every(has)) return [];
    const relation = relationOf?.() ?? null;
    return relation !== null && readsOwn(context, scope, relation) ? [] : [{ name, relation }];
  });
  const inputs = usualInputs(context, scope);
  const rank = (relation: Relation | null): number =>
    relation === null ? 0 : inputs.has(standardOf(relation) ?? '') ? 1 : 2;
  return found.sort((a, b) => rank(a.relation) - rank(b.relation)).map(({ name }) => sqlName(name));
}

function lower(name: string): string {
  return name.toLowerCase();
}

/** Those of the whole query that stand before the place; one that names its columns itself is left out. */
function ctesBefore({ query, view }: ReadQuery, instead: ScopeTable | null): readonly Readable[] {
  const end = instead?.node.range.start ?? Infinity;
  return query.ctes
    .filter((cte) => cte.range.end <= end && cte.columns.length === 0)
    .map((cte) => {
      const columns = view.analysis.outputs.get(cte.query)?.byName;
      return {
        name: cte.name.text,
        has: (column) => columns?.get(column.toLowerCase())?.presence === 'certain',
        relationOf: null,
      };
    });
}

function relationsFor({ tenant, lineage }: RuleContext, { view }: ReadQuery): readonly Readable[] {
  const { database, table, source } = view.scope;
  const tables = database?.tables.filter((each) => each !== table) ?? [];
  const sources = tenant.sources.filter((each) => each !== source);
  const readable = (name: string, relationOf: () => Relation): Readable => ({
    name,
    has: (column) => lineage.stateOf(relationOf(), column) === 'certain',
    relationOf,
  });
  return [
    ...(database
      ? tables.map((each) => readable(each.name, () => lineage.relationOfTable(database, each)))
      : []),
    ...lineage.coreTables.map((core) => readable(core.name, () => core)),
    ...sources.map((each) => readable(each.name.replace(/:/g, '_'), () => lineage.relationOfSource(each))),
  ];
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
