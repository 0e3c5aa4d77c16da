import { knownKeys, schemaAt } from '../format/schema.js';

/** The keys that the format has in each kind of mapping; names (of a source, a table, …) may be any. */
export const formatKeys = {
  root: keysAt([]),
  verified: keysAt(['verified']),
  source: keysAt(['sources', 'any']),
  field: keysAt(['sources', 'any', 'fields', 'any']),
  database: keysAt(['databases', 'any']),
  table: keysAt(['databases', 'any', 'tables', 'any']),
  column: keysAt(['databases', 'any', 'tables', 'any', 'columns', 'any']),
} as const;

/** The values of a database's `kind`. */
export const databaseKinds: readonly string[] = (
  schemaAt(['databases', 'any', 'kind'], 'tenant')?.enum ?? []
).map(String);

function keysAt(path: readonly string[]): readonly string[] {
  const schema = schemaAt(path, 'tenant');
  return schema === null ? [] : knownKeys(schema);
}
