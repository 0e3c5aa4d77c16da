import { isChangeable } from '../syntax/readChange.js';
import type { Entry } from '../syntax/tree.js';
import type { FileReading } from './readSetting.js';
import type { DeclaredColumn, Field, Setting, Source, SqlText, Table, TenantFile } from './tenant.js';

/**
 * What the entries of one file were read as. An entry that is in the tree of a later text again says the same there:
 * only the file, and with it the text, is another.
 */
export class EntryMemory {
  readonly #before: EntriesRead;
  readonly #now: EntriesRead = { sources: new Map(), tables: new Map() };

  /** @param before that of the file's last text that could be read entry by entry */
  constructor(before: EntryMemory | null) {
    this.#before = before === null ? this.#now : before.#now;
  }

  source(reading: FileReading, entry: Entry, read: Read<Source>): Source {
    const known = this.#before.sources.get(entry);
    const duplicates = reading.duplicates.length;
    const source = known ? sourceIn(reading, known) : read(reading, entry);
    if (isOfEntryAlone(reading, duplicates)) this.#now.sources.set(entry, source);
    return source;
  }

  table(reading: FileReading, entry: Entry, read: Read<Table>): Table {
    const known = this.#before.tables.get(entry);
    const duplicates = reading.duplicates.length;
    const table = known ? tableIn(reading, known) : read(reading, entry);
    if (isOfEntryAlone(reading, duplicates)) this.#now.tables.set(entry, table);
    return table;
  }
}

type Read<T> = (reading: FileReading, entry: Entry) => T;

interface EntriesRead {
  readonly sources: Map<Entry, Source>;
  readonly tables: Map<Entry, Table>;
}

/** What is noted on the way, or has to do with the rest of the text, is no matter of the entry alone. */
function isOfEntryAlone(reading: FileReading, duplicatesBefore: number): boolean {
  return reading.duplicates.length === duplicatesBefore && isChangeable(reading.file.tree);
}

// Each key is written out below: a literal that begins with a spread takes several times the memory and the time, and
// at each keystroke there is one for each entry of the file.

function sourceIn(reading: FileReading, source: Source): Source {
  const { file } = reading;
  return {
    kept: null,
    name: source.name,
    place: source.place,
    file,
    entry: source.entry,
    complete: source.complete,
    key: source.key,
    kind: source.kind,
    records: source.records,
    recordsSetting: settingIn(file, source.recordsSetting),
    stitch: settingIn(file, source.stitch),
    primaryKey: source.primaryKey,
    fields: source.fields.map((field) => fieldIn(file, field)),
    fieldsNode: source.fieldsNode,
    query: queryIn(reading, source.query),
    description: source.description,
  };
}

function fieldIn(file: TenantFile, field: Field): Field {
  return {
    name: field.name,
    place: field.place,
    file,
    entry: field.entry,
    complete: field.complete,
    type: field.type,
    typePlace: field.typePlace,
    semantics: field.semantics,
  };
}

function tableIn(reading: FileReading, table: Table): Table {
  const { file } = reading;
  return {
    name: table.name,
    place: table.place,
    file,
    entry: table.entry,
    complete: table.complete,
    key: table.key,
    build: settingIn(file, table.build),
    source: settingIn(file, table.source),
    template: settingIn(file, table.template),
    sourcePriority: table.sourcePriority,
    segmentEditor: settingIn(file, table.segmentEditor),
    tableSemantic: settingIn(file, table.tableSemantic),
    staticSchema: table.staticSchema,
    hidden: table.hidden,
    columns:
      table.columns.length === 0 ? table.columns : table.columns.map((column) => columnIn(file, column)),
    query: queryIn(reading, table.query),
    description: table.description,
    standard: table.standard,
  };
}

function columnIn(file: TenantFile, column: DeclaredColumn): DeclaredColumn {
  return {
    name: column.name,
    place: column.place,
    file,
    entry: column.entry,
    complete: column.complete,
    type: column.type,
    semantics: column.semantics,
    pii: column.pii,
    description: column.description,
  };
}

function settingIn<T>(file: TenantFile, setting: Setting<T> | null): Setting<T> | null {
  return (
    setting && {
      value: setting.value,
      place: setting.place,
      key: setting.key,
      file,
      entry: setting.entry,
    }
  );
}

/** The text of a `.sql` file may be another one by now. */
function queryIn(reading: FileReading, query: SqlText | null): SqlText | null {
  const setting = query && settingIn(reading.file, query.setting);
  return query && setting && reading.readQuery(setting, query.origin);
}
