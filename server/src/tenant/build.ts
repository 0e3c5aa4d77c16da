import type { Catalog } from '../catalog/catalog.js';
import type { ParsedSql } from '../sql/query.js';
import { isChangeable } from '../syntax/readChange.js';
import { EntryMemory } from './entryMemory.js';
import { mergeDatabases } from './mergeDatabases.js';
import { readFile, type FileDeclarations } from './readFile.js';
import type { SqlFileContent } from './sqlFile.js';
import type { Duplicate, Source, SqlText, Tenant, TenantFile } from './tenant.js';

/** What a tenant is made of. */
export interface TenantTexts {
  /** The uri of its folder, without a slash at its end. */
  readonly root: string;
  /** The settings files above it, the outermost first; then `tenant.yaml`, then the parts. */
  readonly files: readonly TenantFile[];
  /** The `.sql` files by uri; one that is not in here is not loaded yet. */
  readonly sql: ReadonlyMap<string, SqlFileContent>;
  /** The parser of queries; the caller may remember what it made of a text. */
  readonly parse: (text: string) => ParsedSql;
}

/** What each file and its entries were read as, so that what has not changed is not read again. */
export class TenantMemory {
  /** By uri. */
  files: ReadonlyMap<string, FileRead> = new Map();
}

interface FileRead {
  readonly declarations: FileDeclarations;
  readonly entries: EntryMemory;
}

/** Merges what all files of a tenant declare, by name. Never throws, whatever the files hold. */
export function buildTenant(
  texts: TenantTexts,
  catalog: Catalog,
  memory: TenantMemory = new TenantMemory(),
): Tenant {
  const read = texts.files.map((file) => readOrRecall(file, texts, catalog, memory));
  memory.files = new Map(read.map((each) => [each.declarations.file.uri, each]));
  const files = read.map(({ declarations }) => declarations);
  const main = files.find(({ file }) => file.role === 'tenant') ?? null;
  const duplicates = files.flatMap((file) => file.duplicates);
  const sources = mergeSources(files, duplicates);
  const databases = mergeDatabases(files, duplicates);
  return {
    root: texts.root,
    name: main?.name ?? null,
    main: main?.file ?? null,
    files: texts.files,
    features: main?.features ?? [],
    featuresSetting: main?.featuresSetting ?? null,
    verified: main?.verified ?? [],
    verifiedSetting: main?.verifiedSetting ?? null,
    rules: [...files].sort((a, b) => Number(a === main) - Number(b === main)).flatMap((file) => file.rules),
    sources,
    databases,
    duplicates,
    queries: [
      ...sources.map((source) => source.query),
      ...databases.flatMap((database) => database.tables.map((table) => table.query)),
    ].filter((query): query is SqlText => query !== null),
    complete: main !== null && files.every((file) => file.complete),
  };
}

function readOrRecall(
  file: TenantFile,
  texts: TenantTexts,
  catalog: Catalog,
  memory: TenantMemory,
): FileRead {
  const known = memory.files.get(file.uri) ?? null;
  if (
    known?.declarations.file === file &&
    known.declarations.queries.every((query) => isCurrent(query, texts))
  ) {
    return known;
  }
  // Of a text that is broken for a moment no entry is kept, and those of before are not forgotten.
  const entries = known && !isChangeable(file.tree) ? known.entries : new EntryMemory(known?.entries ?? null);
  return { declarations: readFile(file, catalog, texts, entries), entries };
}

function isCurrent(query: SqlText, texts: TenantTexts): boolean {
  if (query.origin === 'inline') {
    return true;
  }
  const content = texts.sql.get(query.uri);
  return content?.kind === 'text'
    ? query.text === content.text
    : query.text === null && query.state === (content?.kind ?? 'pending');
}

function mergeSources(files: readonly FileDeclarations[], duplicates: Duplicate[]): Source[] {
  const merged = new Map<string, Source>();
  for (const source of files.flatMap((file) => file.sources)) {
    const first = merged.get(source.key);
    if (!first) {
      merged.set(source.key, source);
    } else if (!duplicates.some((known) => known.entry === source.entry)) {
      const { name, place, entry, file } = source;
      duplicates.push({ what: 'source', name, first: first.place, second: place, entry, file });
    }
  }
  return [...merged.values()];
}
