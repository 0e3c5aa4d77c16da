import type { Identifier } from '../../sql/query.js';
import type { Input, ColumnList, OpenReason, ScopeColumn } from './queryAnalysis.js';

const none: ReadonlySet<string> = new Set();

/** How sure a list of columns must be. */
export interface Certainty {
  readonly complete: boolean;
  readonly exact?: boolean;
  readonly maybePrefixes?: readonly string[];
  readonly open?: OpenReason | null;
}

/** A list of columns with its index by name. */
export function columnList(columns: readonly ScopeColumn[], certainty: Certainty): ColumnList {
  const byName = new Map<string, ScopeColumn>();
  let duplicates: Set<string> | null = null;
  let maybes = false;
  for (const column of columns) {
    const key = column.name.toLowerCase();
    const first = byName.get(key);
    maybes ||= column.presence === 'maybe';
    if (!first) {
      byName.set(key, column);
    } else if (column.presence === 'certain' && first.presence === 'maybe') {
      byName.set(key, column);
    } else if (column.presence === 'certain') {
      duplicates ??= new Set();
      duplicates.add(key);
    }
  }
  const maybePrefixes = certainty.maybePrefixes ?? [];
  return {
    columns,
    byName,
    duplicates: duplicates ?? none,
    complete: certainty.complete,
    exact: certainty.exact ?? (certainty.complete && !maybes && maybePrefixes.length === 0),
    maybePrefixes,
    open: certainty.open ?? null,
  };
}

/** A list of which nothing is known. */
export function openList(open: OpenReason): ColumnList {
  return columnList([], { complete: false, open });
}

/** The columns of an input, each its own origin. */
export function inputColumns(input: Input): ColumnList {
  const { shape, index } = input;
  const columns = shape.columns.map((column): ScopeColumn => ({
    ...column,
    origins: [{ input: index, column: column.name }],
    definedAt: null,
  }));
  return columnList(columns, {
    complete: shape.complete,
    maybePrefixes: shape.maybePrefixes,
    open: shape.complete ? null : { kind: 'input', input: index },
  });
}

/** What a list says of a name (lower case). */
export function stateIn(list: ColumnList, key: string): 'certain' | 'maybe' | 'absent' | 'unknown' {
  const column = list.byName.get(key);
  if (column) {
    return column.presence;
  }
  if (list.maybePrefixes.some((prefix) => key.startsWith(prefix))) {
    return 'maybe';
  }
  return list.complete ? 'absent' : 'unknown';
}

/** `AS t(a, b)`: other names by position. Where positions are not certain, only the names are. */
export function renamed(list: ColumnList, names: readonly Identifier[]): ColumnList {
  if (names.length === 0) {
    return list;
  }
  const columns = names.map((name, index): ScopeColumn => {
    const column = list.exact ? list.columns[index] : undefined;
    return column
      ? { ...column, name: name.text, definedAt: name.range }
      : unknownColumn(name.text, { definedAt: name.range });
  });
  // Fewer names than columns is an error in Spark; the rest keeps its name, so that nothing more is reported of it.
  const rest = list.exact ? list.columns.slice(names.length) : [];
  return columnList([...columns, ...rest], { complete: true });
}

/** A column of which only the name is known. */
export function unknownColumn(name: string, more: Partial<ScopeColumn> = {}): ScopeColumn {
  return {
    name,
    type: 'unknown',
    presence: 'certain',
    nullConstant: false,
    unfilled: false,
    implicit: false,
    origins: [],
    definedAt: null,
    ...more,
  };
}

/** As a star hands it on: the product's own columns of a domain table may not come with it. */
export function throughStar(column: ScopeColumn): ScopeColumn {
  return column.implicit && column.presence === 'certain' ? { ...column, presence: 'maybe' } : column;
}
