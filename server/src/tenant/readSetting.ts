import type { Catalog } from '../catalog/catalog.js';
import { effectiveEntries, isMerge } from '../syntax/mergeKeys.js';
import { isBroken, resolveAlias, scalarOf } from '../syntax/navigate.js';
import type { Entry, MappingNode, OffsetRange, SyntaxNode } from '../syntax/tree.js';
import { lossesOf } from './completeness.js';
import type { EntryMemory } from './entryMemory.js';
import type { Declared, Duplicate, Item, Place, Setting, SqlText, TenantFile } from './tenant.js';

/** What the readers of one file share. */
export interface FileReading {
  readonly file: TenantFile;
  readonly catalog: Catalog;
  readonly memory: EntryMemory;
  readonly readQuery: (setting: Setting<string>, origin: 'inline' | 'file') => SqlText;
  /** What stands twice in this file is added here. */
  readonly duplicates: Duplicate[];
}

/** The place of a span in a file. */
export function placeIn(file: TenantFile, range: OffsetRange): Place {
  return { uri: file.uri, range };
}

/** The mapping that a node is or, through an alias, stands for. */
export function mappingOf(node: SyntaxNode | null): MappingNode | null {
  const resolved = resolveAlias(node);
  return resolved?.kind === 'mapping' ? resolved : null;
}

/** The declaration that a key makes. */
export function declared(file: TenantFile, entry: Entry): Declared {
  return {
    name: entry.key.text,
    place: placeIn(file, entry.key.range),
    file,
    entry,
    complete: isComplete(file, entry),
  };
}

/** Whether everything in an entry could be read. */
function isComplete(file: TenantFile, entry: Entry): boolean {
  if (
    entry.broken ||
    (entry.value?.kind === 'alias' && entry.value.target === null) ||
    lossesOf(file.tree).holders.has(entry)
  ) {
    return false;
  }
  // Only a tree with problems has broken entries: the others need not be walked.
  return (file.tree.problems.length === 0 && !file.tree.broken) || !isBroken(entry.value);
}

/** A setting with a value that the caller has read; its place is the value's, or the key's where there is none. */
export function readSetting<T>(file: TenantFile, entry: Entry, value: T): Setting<T> {
  return {
    value,
    place: placeIn(file, entry.value?.range ?? entry.key.range),
    key: placeIn(file, entry.key.range),
    file,
    entry,
  };
}

/** Reads settings of a mapping by key; null where the key is absent or its value is of another type. */
export interface SettingReader {
  entry(key: string): Entry | null;
  /** Text of any scalar but null: `012` and `2026-11-16` as written. */
  text(key: string): Setting<string> | null;
  flag(key: string): Setting<boolean> | null;
  /** One scalar or a list of scalars. */
  items(key: string): readonly Item[];
  mapping(key: string): MappingNode | null;
}

/** The settings of a mapping, merge keys included; a key that stands twice is noted as a duplicate and read once. */
export function settingsIn(reading: FileReading, mapping: MappingNode | null): SettingReader {
  const entries = mapping ? firstOfEach(reading, mapping, 'setting', (key) => key) : [];
  return new MappingSettings(reading.file, entries);
}

/** Looks for keys one after the other: a mapping of the format has few. */
class MappingSettings implements SettingReader {
  constructor(
    private readonly file: TenantFile,
    private readonly entries: readonly Entry[],
  ) {}

  entry(key: string): Entry | null {
    for (const entry of this.entries) {
      if (entry.key.text === key) return entry;
    }
    return null;
  }

  text(key: string): Setting<string> | null {
    const found = this.entry(key);
    const node = scalarOf(found?.value);
    return found && node && node.value !== null ? readSetting(this.file, found, node.text) : null;
  }

  flag(key: string): Setting<boolean> | null {
    const found = this.entry(key);
    const value = scalarOf(found?.value)?.value;
    return found && typeof value === 'boolean' ? readSetting(this.file, found, value) : null;
  }

  items(key: string): readonly Item[] {
    return itemsOf(this.file, this.entry(key)?.value ?? null);
  }

  mapping(key: string): MappingNode | null {
    return mappingOf(this.entry(key)?.value ?? null);
  }
}

function itemsOf(file: TenantFile, value: SyntaxNode | null): Item[] {
  if (!value) {
    return [];
  }
  const resolved = resolveAlias(value);
  const nodes = resolved?.kind === 'sequence' ? resolved.items : [value];
  return nodes.flatMap((written) => {
    const node = scalarOf(written);
    return written && node && node.value !== null
      ? [{ value: node.text, place: placeIn(file, written.range), node }]
      : [];
  });
}

/**
 * The named things of a mapping in their order, merge keys included and those for other tools (`x-`) left out; of two
 * with one name (as `keyOf` compares names) the first, the other noted as a duplicate.
 */
export function declaredEntries(
  reading: FileReading,
  mapping: MappingNode | null,
  what: Duplicate['what'],
  keyOf: (name: string) => string,
): Entry[] {
  if (!mapping) {
    return [];
  }
  return firstOfEach(reading, mapping, what, keyOf).filter((entry) => !entry.key.text.startsWith('x-'));
}

/** The entries of a mapping by name, merge keys included; of two with one name the first, the other noted. */
function firstOfEach(
  reading: FileReading,
  mapping: MappingNode,
  what: Duplicate['what'],
  keyOf: (name: string) => string,
): readonly Entry[] {
  const effective = effectiveEntries(mapping);
  const [one, other] = effective;
  if (!one || !other || (effective.length === 2 && keyOf(one.key.text) !== keyOf(other.key.text))) {
    return effective;
  }
  const hasMerges = effective !== mapping.entries;
  if (hasMerges) {
    noteDuplicateKeys(reading, mapping, what, keyOf);
  }
  const first = new Map<string, Entry>();
  for (const entry of effective) {
    const key = keyOf(entry.key.text);
    const before = first.get(key);
    if (!before) first.set(key, entry);
    else if (!hasMerges && !key.startsWith('x-')) noteDuplicate(reading, what, before, entry);
  }
  return first.size === effective.length ? effective : [...first.values()];
}

/** Only a mapping's own entries: one that stands before a merged one of the same name is what merge keys are for. */
function noteDuplicateKeys(
  reading: FileReading,
  mapping: MappingNode,
  what: Duplicate['what'],
  keyOf: (name: string) => string,
): void {
  const first = new Map<string, Entry>();
  for (const entry of mapping.entries) {
    const name = entry.key.text;
    if (isMerge(entry) || name.startsWith('x-')) continue;
    const before = first.get(keyOf(name));
    if (before) noteDuplicate(reading, what, before, entry);
    else first.set(keyOf(name), entry);
  }
}

function noteDuplicate(reading: FileReading, what: Duplicate['what'], first: Entry, second: Entry): void {
  const { file, duplicates } = reading;
  // An anchored mapping is read once for each of its aliases, and has its duplicates only once.
  if (duplicates.some((known) => known.entry === second)) return;
  duplicates.push({
    what,
    name: second.key.text,
    first: placeIn(file, first.key.range),
    second: placeIn(file, second.key.range),
    entry: second,
    file,
  });
}
