import { isChangeable } from '../syntax/readChange.js';
import type { Entry } from '../syntax/tree.js';
import type { FileReading } from './readSetting.js';
import type { Setting, Source, SqlText, Table, TenantFile } from './tenant.js';

/**
 * What entries were read as. An entry that is in the tree of a later text again says the same there: only the file,
 * and with it the text, is another.
 */
export class EntryMemory {
  readonly #sources = new WeakMap<Entry, Source>();
  readonly #tables = new WeakMap<Entry, Table>();

  source(reading: FileReading, entry: Entry, read: () => Source): Source {
    return recallOrRead(this.#sources, reading, entry, sourceIn, read);
  }

  table(reading: FileReading, entry: Entry, read: () => Table): Table {
    return recallOrRead(this.#tables, reading, entry, tableIn, read);
  }
}

function recallOrRead<T>(
  memory: WeakMap<Entry, T>,
  reading: FileReading,
  entry: Entry,
  recall: (reading: FileReading, known: T) => T,
  read: () => T,
): T {
  const known = memory.get(entry);
  const duplicates = reading.duplicates.length;
  const result = known === undefined ? read() : recall(reading, known);
  // What is noted on the way, or has to do with the rest of the text, is no matter of the entry alone.
  if (reading.duplicates.length === duplicates && isChangeable(reading.file.tree)) memory.set(entry, result);
  return result;
}

function sourceIn(reading: FileReading, source: Source): Source {
  const { file } = reading;
  return {
    ...source,
    file,
    recordsSetting: settingIn(file, source.recordsSetting),
    stitch: settingIn(file, source.stitch),
    fields: source.fields.map((field) => ({ ...field, file })),
    query: queryIn(reading, source.query),
  };
}

function tableIn(reading: FileReading, table: Table): Table {
  const { file } = reading;
  return {
    ...table,
    file,
    build: settingIn(file, table.build),
    source: settingIn(file, table.source),
    template: settingIn(file, table.template),
    segmentEditor: settingIn(file, table.segmentEditor),
    tableSemantic: settingIn(file, table.tableSemantic),
    columns: table.columns.map((column) => ({ ...column, file })),
    query: queryIn(reading, table.query),
  };
}

function settingIn<T>(file: TenantFile, setting: Setting<T> | null): Setting<T> | null {
  return setting && { ...setting, file };
}

/** The text of a `.sql` file may be another one by now. */
function queryIn(reading: FileReading, query: SqlText | null): SqlText | null {
  return query && reading.readQuery({ ...query.setting, file: reading.file }, query.origin);
}
