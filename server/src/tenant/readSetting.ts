import type { Catalog } from '../catalog/catalog.js';
import { namelessEntries, type NamedUnit } from '../format/nameless.js';
import { nearest } from '../format/nearest.js';
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
  /** True or false, also where it is said by a word that means it (`yes`, `"true"`): `schema` reports that. */
  flag(key: string): Setting<boolean> | null;
  /** One of these values, also where another word is near to one of them; null for every other text. */
  oneOf(key: string, values: readonly string[]): Setting<string> | null;
  /** One scalar or a list of scalars. */
  items(key: string): readonly Item[];
  mapping(key: string): MappingNode | null;
}

/**
 * The settings of a mapping, merge keys included; a key that stands twice is noted as a duplicate and read once.
 * @param known the keys that the mapping may have: a slip of the pen is read as the key that is meant, as `schema`
 * reports it, and what it means must not seem to be missing too
 */
export function settingsIn(
  reading: FileReading,
  mapping: MappingNode | null,
  known: readonly string[] = [],
): SettingReader {
  const entries = mapping ? firstOfEach(reading, mapping, 'setting', (key) => key) : [];
  return new MappingSettings(reading.file, entries, known);
}

/** Looks for keys one after the other: a mapping of the format has few. */
class MappingSettings implements SettingReader {
  constructor(
    private readonly file: TenantFile,
    private readonly entries: readonly Entry[],
    private readonly known: readonly string[],
  ) {}

  /** Entries by the key that their own is a slip for; made when a key is looked for that is not there. */
  private slips: ReadonlyMap<string, Entry> | null = null;

  entry(key: string): Entry | null {
    for (const entry of this.entries) {
      if (entry.key.text === key) return entry;
    }
    this.slips ??= slipsIn(this.entries, this.known);
    return this.slips.get(key) ?? null;
  }

  text(key: string): Setting<string> | null {
    const found = this.entry(key);
    const node = scalarOf(found?.value);
    return found && node && node.value !== null ? readSetting(this.file, found, node.text) : null;
  }

  flag(key: string): Setting<boolean> | null {
    const found = this.entry(key);
    const node = scalarOf(found?.value);
    if (!found || !node || node.value === null) return null;
    if (typeof node.value === 'boolean') return readSetting(this.file, found, node.value);
    const meant = nearest(node.text, ['true', 'false']);
    return meant === null ? null : readSetting(this.file, found, meant === 'true');
  }

  oneOf(key: string, values: readonly string[]): Setting<string> | null {
    const found = this.text(key);
    if (!found || values.includes(found.value)) return found;
    const meant = nearest(found.value, values);
    return meant === null ? null : { ...found, value: meant };
  }

  items(key: string): readonly Item[] {
    return itemsOf(this.file, this.entry(key)?.value ?? null);
  }

  mapping(key: string): MappingNode | null {
    return mappingOf(this.entry(key)?.value ?? null);
  }
}

const noSlips: ReadonlyMap<string, Entry> = new Map();

function slipsIn(entries: readonly Entry[], known: readonly string[]): ReadonlyMap<string, Entry> {
  if (known.length === 0) return noSlips;
  const unknown = entries.filter(({ key }) => !known.includes(key.text) && !key.text.startsWith('x-'));
  if (unknown.length === 0) return noSlips;
  const free = known.filter((key) => !entries.some((entry) => entry.key.text === key));
  const slips = new Map<string, Entry>();
  for (const entry of unknown) {
    const meant = nearest(entry.key.text, free);
    if (meant !== null && !slips.has(meant)) slips.set(meant, entry);
  }
  return slips;
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

/** The sources, databases or tables of a mapping by name; settings of one that has lost its name are left out. */
export function declaredUnits(
  reading: FileReading,
  mapping: MappingNode | null,
  unit: NamedUnit,
  keyOf: (name: string) => string,
): Entry[] {
  const nameless = mapping ? namelessEntries(mapping, unit) : null;
  const what = unit === 'database' ? 'setting' : unit;
  const before = reading.duplicates.length;
  const entries = declaredEntries(reading, mapping, what, keyOf);
  if (!nameless || nameless.size === 0) return entries;
  const found = reading.duplicates.splice(before);
  reading.duplicates.push(...found.filter(({ entry }) => !nameless.has(entry)));
  return entries.filter((entry) => !nameless.has(entry));
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
  if (!hasMerges && areFewAndDistinct(effective, keyOf)) return effective;
  const first = new Map<string, Entry>();
  for (const entry of effective) {
    const key = keyOf(entry.key.text);
    const before = first.get(key);
    if (!before) first.set(key, entry);
    else if (!hasMerges && !key.startsWith('x-')) noteDuplicate(reading, what, before, entry);
  }
  return first.size === effective.length ? effective : [...first.values()];
}

/** Nearly all mappings have a few keys, which are compared for less than what a map of them takes. */
function areFewAndDistinct(entries: readonly Entry[], keyOf: (name: string) => string): boolean {
  if (entries.length > 8) return false;
  for (let index = 1; index < entries.length; index++) {
    const key = keyOf(entries[index]?.key.text ?? '');
    for (let before = 0; before < index; before++) {
      if (keyOf(entries[before]?.key.text ?? '') === key) return false;
    }
  }
  return true;
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
