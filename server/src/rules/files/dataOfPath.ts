import type { DiagnosticData } from '../rule.js';

/** The source, field, database, table and column that a path of keys leads into, from the root of a file. */
export function dataOfPath([
  section,
  name,
  part,
  item,
  inside,
  column,
]: readonly string[]): Partial<DiagnosticData> {
  if (name === undefined) return {};
  if (section === 'sources')
    return { source: name, ...(part === 'fields' && item !== undefined ? { column: item } : {}) };
  if (section !== 'databases') return {};
  const isInTable = part === 'tables' && item !== undefined;
  return {
    database: name,
    ...(isInTable ? { table: item } : {}),
    ...(isInTable && inside === 'columns' && column !== undefined ? { column } : {}),
  };
}
