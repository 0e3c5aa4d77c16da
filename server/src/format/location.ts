import { resolveAlias } from '../syntax/navigate.js';
import type { Entry, MappingNode, OffsetRange, ScalarNode, SyntaxNode } from '../syntax/tree.js';
import { formatEntries, type Unit } from './data.js';
import type { FormatRole } from './schema.js';

/** A unit where it stands in a file. */
export interface UnitPlace {
  readonly unit: Unit;
  readonly role: FormatRole;
  /** What it is, with aliases followed; null where nothing stands after its key. */
  readonly node: SyntaxNode | null;
  /** The entry whose key names it; null for the root. */
  readonly entry: Entry | null;
  readonly path: () => readonly string[];
  /** True where part of it could not be read, so that what it lacks is unknown. */
  readonly broken: boolean;
}

/** Where a validator's error is: the value that it speaks of, and the way there. */
export interface Location {
  /** The entry whose value (or item of whose list) it is; null for the root. */
  readonly entry: Entry | null;
  readonly node: SyntaxNode | null;
  /** Keys below the unit; empty for the unit itself. */
  readonly keys: readonly string[];
  /** Keys and indexes from the file's root. */
  readonly path: readonly string[];
}

/** Follows a JSON pointer from a unit; null where it leads nowhere. */
export function locate(place: UnitPlace, pointer: string): Location | null {
  const steps = pointer === '' ? [] : pointer.slice(1).split('/').map(unescaped);
  let { entry, node } = place;
  const keys: string[] = [];
  for (const step of steps) {
    const target = resolveAlias(node);
    if (target?.kind === 'mapping') {
      entry = entryNamed(target, step);
      if (entry === null) return null;
      node = entry.value;
      keys.push(step);
    } else if (target?.kind === 'sequence') {
      node = target.items[Number(step)] ?? null;
    } else {
      return null;
    }
  }
  return { entry, node, keys, path: [...place.path(), ...steps] };
}

/** Of a name that stands twice the later one, as it is the one whose value counts. */
export function entryNamed(mapping: MappingNode, key: string): Entry | null {
  return (
    formatEntries(mapping)
      .filter((entry) => entry.key.text === key)
      .at(-1) ?? null
  );
}

/** The mapping at a location; null where something else stands there. */
export function mappingAt(location: Location): MappingNode | null {
  const target = resolveAlias(location.node);
  return target?.kind === 'mapping' ? target : null;
}

/** The value itself; where nothing stands, its key; at the root of an empty file, its start. */
export function valueRange(location: Location): OffsetRange {
  return location.node?.range ?? keyRange(location);
}

/** The key that names the location; for the root its first key. */
export function keyRange(location: Location): OffsetRange {
  return keyOf(location)?.range ?? { start: 0, end: 0 };
}

function keyOf(location: Location): ScalarNode | null {
  return location.entry?.key ?? mappingAt(location)?.entries[0]?.key ?? null;
}

/** `~1` stands for a slash in a JSON pointer, `~0` for a tilde. */
function unescaped(step: string): string {
  return step.replace(/~1/g, '/').replace(/~0/g, '~');
}
