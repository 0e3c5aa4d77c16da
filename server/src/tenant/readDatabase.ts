import { scalarOf } from '../syntax/navigate.js';
import type { Entry, MappingNode } from '../syntax/tree.js';
import { hasNameless } from '../format/nameless.js';
import { lossesOf } from './completeness.js';
import { databaseKinds, formatKeys } from './formatKeys.js';
import { columnType, readQueryOf } from './readSource.js';
import {
  declared,
  declaredEntries,
  declaredUnits,
  mappingOf,
  settingsIn,
  type FileReading,
} from './readSetting.js';
import type { ActivationId, Database, Declared, DeclaredColumn, Table } from './tenant.js';

/** What one file says of a database. */
export type DatabasePart = Omit<Database, 'parts'> & {
  readonly self: Declared;
  /** Its settings, which are declared once in all files together. */
  readonly settingEntries: ReadonlyMap<string, Entry>;
};

const once = ['kind', 'active', 'ampiq', 'visibility', 'activation_ids', 'description'] as const;

const lowerCase = (name: string): string => name.toLowerCase();

/** Reads one entry of `databases`. */
export function readDatabase(reading: FileReading, entry: Entry): DatabasePart {
  const settings = settingsIn(reading, mappingOf(entry.value), formatKeys.database);
  // A table that is broken is no lack of the database: its name is there.
  const complete =
    !entry.broken &&
    !lossesOf(reading.file.tree).holders.has(entry) &&
    mappingOf(entry.value)?.entries.some(({ broken }) => broken) !== true &&
    !hasNameless(settings.mapping('tables'), 'table');
  const self = { ...declared(reading.file, entry), complete };
  const settingEntries = once.flatMap((name) => {
    const found = settings.entry(name);
    return found ? [[name, found] as const] : [];
  });
  return {
    ...self,
    self,
    settingEntries: new Map(settingEntries),
    key: entry.key.text.toLowerCase(),
    kind: settings.oneOf('kind', databaseKinds),
    active: settings.flag('active'),
    ampiq: settings.flag('ampiq'),
    visibility: settings.text('visibility'),
    activationIds: readActivationIds(reading, settings.mapping('activation_ids')),
    tables: declaredUnits(reading, settings.mapping('tables'), 'table', lowerCase).map((table) =>
      reading.memory.table(reading, table, readTable),
    ),
  };
}

function readTable(reading: FileReading, entry: Entry): Table {
  const settings = settingsIn(reading, mappingOf(entry.value), formatKeys.table);
  const tableSemantic = settings.text('table_semantic');
  const { name, place, file, complete } = declared(reading.file, entry);
  // Each key is written out: a literal that begins with a spread takes several times the memory and the time.
  return {
    name,
    place,
    file,
    entry,
    complete,
    key: entry.key.text.toLowerCase(),
    build: settings.text('build'),
    source: settings.text('source'),
    template: settings.text('template'),
    sourcePriority: settings.items('source_priority'),
    segmentEditor: settings.flag('segment_editor'),
    tableSemantic,
    staticSchema: settings.flag('static_schema')?.value ?? false,
    hidden: settings.flag('hidden')?.value ?? false,
    columns: readColumns(reading, settings.mapping('columns')),
    query: readQueryOf(reading, settings),
    description: settings.text('description')?.value ?? null,
    standard: standardName(reading, tableSemantic?.value, entry.key.text),
  };
}

/** A semantic that is none of the product's says nothing: then the name still may. */
function standardName(reading: FileReading, semantic: string | undefined, name: string): string | null {
  const { catalog } = reading;
  const bySemantic = semantic === undefined ? null : catalog.standardTable(semantic);
  return (bySemantic ?? catalog.standardTable(name))?.name ?? null;
}

function readColumns(reading: FileReading, mapping: MappingNode | null): DeclaredColumn[] {
  return declaredEntries(reading, mapping, 'column', lowerCase).map((entry) => {
    const settings = settingsIn(reading, mappingOf(entry.value), formatKeys.column);
    const { name, place, file, complete } = declared(reading.file, entry);
    return {
      name,
      place,
      file,
      entry,
      complete,
      type: columnType(settings.text('type')?.value ?? scalarOf(entry.value)?.text),
      semantics: settings.items('semantics'),
      pii: settings.flag('pii')?.value ?? null,
      description: settings.text('description')?.value ?? null,
    };
  });
}

function readActivationIds(reading: FileReading, mapping: MappingNode | null): ActivationId[] {
  return declaredEntries(reading, mapping, 'setting', (name) => name).map((entry) => {
    const settings = settingsIn(reading, mappingOf(entry.value));
    return {
      name: entry.key.text,
      table: settings.text('table')?.value ?? null,
      field: settings.text('field')?.value ?? null,
    };
  });
}
