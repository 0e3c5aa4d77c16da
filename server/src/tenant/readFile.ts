import type { Catalog } from '../catalog/catalog.js';
import type { Entry, MappingNode, SyntaxNode } from '../syntax/tree.js';
import { meantTree } from '../format/meantTree.js';
import { hasNameless } from '../format/nameless.js';
import { lossesOf } from './completeness.js';
import type { EntryMemory } from './entryMemory.js';
import { readDatabase, type DatabasePart } from './readDatabase.js';
import { readSource } from './readSource.js';
import { formatKeys } from './formatKeys.js';
import {
  declaredEntries,
  declaredUnits,
  mappingOf,
  readSetting,
  settingsIn,
  type FileReading,
  type SettingReader,
} from './readSetting.js';
import { fileQuery, inlineQuery, type SqlReading } from './sqlText.js';
import {
  sourceKey,
  type FeatureSwitch,
  type RuleSetting,
  type Setting,
  type SqlText,
  type Tenant,
  type TenantFile,
  type Verified,
} from './tenant.js';

/** Everything that one YAML file declares; complete where no source or database may be there unseen. */
export interface FileDeclarations extends Omit<Tenant, 'root' | 'main' | 'files' | 'databases'> {
  readonly file: TenantFile;
  readonly databases: readonly DatabasePart[];
}

/** Reads one file's tree into declarations. Gives empty lists for what is not there or is of a wrong shape. */
export function readFile(
  file: TenantFile,
  catalog: Catalog,
  sql: SqlReading,
  memory: EntryMemory,
): FileDeclarations {
  const queries: SqlText[] = [];
  const reading: FileReading = {
    file,
    catalog,
    memory,
    duplicates: [],
    readQuery(setting, origin) {
      const query = origin === 'inline' ? inlineQuery(setting, sql.parse) : fileQuery(setting, sql);
      queries.push(query);
      return query;
    },
  };
  const root = mappingOf(meantTree(file.tree, file.role).root);
  const settings = settingsIn(reading, root, formatKeys.root);
  const isMain = file.role === 'tenant';
  return {
    file,
    name: isMain ? settings.text('tenant') : null,
    features: isMain ? readFeatures(reading, settings.mapping('features')) : [],
    featuresSetting: isMain ? section(file, settings.entry('features')) : null,
    verified: isMain ? readVerified(reading, settings.mapping('verified')) : [],
    verifiedSetting: isMain ? section(file, settings.entry('verified')) : null,
    rules: file.role === 'part' ? [] : readRules(reading, settings.mapping('rules')),
    ...(file.role === 'settings' ? { sources: [], databases: [] } : readDeclared(reading, root)),
    duplicates: reading.duplicates,
    queries,
    complete: isFileComplete(file, settings),
  };
}

function section(file: TenantFile, entry: Entry | null): Setting<SyntaxNode | null> | null {
  return entry ? readSetting(file, entry, entry.value) : null;
}

/** `sources` and `databases`, also those of a section that stands twice: what is there must not seem to be missing. */
function readDeclared(
  reading: FileReading,
  root: MappingNode | null,
): Pick<FileDeclarations, 'sources' | 'databases'> {
  const sections = (name: string): (MappingNode | null)[] => {
    const written = root?.entries.filter((entry) => entry.key.text === name) ?? [];
    return written.length > 1
      ? written.map((entry) => mappingOf(entry.value))
      : [settingsIn(reading, root, formatKeys.root).mapping(name)];
  };
  const lowerCase = (name: string): string => name.toLowerCase();
  return {
    sources: sections('sources')
      .flatMap((mapping) => declaredUnits(reading, mapping, 'source', sourceKey))
      .map((entry) => reading.memory.source(reading, entry, readSource)),
    databases: sections('databases')
      .flatMap((mapping) => declaredUnits(reading, mapping, 'database', lowerCase))
      .map((entry) => readDatabase(reading, entry)),
  };
}

function readFeatures(reading: FileReading, mapping: MappingNode | null): FeatureSwitch[] {
  return namedSettings(reading, mapping).flatMap(([name, settings]) => {
    const setting = settings.flag(name);
    const feature = reading.catalog.features.find((candidate) => candidate.id === name);
    return setting && feature ? [{ feature: feature.id, enabled: setting.value, setting }] : [];
  });
}

function readVerified(reading: FileReading, mapping: MappingNode | null): Verified[] {
  const settings = settingsIn(reading, mapping, formatKeys.verified);
  const written = namedSettings(reading, mapping).map(([key]) => key);
  const meant = formatKeys.verified.filter((key) => !written.includes(key) && settings.entry(key) !== null);
  return [...written, ...meant].flatMap((key) => {
    const setting = settings.text(key);
    return setting ? [{ key, date: setting.value, setting }] : [];
  });
}

function readRules(reading: FileReading, mapping: MappingNode | null): RuleSetting[] {
  return namedSettings(reading, mapping).flatMap(([rule, settings]) => {
    const setting = settings.text(rule);
    return setting ? [{ rule, severity: setting.value, setting }] : [];
  });
}

function namedSettings(reading: FileReading, mapping: MappingNode | null): [string, SettingReader][] {
  const settings = settingsIn(reading, mapping);
  return declaredEntries(reading, mapping, 'setting', (name) => name).map((entry) => [
    entry.key.text,
    settings,
  ]);
}

/** What is broken further down is a matter of the source, table or database that it stands in. */
function isFileComplete(file: TenantFile, settings: SettingReader): boolean {
  const { root } = file.tree;
  if ((root !== null && root.kind !== 'mapping') || lossesOf(file.tree).any) {
    return false;
  }
  if (hasNameless(settings.mapping('sources'), 'source')) return false;
  if (hasNameless(settings.mapping('databases'), 'database')) return false;
  return ['sources', 'databases'].every((name) => settings.entry(name)?.broken !== true);
}
