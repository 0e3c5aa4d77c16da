import type { Catalog } from '../../catalog/catalog.js';
import { enclosingSelects } from '../../lineage/query/enclosingSelects.js';
import type { QueryAnalysis, ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { NamedTable, Select } from '../../sql/query.js';
import type { RuleContext } from '../rule.js';
import type { AbsentColumn } from './absentNames.js';
import { nearestName } from './nearestName.js';
import type { ReadQuery } from './queries.js';
import { severedCalls, type SeveredCall } from './severedCalls.js';
import { tablesWith } from './tablesWith.js';

/** Why columns of a query are unknown; one cause is one finding. */
export type UnknownColumns =
  /** One name. */
  | { readonly cause: 'name'; readonly columns: readonly [AbsentColumn] }
  /** The name of a function, with a comma between it and its brackets. */
  | { readonly cause: 'severed-call'; readonly columns: readonly [AbsentColumn]; readonly call: SeveredCall }
  /** Nothing is read. */
  | {
      readonly cause: 'no-table';
      readonly columns: readonly AbsentColumn[];
      readonly select: Select;
      /** What has all of them. */
      readonly meant: readonly string[];
    }
  /** Another table is read than the one that has the columns. */
  | {
      readonly cause: 'wrong-table';
      readonly columns: readonly AbsentColumn[];
      readonly table: ScopeTable;
      readonly node: NamedTable;
      readonly meant: readonly string[];
    };

/** A query in which more than so many tables lack columns is being written or pasted: there no table is looked for. */
const mostGroups = 12;

/** Of more tables than so many, nobody sees which one is meant otherwise. */
const mostSearched = 12;

/** The unknown columns of a query by their cause, each in one group, those of the text's first in front. */
export function unknownColumns(
  context: RuleContext,
  checked: ReadQuery,
  columns: readonly AbsentColumn[],
): readonly UnknownColumns[] {
  const groups = [...bySearched(checked.view.analysis, columns).values()];
  const isSearched = groups.length <= mostGroups;
  const calls = severedIn(checked, columns, context.catalog);
  return groups
    .flatMap((group): readonly UnknownColumns[] => {
      const whole = isSearched ? causeOf(context, checked, group) : null;
      return whole === null ? group.map((column) => ofOne(column, calls)) : [whole];
    })
    .sort((a, b) => startOf(a) - startOf(b));
}

function startOf({ columns }: UnknownColumns): number {
  return columns[0]?.ranges[0]?.start ?? 0;
}

function ofOne(column: AbsentColumn, calls: ReadonlyMap<number, SeveredCall>): UnknownColumns {
  const call = calls.get(column.ranges[0]?.start ?? -1);
  return call ? { cause: 'severed-call', columns: [column], call } : { cause: 'name', columns: [column] };
}

/** Columns by where they were looked for; those that were looked for nowhere by the SELECT that names them. */
function bySearched(
  analysis: QueryAnalysis,
  columns: readonly AbsentColumn[],
): ReadonlyMap<string, readonly AbsentColumn[]> {
  const numbers = new Map<object, number>();
  const numberOf = (thing: object): number => {
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
  const groups = new Map<string, AbsentColumn[]>();
  for (const column of columns) {
    const [range] = column.ranges;
    const select = range ? enclosingSelects(analysis, range).at(-1) : undefined;
    const nowhere = column.searched.length === 0 && select ? [numberOf(select)] : [];
    const key = [...nowhere, ...column.searched.map(numberOf), column.isAlias, column.inUsing].join();
    const group = groups.get(key);
    if (group) group.push(column);
    else groups.set(key, [column]);
  }
  return groups;
}

/** The one cause of a group; null where each of its names may be wrong for itself. */
function causeOf(
  context: RuleContext,
  checked: ReadQuery,
  columns: readonly AbsentColumn[],
): UnknownColumns | null {
  const [first] = columns;
  const [range] = first?.ranges ?? [];
  if (!first || !range || first.isAlias || first.inUsing) return null;
  const names = columns.map(({ name }) => name);
  if (first.searched.length === 0) {
    const select = enclosingSelects(checked.view.analysis, range).at(-1);
    if (!select || select.from.length > 0 || !select.fromKnown) return null;
    return { cause: 'no-table', columns, select, meant: tablesWith(context, checked, names, null) };
  }
  // Of one name, or of several slips, the names are wrong and not the table.
  if (columns.length < 2 || first.searched.length > mostSearched || columns.every(hasNear)) return null;
  for (const table of first.searched) {
    const { node } = table;
    if (!('kind' in node) || node.kind !== 'named') continue;
    const wanted = [...names, ...foundIn(checked.view.analysis, table)];
    const meant = tablesWith(context, checked, wanted, table);
    if (meant.length > 0) return { cause: 'wrong-table', columns, table, node, meant };
  }
  return null;
}

function hasNear({ name, searched }: AbsentColumn): boolean {
  return (
    nearestName(
      name,
      searched.flatMap((table) => [...table.columns.byName.keys()]),
    ) !== null
  );
}

/** The columns that a query reads of a table and that the table has. */
function foundIn({ columns }: QueryAnalysis, table: ScopeTable): readonly string[] {
  const found = new Set<string>();
  for (const { how, matches } of columns.values()) {
    if (how !== 'column') continue;
    for (const match of matches) if (match.table === table && match.column) found.add(match.column.name);
  }
  return [...found];
}

const none: ReadonlyMap<number, SeveredCall> = new Map();

/** Looked for only where a function's name is among the columns. */
function severedIn(
  checked: ReadQuery,
  columns: readonly AbsentColumn[],
  catalog: Catalog,
): ReadonlyMap<number, SeveredCall> {
  if (!columns.some(({ name }) => catalog.sqlFunction(name) !== null)) return none;
  const selects = [...checked.view.analysis.selects.keys()];
  return new Map(selects.flatMap(({ items }) => [...severedCalls(checked, items, catalog)]));
}
