import type { ColumnType } from '../catalog/types.js';
import { scalarOf } from '../syntax/navigate.js';
import type { Entry, MappingNode } from '../syntax/tree.js';
import { formatKeys } from './formatKeys.js';
import {
  declared,
  declaredEntries,
  mappingOf,
  placeIn,
  readSetting,
  settingsIn,
  type FileReading,
  type SettingReader,
} from './readSetting.js';
import { sourceKey, type Field, type Setting, type Source, type SourceKind, type SqlText } from './tenant.js';

const sourceKinds: readonly SourceKind[] = ['feed', 'bridge', 'custom_domain_table', 'external'];

/** The types that the format has for fields and columns. */
const columnTypes: readonly ColumnType[] = [
  'string',
  'integer',
  'decimal',
  'float',
  'boolean',
  'date',
  'datetime',
];

/** Reads one entry of `sources`. What is of a wrong shape is left out; `schema` reports it. */
export function readSource(reading: FileReading, entry: Entry): Source {
  const { file } = reading;
  const settings = settingsIn(reading, mappingOf(entry.value), formatKeys.source);
  const kind = settings.text('kind')?.value;
  const fieldsNode = settings.mapping('fields');
  const records = settings.items('records').map((item) => item.value);
  const { name, place, complete } = declared(file, entry);
  // Each key is written out: a literal that begins with a spread takes several times the memory and the time.
  return {
    kept: null,
    name,
    place,
    file,
    entry,
    complete,
    key: sourceKey(entry.key.text),
    kind: sourceKinds.find((candidate) => candidate === kind) ?? 'feed',
    records,
    recordsSetting: recordsSetting(reading, settings, records),
    stitch: settings.flag('stitch'),
    primaryKey: settings.items('primary_key'),
    fields: readFields(reading, fieldsNode),
    fieldsNode,
    query: readQueryOf(reading, settings),
    description: settings.text('description')?.value ?? null,
  };
}

function recordsSetting(
  reading: FileReading,
  settings: SettingReader,
  records: readonly string[],
): Setting<string> | null {
  const entry = settings.entry('records');
  return entry && records.length > 0 ? readSetting(reading.file, entry, records.join(', ')) : null;
}

/** The query of a source or table: `sql`, else `sql_file`. */
export function readQueryOf(reading: FileReading, settings: SettingReader): SqlText | null {
  const inline = settings.text('sql');
  if (inline) return reading.readQuery(inline, 'inline');
  const file = settings.text('sql_file');
  return file ? reading.readQuery(file, 'file') : null;
}

function readFields(reading: FileReading, mapping: MappingNode | null): Field[] {
  return declaredEntries(reading, mapping, 'field', (name) => name.toLowerCase()).map((entry) => {
    const settings = settingsIn(reading, mappingOf(entry.value), formatKeys.field);
    const typeSetting = settings.text('type');
    const short = scalarOf(entry.value);
    const { name, place, file, complete } = declared(reading.file, entry);
    return {
      name,
      place,
      file,
      entry,
      complete,
      type: columnType(typeSetting?.value ?? short?.text),
      typePlace:
        typeSetting?.place ??
        (entry.value && short && short.value !== null ? placeIn(reading.file, entry.value.range) : null),
      semantics: settings.items('semantics'),
    };
  });
}

/** The type of that name; null for a name that is none. */
export function columnType(name: string | undefined): ColumnType | null {
  return columnTypes.find((type) => type === name) ?? null;
}
