import { resolveAlias } from '../syntax/navigate.js';
import type { Entry, MappingNode } from '../syntax/tree.js';
import { formatEntries, unitUnder, type Unit } from './data.js';
import { knownKeys, schemaAt } from './schema.js';

/** The units that stand below a key by a name of the writer's, and where their keys are described. */
const paths = {
  source: ['sources', 'any'],
  database: ['databases', 'any'],
  table: ['databases', 'any', 'tables', 'any'],
} as const;

export type NamedUnit = keyof typeof paths;

const keysOf = new Map<NamedUnit, ReadonlySet<string>>();

const none: ReadonlySet<Entry> = new Set();

/**
 * The entries among named sources, databases or tables that are no names but settings of one: where two or more stand
 * there, the line with its name is missing, as while somebody writes it anew.
 */
export function namelessEntries(mapping: MappingNode, unit: NamedUnit): ReadonlySet<Entry> {
  const found = formatEntries(mapping).filter((entry) => isSetting(entry, unit));
  return found.length > 1 ? new Set(found) : none;
}

/** Whether one of them has lost its name, so that what is not seen may be there. */
export function hasNameless(mapping: MappingNode | null, unit: NamedUnit): boolean {
  return mapping !== null && namelessEntries(mapping, unit).size > 0;
}

export function isNamedUnit(unit: Unit): unit is NamedUnit {
  return Object.hasOwn(paths, unit);
}

/** Whether an entry is no name but a setting. A table may be called `source`; then its settings stand below it. */
export function isSetting({ key, value }: Entry, unit: NamedUnit): boolean {
  if (!settingsOf(unit).has(key.text)) return false;
  return resolveAlias(value)?.kind !== 'mapping' || unitUnder(unit, key.text) !== null;
}

/** The keys that a unit may have. */
export function settingsOf(unit: NamedUnit): ReadonlySet<string> {
  const known = keysOf.get(unit);
  if (known) return known;
  const schema = schemaAt(paths[unit], 'tenant');
  const keys = new Set(schema === null ? [] : knownKeys(schema));
  keysOf.set(unit, keys);
  return keys;
}
