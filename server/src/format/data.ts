import { effectiveEntries } from '../syntax/mergeKeys.js';
import { resolveAlias } from '../syntax/navigate.js';
import type { Entry, MappingNode, SyntaxNode } from '../syntax/tree.js';
import { isForeignKey } from './schema.js';

/** The parts of a file that are checked one by one: each without the units inside it. */
export type Unit = 'tenant' | 'part' | 'settings' | 'source' | 'field' | 'database' | 'table' | 'column';

/** The keys of a unit under which other units stand by name. */
const unitsUnder: Readonly<Record<Unit, Readonly<Record<string, Unit>>>> = {
  tenant: { sources: 'source', databases: 'database' },
  part: { sources: 'source', databases: 'database' },
  settings: {},
  source: { fields: 'field' },
  field: {},
  database: { tables: 'table' },
  table: { columns: 'column' },
  column: {},
};

/** The unit whose names stand under a key of another; null where none do. */
export function unitUnder(unit: Unit, key: string): Unit | null {
  const under = unitsUnder[unit];
  return Object.hasOwn(under, key) ? (under[key] ?? null) : null;
}

/** True where other units stand inside the unit. */
export function holdsUnits(unit: Unit): boolean {
  return unit !== 'field' && unit !== 'column' && unit !== 'settings';
}

/** The entries of a mapping that the format speaks of: with merged ones, without those of other tools. */
export function formatEntries(mapping: MappingNode): readonly Entry[] {
  const entries = effectiveEntries(mapping);
  // Most mappings have no such key, and there are tens of thousands of them.
  return entries.some(isForeign) ? entries.filter((entry) => !isForeign(entry)) : entries;
}

function isForeign(entry: Entry): boolean {
  return isForeignKey(entry.key.text);
}

/** No unit has mappings deeper than this in it (`activation_ids`, an id, its keys). */
const deepest = 3;

/**
 * The value of a unit as JSON has it. What no schema looks at is left out (units inside it, lists in lists), so that
 * aliases of aliases cost no more than their text.
 */
export function dataOf(unit: Unit, node: SyntaxNode | null): unknown {
  const target = resolveAlias(node);
  if (target?.kind !== 'mapping') return valueOf(target, deepest);
  const data = emptyObject();
  for (const { key, value } of formatEntries(target)) {
    const below = resolveAlias(value);
    data[key.text] =
      below?.kind === 'mapping' && unitUnder(unit, key.text) !== null
        ? emptyObject()
        : valueOf(below, deepest - 1);
  }
  return data;
}

function valueOf(node: SyntaxNode | null, depth: number): unknown {
  const target = resolveAlias(node);
  if (target === null) return null;
  if (target.kind === 'scalar') return target.value;
  if (target.kind === 'sequence') return target.items.map(itemOf);
  const data = emptyObject();
  if (depth > 0) {
    for (const { key, value } of formatEntries(target)) data[key.text] = valueOf(value, depth - 1);
  }
  return data;
}

/** The format has lists of single values only; whatever else stands in one is as wrong as an empty mapping. */
function itemOf(item: SyntaxNode | null): unknown {
  const target = resolveAlias(item);
  if (target === null) return null;
  return target.kind === 'scalar' ? target.value : {};
}

/** Without a prototype: a key may be named `constructor` or `__proto__`. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
