import type { Resolution } from '../../lineage/lineage.js';
import type { Input } from '../../lineage/query/queryAnalysis.js';
import type { NamedTable } from '../../sql/query.js';
import { sourceKey, type Database, type Table } from '../../tenant/tenant.js';
import { lackOfTagsIsTold } from '../databases/customer360Databases.js';
import { isMeantByOther } from '../databases/misnamedTables.js';
import { lacksRequiredTable } from '../databases/missingTables.js';
import { isReadByName } from '../databases/readTables.js';
import { nearestTable } from '../nearestTable.js';
import type { RuleContext } from '../rule.js';
import { commasBeforeAliases, type CommaBeforeAlias } from './commaBeforeAlias.js';
import { isLongEnough } from './nearestName.js';
import { soundQueries, type ReadQuery } from './queries.js';

/** A name that a query reads and that certainly means nothing. */
export interface UnknownTable {
  readonly checked: ReadQuery;
  readonly name: string;
  readonly kind: Exclude<Resolution['kind'], 'relation'>;
  /** Where the query reads it, the first of the text first. */
  readonly tables: readonly [NamedTable, ...NamedTable[]];
  /** The name that was most likely meant. */
  readonly near: string | null;
  /** Set where it stands behind a comma, and is an alias by all that is seen. */
  readonly comma: CommaBeforeAlias | null;
}

/** What is one cause: a name in one query, or in several that a misnamed table explains. */
export interface UnknownTables {
  readonly reads: readonly [UnknownTable, ...UnknownTable[]];
  /** The table that should have the name. */
  readonly misnamed: Table | null;
}

/** The names that queries read and that mean nothing, by cause. */
export function unknownTables(context: RuleContext): readonly UnknownTables[] {
  const groups = new Map<string, [UnknownTable, ...UnknownTable[]]>();
  for (const checked of soundQueries(context)) {
    const { analysis } = checked.view;
    const inputs = analysis.inputs.filter(({ state }) => state !== 'relation');
    const commas = new Map(
      (inputs.length === 0 ? [] : commasBeforeAliases(analysis)).map((comma) => [comma.alias, comma]),
    );
    for (const input of inputs) {
      const unknown = unknownOf(context, checked, input, commas);
      if (!unknown) continue;
      const key = `${checked.view.scope.database?.key ?? ''}\n${unknown.name.toLowerCase()}`;
      const group = groups.get(key);
      if (group) group.push(unknown);
      else groups.set(key, [unknown]);
    }
  }
  return [...groups.values()].flatMap((reads) => byCause(context, reads));
}

function unknownOf(
  context: RuleContext,
  checked: ReadQuery,
  input: Input,
  commas: ReadonlyMap<NamedTable, CommaBeforeAlias>,
): UnknownTable | null {
  const resolution = checked.view.resolutionOf(input);
  const [first, ...others] = tablesThatMean(checked, input);
  if (!first || resolution.kind === 'relation' || !resolution.certain) return null;
  const { kind } = resolution;
  const name = input.name.join('.');
  // With a feature on, tags that no source has are one finding of their own, at the cause.
  if (kind === 'not-output' && lackOfTagsIsTold(context, name)) return null;
  // So is a table that features need and its database lacks, and one that is called otherwise.
  const { database } = checked.view.scope;
  if (database && lacksRequiredTable(context, database, name)) return null;
  if (kind === 'unknown' && database && isMeantByOther(context, database, name)) return null;
  const near = kind === 'unknown' ? nearestTo(context, checked, name) : null;
  const comma = commas.get(first) ?? null;
  return { checked, name, kind, tables: [first, ...others], near, comma };
}

function tablesThatMean({ view }: ReadQuery, input: Input): readonly NamedTable[] {
  return [...view.analysis.tables]
    .flatMap(([table, target]) => (target.kind === 'input' && target.input === input ? [table] : []))
    .sort((a, b) => a.range.start - b.range.start);
}

function nearestTo(context: RuleContext, { query, view }: ReadQuery, name: string): string | null {
  const { scope } = view;
  const names = [
    ...query.ctes.map((cte) => cte.name.text),
    ...(scope.database?.tables ?? []).filter((table) => table !== scope.table).map((table) => table.name),
    ...context.lineage.coreTables.map((core) => core.name),
    ...context.tenant.sources
      .filter((source) => source !== scope.source)
      .map((source) => source.name.replace(/:/g, '_')),
  ];
  return isLongEnough(name) ? nearestTable(context.catalog, name, names) : null;
}

/**
 * One name that several queries of a database read is one mistake where a table is called otherwise than they all say;
 * else each query is wrong for itself.
 */
function byCause(
  context: RuleContext,
  reads: readonly [UnknownTable, ...UnknownTable[]],
): readonly UnknownTables[] {
  const misnamed = misnamedTable(context, reads);
  return misnamed ? [{ reads, misnamed }] : reads.map((read) => ({ reads: [read], misnamed: null }));
}

/**
 * The table that is nearly called so, where no query reads it by its own name: what several queries say, or the name of
 * a standard table, is right then.
 */
function misnamedTable(
  context: RuleContext,
  reads: readonly [UnknownTable, ...UnknownTable[]],
): Table | null {
  const [{ checked, name, near }] = reads;
  const { database } = checked.view.scope;
  if (near === null || !database || reads.some((read) => read.near !== near || read.comma !== null))
    return null;
  const { catalog } = context;
  if (reads.length < 2 && catalog.standardTable(name)?.name !== name) return null;
  const isCte = reads.some(({ checked: { query } }) => query.ctes.some((cte) => cte.name.text === near));
  const table = isCte ? undefined : database.tables.find((each) => each.name === near);
  if (!table || catalog.standardTable(near)?.name === near) return null;
  return isReadByName(context, database, table) ? null : table;
}

/** Whether the name is that of the very table or source that the query makes. */
export function readsItself({ view: { scope } }: ReadQuery, name: string): boolean {
  return scope.table?.key === name.toLowerCase() || scope.source?.key === sourceKey(name);
}

/** A database that has the table, though not the one that the query belongs to. */
export function otherDatabase(
  context: RuleContext,
  { view: { scope } }: ReadQuery,
  name: string,
): Database | null {
  const key = name.toLowerCase();
  const owner = context.tenant.databases.find(({ tables }) => tables.some((table) => table.key === key));
  return owner && owner !== scope.database ? owner : null;
}
