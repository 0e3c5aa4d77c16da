import { resolveAlias } from '../syntax/navigate.js';
import type { Entry, SyntaxNode } from '../syntax/tree.js';
import type { Unit } from './data.js';
import { knownKeys, schemaAt } from './schema.js';

const paths = {
  field: ['sources', 'any', 'fields', 'any'],
  column: ['databases', 'any', 'tables', 'any', 'columns', 'any'],
} as const;

const keysOf = { field: keysAt(paths.field), column: keysAt(paths.column) };
const types = (schemaAt([...paths.field, 'type'], 'tenant')?.enum ?? []).map(String);

function keysAt(path: readonly string[]): ReadonlySet<string> {
  const schema = schemaAt(path, 'tenant');
  return new Set(schema === null ? [] : knownKeys(schema));
}

/** Whether a value can be nothing but that of such a unit. */
export function looksLike(node: SyntaxNode | null, unit: Unit): boolean {
  const value = resolveAlias(node);
  if (unit === 'field' || unit === 'column') {
    if (value?.kind === 'scalar') return types.includes(value.text);
    return (
      value?.kind === 'mapping' &&
      value.entries.length > 0 &&
      value.entries.every(({ key }) => keysOf[unit].has(key.text))
    );
  }
  if (value?.kind !== 'mapping') return false;
  const has = (key: string): boolean => value.entries.some((entry) => entry.key.text === key);
  switch (unit) {
    case 'table':
      return has('build');
    case 'database':
      return has('tables') && !has('fields');
    case 'source':
      return ['fields', 'primary_key', 'records', 'stitch'].some(has) && !has('tables');
    default:
      return false;
  }
}

/** A line of YAML in the text of a query: the key above it is missing, or stands as deep as the text. */
const yamlLine = /^ *[\w-]+: +(?:\{[^\n]*\}|string|integer|decimal|float|boolean|date|datetime) *$/m;

/** Whether an entry is a query with lines in its text that are entries of the file. */
export function swallowsEntries({ key, value }: Entry): boolean {
  return (
    key.text === 'sql' && value?.kind === 'scalar' && value.style === 'literal' && yamlLine.test(value.text)
  );
}
