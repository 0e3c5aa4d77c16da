import { createEngine } from '../../analysis/engine.js';
import { catalog } from '../../catalog/load.js';
import { likelyPrimaryKey } from '../../tenant/likelyKeys.js';
import { rolesOf, suggestedTags, type LikelyTag } from '../../tenant/likelyTags.js';
import { sourceKey, type Source } from '../../tenant/tenant.js';
import type { SourceRole } from '../../catalog/likelyTags.js';
import type { FieldSchema, TableSchema } from './schema.js';
import { scalar, type FieldWords, type TableWords } from './tenantText.js';

const recordsOf: Readonly<Record<SourceRole, string>> = {
  profile: 'customer',
  item: 'interaction',
  catalog: 'product_catalog',
};

const nothing: TableWords = { records: null, stitch: false, primaryKey: [], fields: new Map() };

/** What each table most likely holds, which fields are its key and which tags they want, by their names. */
export function likelyWords(tables: readonly TableSchema[]): (table: TableSchema) => TableWords {
  const sources = new Map(readAsSources(tables).map((source) => [source.key, source]));
  return (table) => {
    const source = sources.get(sourceKey(table.name));
    return source === undefined ? nothing : wordsOf(table, source);
  };
}

/** Types that a schema leaves open, taken from the tags. */
export function withTypes(table: TableSchema, words: TableWords): TableSchema {
  const fields = table.fields.map((field): FieldSchema => {
    if (field.type !== null) return field;
    const [tag] = words.fields.get(field.name)?.tags ?? [];
    const type = tag === undefined ? undefined : catalog.semantic(tag)?.semantic.types[0];
    return { ...field, type: type === undefined || type === 'varies' ? 'string' : type };
  });
  return { ...table, fields };
}

/** The tables as the sources of a tenant, through the engine itself. */
function readAsSources(tables: readonly TableSchema[]): readonly Source[] {
  const lines = tables.flatMap((table) => [
    `  ${scalar(table.name)}:`,
    '    fields:',
    ...table.fields.map(
      ({ name, type, semantics }) =>
        `      ${scalar(name)}: {${type === null ? '' : `type: ${type}, `}semantics: [${semantics.map(scalar).join(', ')}]}`,
    ),
  ]);
  const text = ['version: 1', 'tenant: init', 'sources:', ...lines, ''].join('\n');
  const snapshot = createEngine().analyse({
    root: 'init:/tenant',
    yaml: new Map([['init:/tenant/tenant.yaml', text]]),
    settings: new Map(),
    sql: new Map(),
    today: '2026-01-01',
  });
  return snapshot.tenant.sources;
}

function wordsOf(table: TableSchema, source: Source): TableWords {
  const [role] = rolesOf(source, catalog);
  const suggested = new Map(suggestedTags(source, catalog).map((tag) => [tag.field.name, tag]));
  const fields = new Map(
    table.fields.map(({ name, semantics }): [string, FieldWords] => [
      name,
      fieldWords(semantics, suggested.get(name)),
    ]),
  );
  const likelyKey = likelyPrimaryKey(source, catalog).map(({ name }) => name);
  return {
    records: role === undefined ? null : recordsOf[role],
    stitch: role === 'profile' && [...fields.values()].some(({ tags }) => tags.length > 0),
    primaryKey: table.primaryKey.length > 0 ? table.primaryKey : likelyKey,
    fields,
  };
}

function fieldWords(given: readonly string[], suggestion: LikelyTag | undefined): FieldWords {
  if (given.length > 0 || suggestion === undefined) return { tags: given, remark: null };
  return { tags: [suggestion.tag], remark: suggestion.certainty === 'sure' ? null : 'likely, by its name' };
}
