import { columnType, sourceName, type FieldSchema, type TableSchema } from './schema.js';

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

const listKeys = ['tables', 'sources', 'feeds', 'domain_tables', 'domainTables'];
const fieldKeys = ['fields', 'columns', 'schema', 'Fields'];
const nameKeys = ['name', 'table', 'table_name', 'tableName', 'field', 'column', 'column_name', 'columnName'];
const tagKeys = ['semantics', 'semantic', 'tags', 'tag', 'semantic_tags', 'semanticTags'];

/**
 * The tables of a JSON text: a Stitch manifest (tables with fields, types and semantics, as lists or as objects by
 * name), or one schema as Spark, Parquet or Avro tools print it. Empty where it describes none.
 * @param name the table's, where the text gives none
 * @throws SyntaxError for text that is not JSON
 */
export function readJsonSchemas(text: string, name: string): TableSchema[] {
  const value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  return tablesOf(value, name).filter((table) => table.fields.length > 0);
}

function tablesOf(value: Json, name: string): TableSchema[] {
  if (isList(value)) {
    const tables = value.flatMap((item) =>
      isObject(item) && fieldsOf(item) !== null ? tablesOf(item, name) : [],
    );
    return tables.length > 0 ? tables : [{ name, fields: readFields(value), primaryKey: [] }];
  }
  if (!isObject(value)) return [];
  for (const key of listKeys) {
    const list = value[key];
    if (isList(list)) return list.flatMap((item) => tablesOf(item, name));
    if (isObject(list)) return Object.entries(list).flatMap(([itsName, item]) => named(item, itsName));
  }
  const fields = fieldsOf(value);
  if (fields !== null) return [tableOf(value, fields, name)];
  return Object.entries(value).flatMap(([itsName, item]) =>
    isObject(item) || isList(item) ? named(item, itsName) : [],
  );
}

function named(item: Json, name: string): TableSchema[] {
  const ownName = sourceName(name);
  return isList(item)
    ? [{ name: ownName, fields: readFields(item), primaryKey: [] }]
    : tablesOf(item, ownName);
}

function tableOf(value: JsonObject, fields: Json, name: string): TableSchema {
  const own = textAt(value, nameKeys) ?? goTag(value)?.name ?? null;
  const key = value.primary_key ?? value.primaryKey ?? null;
  return {
    // Parquet and Avro tools write names such as `root` and `spark_schema` for the row itself.
    name:
      own === null || /^(root|schema|spark_schema|parquet.go.root|topLevelRecord)$/i.test(own)
        ? name
        : sourceName(own),
    fields: readFields(fields),
    primaryKey: texts(key),
  };
}

/** A list of fields, or an object of them by name. */
function fieldsOf(value: JsonObject): Json | null {
  for (const key of fieldKeys) {
    const fields = value[key];
    if (isList(fields)) return fields;
    if (isObject(fields)) return fieldsOf(fields) ?? fields;
  }
  return null;
}

function readFields(fields: Json): FieldSchema[] {
  if (isList(fields)) return fields.flatMap((field) => readField(field, null));
  return isObject(fields) ? Object.entries(fields).flatMap(([name, field]) => readField(field, name)) : [];
}

function readField(field: Json, key: string | null): FieldSchema[] {
  if (typeof field === 'string') {
    return key === null
      ? [{ name: field, type: null, semantics: [] }]
      : [{ name: key, type: columnType(field), semantics: [] }];
  }
  if (!isObject(field)) return [];
  const tag = goTag(field);
  const name = key ?? textAt(field, nameKeys) ?? tag?.name ?? null;
  if (name === null) return [];
  const type = typeText(field) ?? tag?.type ?? null;
  const semantics = tagKeys.flatMap((tagKey) => texts(field[tagKey] ?? null));
  return [{ name, type: type === null ? null : columnType(type), semantics }];
}

/** The type's name: a plain one, the one beside null in Avro's union, or the logical one where there is one. */
function typeText(field: JsonObject): string | null {
  const logical = logicalType(field);
  if (logical !== null) return logical.replace(/^local-/, '').replace(/-(millis|micros|nanos)$/, '');
  const type = field.type ?? field.dataType ?? field.data_type ?? null;
  const one = isList(type) ? (type.find((item) => item !== 'null') ?? null) : type;
  if (typeof one === 'string') return one;
  return isObject(one) ? typeText(one) : null;
}

/** Written as a word, or as Parquet tools do: `{"type": "DECIMAL", …}`, `{"DECIMAL": {…}}`. */
function logicalType(field: JsonObject): string | null {
  const keys = ['logicalType', 'logical_type', 'convertedType', 'converted_type'];
  const word = textAt(field, keys);
  const object = keys.map((key) => field[key]).find(isObject);
  const found = word ?? (object && (textAt(object, ['type', 'Type']) ?? Object.keys(object)[0])) ?? null;
  return found === null || /^none$/i.test(found) ? null : found;
}

/** `{"Tag": "name=id, type=INT64"}`, as one Parquet tool writes it. */
function goTag(value: JsonObject): { name: string | null; type: string | null } | null {
  if (typeof value.Tag !== 'string') return null;
  const parts = new Map(
    value.Tag.split(',').map((part) => {
      const [key = '', text = ''] = part.split('=');
      return [key.trim().toLowerCase(), text.trim()];
    }),
  );
  const converted = (parts.get('convertedtype') ?? '').replace(/_(MILLIS|MICROS)$/, '');
  return { name: parts.get('name') ?? null, type: converted || (parts.get('type') ?? null) };
}

function textAt(value: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = value[key];
    if (typeof text === 'string' && text !== '') return text;
  }
  return null;
}

function texts(value: Json): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return isList(value)
    ? value.flatMap((item) => (typeof item === 'string' && item !== '' ? [item] : []))
    : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
