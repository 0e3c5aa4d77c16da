import type { Identifier } from '../../sql/query.js';
import { stateIn, throughStar } from './columnList.js';
import type { ScopeColumn, ScopeTable, SelectScope, StarExpansion } from './queryAnalysis.js';
import { tablesNamed, type OpenScope } from './resolveColumn.js';

/** The columns that `*` or `t.*` stands for in a scope. */
export function expandStar(
  qualifier: readonly Identifier[],
  except: readonly Identifier[],
  scope: OpenScope & Partial<Pick<SelectScope, 'star'>>,
): StarExpansion {
  const tables = qualifier.length === 0 ? scope.tables : tablesOfStar(qualifier, scope);
  const all: readonly ScopeColumn[] =
    qualifier.length === 0 && scope.star
      ? scope.star
      : tables.flatMap((table) => table.columns.columns.map(throughStar));
  const left = new Set(except.map((name) => name.text.toLowerCase()));
  const isOpen = tables.length === 0 || scope.openMerge;
  return {
    columns: left.size === 0 ? all : all.filter((column) => !left.has(column.name.toLowerCase())),
    absentExceptions: except.filter(
      (name) =>
        tables.length > 0 &&
        tables.every((table) => stateIn(table.columns, name.text.toLowerCase()) === 'absent'),
    ),
    complete: !isOpen && tables.every((table) => table.columns.complete),
    tables,
  };
}

function tablesOfStar(qualifier: readonly Identifier[], scope: OpenScope): readonly ScopeTable[] {
  for (let at: OpenScope | null = scope; at; at = at.outer) {
    const tables = tablesNamed(qualifier, at);
    if (tables.length > 0) return tables;
  }
  return [];
}
