import type { DatabasePart } from './readDatabase.js';
import type { FileDeclarations } from './readFile.js';
import { placeIn } from './readSetting.js';
import type { Database, Duplicate, Table } from './tenant.js';

/** The databases of all files, each put together from its parts; what stands in two of them is noted. */
export function mergeDatabases(files: readonly FileDeclarations[], duplicates: Duplicate[]): Database[] {
  const parts = new Map<string, [DatabasePart, ...DatabasePart[]]>();
  for (const part of files.flatMap((file) => file.databases)) {
    const known = parts.get(part.key);
    if (known) known.push(part);
    else parts.set(part.key, [part]);
  }
  return [...parts.values()].map((same) => mergeParts(same, duplicates));
}

function mergeParts(parts: readonly [DatabasePart, ...DatabasePart[]], duplicates: Duplicate[]): Database {
  noteSettingsSaidTwice(parts, duplicates);
  const leading = parts.find((part) => part.kind !== null) ?? parts[0];
  const first = <T>(pick: (part: DatabasePart) => T | null): T | null => {
    for (const part of parts) {
      const value = pick(part);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    ...leading.self,
    complete: parts.every((part) => part.complete),
    key: leading.key,
    kind: first((part) => part.kind),
    active: first((part) => part.active),
    ampiq: first((part) => part.ampiq),
    visibility: first((part) => part.visibility),
    activationIds:
      first((part) => (part.settingEntries.has('activation_ids') ? part.activationIds : null)) ?? [],
    tables: mergeTables(parts, duplicates),
    parts: parts.map((part) => part.self),
  };
}

function noteSettingsSaidTwice(parts: readonly DatabasePart[], duplicates: Duplicate[]): void {
  const first = new Map<string, DatabasePart>();
  for (const part of parts) {
    for (const [name, entry] of part.settingEntries) {
      const before = first.get(name);
      const beforeEntry = before?.settingEntries.get(name);
      if (!before || !beforeEntry) {
        first.set(name, part);
        continue;
      }
      duplicates.push({
        what: 'database setting',
        name,
        first: placeIn(before.file, beforeEntry.key.range),
        second: placeIn(part.file, entry.key.range),
        entry,
        file: part.file,
      });
    }
  }
}

function mergeTables(
  parts: readonly [DatabasePart, ...DatabasePart[]],
  duplicates: Duplicate[],
): readonly Table[] {
  const [only, ...others] = parts;
  // Within one file no two tables have one name: the later one is noted where the file is read.
  if (others.length === 0) return only.tables;
  const merged = new Map<string, Table>();
  for (const table of parts.flatMap((part) => part.tables)) {
    const first = merged.get(table.key);
    if (!first) {
      merged.set(table.key, table);
      continue;
    }
    const { name, place, entry, file } = table;
    duplicates.push({ what: 'table', name, first: first.place, second: place, entry, file });
  }
  return [...merged.values()];
}
