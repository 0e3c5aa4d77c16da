import type { ColumnReference, Identifier } from '../../sql/query.js';
import { stateIn } from './columnList.js';
import type { ColumnMatch, ColumnResolution, ScopeTable, SelectScope } from './queryAnalysis.js';

/** A scope whose tables may still be coming. */
export type OpenScope = Pick<SelectScope, 'tables' | 'merged' | 'openMerge' | 'outer'>;

type State = ColumnResolution['state'];

/** Names of tables have three parts at most: catalogue, database, table. Fields of fields may be many more. */
const maxQualifier = 3;

/** How SQL compares what stands before a column's name; a source is one name with a colon or an underscore. */
export function qualifierKey(name: string): string {
  return name.toLowerCase().replace(/:/g, '_');
}

/** What a column's name means among the tables of a scope and, where it is none of theirs, of the scopes around it. */
export function resolveColumn(reference: ColumnReference, scope: OpenScope): ColumnResolution {
  let nearest: ColumnResolution | null = null;
  for (let at: OpenScope | null = scope; at; at = at.outer) {
    const found = resolveIn(reference.parts, at);
    if (found.state !== 'absent') {
      return at === scope ? found : { ...found, correlated: true };
    }
    // An outer scope that knows the qualifier says more than an inner one that does not.
    if (!nearest || (nearest.searched.length === 0 && reference.parts.length > 1)) nearest = found;
  }
  return nearest ?? absent([]);
}

function resolveIn(parts: readonly Identifier[], scope: OpenScope): ColumnResolution {
  const [first] = parts;
  if (!first) {
    return absent([]);
  }
  if (parts.length === 1) {
    return unqualified(first, scope);
  }
  let qualified: ColumnResolution | null = null;
  const longest = Math.min(parts.length - 1, maxQualifier);
  for (let length = 1; length <= longest; length++) {
    const tables = tablesNamed(parts.slice(0, length), scope);
    const column = parts[length];
    if (tables.length > 0 && column) {
      const found = among(column, tables, scope, length);
      if (found.state !== 'absent') return found;
      qualified ??= found;
    }
  }
  // `address.city` may also be a field of a struct in the column `address`.
  const field = unqualified(first, scope);
  if (field.state !== 'absent') {
    return qualified && field.state !== 'certain' ? qualified : field;
  }
  return qualified ?? absent([]);
}

/** The tables of a scope that a qualifier means: by alias, or by the last parts of their name. */
export function tablesNamed(
  qualifier: readonly Identifier[],
  scope: Pick<SelectScope, 'tables'>,
): ScopeTable[] {
  const wanted = qualifier.map((part) => qualifierKey(part.text));
  return scope.tables.filter((table) => {
    const offset = table.qualifier.length - wanted.length;
    return offset >= 0 && wanted.every((part, index) => table.qualifier[offset + index] === part);
  });
}

function unqualified(name: Identifier, scope: OpenScope): ColumnResolution {
  return among(name, scope.tables, scope, 0);
}

function among(
  name: Identifier,
  tables: readonly ScopeTable[],
  scope: OpenScope,
  columnPart: number,
): ColumnResolution {
  const key = name.text.toLowerCase();
  const certain: ColumnMatch[] = [];
  const maybe: ColumnMatch[] = [];
  let unknown = false;
  let twice = false;
  for (const table of tables) {
    const state = stateIn(table.columns, key);
    const match = { table, column: table.columns.byName.get(key) ?? null };
    if (state === 'certain') certain.push(match);
    if (state === 'maybe') maybe.push(match);
    unknown ||= state === 'unknown';
    twice ||= state === 'certain' && table.columns.duplicates.has(key);
  }
  const made = (state: State, matches: readonly ColumnMatch[]): ColumnResolution => ({
    state,
    how: 'column',
    matches,
    searched: [],
    columnPart,
    correlated: false,
  });
  if (certain.length > 0) {
    const several = twice || (certain.length > 1 && !areMerged(key, certain, scope));
    return made(several ? (scope.openMerge && !twice ? 'certain' : 'ambiguous') : 'certain', certain);
  }
  if (maybe.length > 0) {
    return made('maybe', maybe);
  }
  return unknown ? made('unknown', []) : { ...absent(tables), columnPart };
}

/** Whether USING or NATURAL makes one column of all of these. */
function areMerged(key: string, matches: readonly ColumnMatch[], scope: OpenScope): boolean {
  const groups = scope.merged.filter((merged) => merged.name === key);
  const first = matches[0]?.table;
  if (!first || groups.length === 0) {
    return false;
  }
  // A join of joins merges step by step: a with b, then that with c.
  const joined = new Set<ScopeTable>([first]);
  for (let grown = true; grown;) {
    grown = false;
    for (const group of groups) {
      if (group.tables.some((table) => joined.has(table))) {
        for (const table of group.tables) {
          grown ||= !joined.has(table);
          joined.add(table);
        }
      }
    }
  }
  return matches.every(({ table }) => table !== null && joined.has(table));
}

function absent(searched: readonly ScopeTable[]): ColumnResolution {
  return { state: 'absent', how: 'column', matches: [], searched, columnPart: 0, correlated: false };
}
