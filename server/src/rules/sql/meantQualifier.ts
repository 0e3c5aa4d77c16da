import { enclosingSelects } from '../../lineage/query/enclosingSelects.js';
import type { QueryAnalysis, ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { AbsentTable } from './absentNames.js';
import { nearestName } from './nearestName.js';

/**
 * What is meant by a word before a dot that is no table in scope: the nearest alias, else the one table of the SELECT
 * that nothing there names and that may have all columns which the word stands before. Null where that is not clear.
 */
export function meantQualifier(analysis: QueryAnalysis, absent: AbsentTable): string | null {
  return nearestName(absent.name, absent.known) ?? unusedTable(analysis, absent);
}

function unusedTable(analysis: QueryAnalysis, { name, ranges }: AbsentTable): string | null {
  const selects = ranges.map((range) => enclosingSelects(analysis, range).at(-1));
  const [select] = selects;
  if (!select || selects.some((other) => other !== select)) return null;
  const unused = (analysis.selects.get(select)?.tables ?? []).filter((table) => table.alias !== null);
  const columns: string[] = [];
  const used = new Set<ScopeTable>();
  const key = name.toLowerCase();
  for (const [{ parts }, { matches }] of analysis.columns) {
    if (parts.length > 1 && parts[0]?.text.toLowerCase() === key) columns.push(parts[1]?.text ?? '');
    else for (const { table } of matches) if (table && parts.length > 1) used.add(table);
  }
  for (const [star, { tables }] of analysis.stars) {
    if (star.qualifier.length > 0) tables.forEach((table) => used.add(table));
  }
  const [only, ...others] = unused.filter((table) => !used.has(table) && mayHave(table, columns));
  return only?.alias && others.length === 0 ? only.alias.text : null;
}

function mayHave({ columns }: ScopeTable, names: readonly string[]): boolean {
  return !columns.complete || names.every((name) => columns.byName.has(name.toLowerCase()));
}
