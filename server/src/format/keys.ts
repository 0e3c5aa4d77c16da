import { childSchema, knownKeys, resolved, schemaAt, type FormatRole, type Schema } from './schema.js';

/** A value that a key may have. */
export interface ValueDoc {
  readonly value: string;
  readonly description: string;
}

/** A key that may stand under another. */
export interface ChildKey {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  /** True where a mapping stands under it. */
  readonly mapping: boolean;
  readonly values: readonly ValueDoc[];
  readonly default: string | null;
}

/** What the format says of a key: for hover and completion. */
export interface KeyDoc {
  readonly title: string;
  readonly description: string;
  /** The values to choose from; empty where any will do. */
  readonly values: readonly ValueDoc[];
  /** The value that counts where the key is left out; null where there is none. */
  readonly default: string | null;
  readonly examples: readonly unknown[];
  /** What may stand there, as JSON Schema calls it: `string`, `boolean`, `array`, `object`, … */
  readonly types: readonly string[];
  /** True where a list may stand there. */
  readonly list: boolean;
  /** The keys that may stand under it, in the order of the format. */
  readonly keys: readonly ChildKey[];
  /** True where the keys under it are names that people choose (sources, tables, fields, rules). */
  readonly namedByPeople: boolean;
}

/**
 * What the format says of the key at the end of a path of keys from a file's root; the empty path is the root itself.
 * Null where some key on the way is not known.
 */
export function keyDoc(path: readonly string[], role: FormatRole = 'tenant'): KeyDoc | null {
  const schema = schemaAt(path, role);
  if (schema === null) return null;
  return {
    title: schema.title ?? '',
    description: schema.description ?? '',
    values: valuesOf(schema),
    default: schema.default === undefined ? null : String(schema.default),
    examples: schema.examples ?? [],
    types: typesOf(schema),
    list: typesOf(schema).includes('array'),
    keys: knownKeys(schema).flatMap((key) => childKey(schema, key, role)),
    namedByPeople: typeof schema.additionalProperties === 'object',
  };
}

/**
 * The keys that may stand in the mapping at a path beside keys with these values (`build: sql` rules `source` out), as
 * they are written; those already there are left out.
 */
export function keysThatFit(
  path: readonly string[],
  present: ReadonlyMap<string, string | null>,
  role: FormatRole = 'tenant',
): readonly ChildKey[] {
  const schema = schemaAt(path, role);
  if (schema === null) return [];
  const excluded = excludedKeys(schema, present);
  return knownKeys(schema)
    .filter((key) => !present.has(key) && !excluded.has(key))
    .flatMap((key) => childKey(schema, key, role));
}

/** The keys that others rule out. */
function excludedKeys(schema: Schema, present: ReadonlyMap<string, string | null>): ReadonlySet<string> {
  const excluded = new Set<string>();
  // A query is written in one place.
  if (present.has('sql')) excluded.add('sql_file');
  if (present.has('sql_file')) excluded.add('sql');
  for (const condition of schema.allOf ?? []) {
    if (!condition.if || !holds(condition.if, present)) continue;
    for (const [key, then] of Object.entries(condition.then?.properties ?? {})) {
      if (then === false) excluded.add(key);
    }
  }
  return excluded;
}

function holds(condition: Schema, present: ReadonlyMap<string, string | null>): boolean {
  return Object.entries(condition.properties ?? {}).every(([key, schema]) => {
    if (!present.has(key)) return !condition.required?.includes(key);
    if (schema === false) return false;
    const value = present.get(key) ?? null;
    return schema.const === value || (schema.enum?.includes(value) ?? false);
  });
}

function childKey(schema: Schema, key: string, role: FormatRole): ChildKey[] {
  const child = childSchema(schema, key, role);
  if (child === null) return [];
  return [
    {
      key,
      title: child.title ?? '',
      description: child.description ?? '',
      required: schema.required?.includes(key) ?? false,
      mapping: typesOf(child).includes('object'),
      values: valuesOf(child),
      default: child.default === undefined ? null : String(child.default),
    },
  ];
}

/** The values to choose from, alone or in a list. */
export function valuesOf(schema: Schema): readonly ValueDoc[] {
  const values = allowedValues(schema);
  if (values === null) {
    const boolean = typesOf(schema).length === 1 && typesOf(schema).includes('boolean');
    return boolean ? ['true', 'false'].map((value) => ({ value, description: '' })) : [];
  }
  return values.map((value, index) => ({
    value: String(value),
    description: schema.enumDescriptions?.[index] ?? '',
  }));
}

function allowedValues(schema: Schema): readonly unknown[] | null {
  if (schema.const !== undefined) return [schema.const];
  return schema.enum ?? schema.then?.enum ?? schema.items?.enum ?? null;
}

function typesOf(schema: Schema): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

/** The title of what a name stands for in a mapping of names: `Source` under `sources`. */
export function nameTitle(path: readonly string[], role: FormatRole = 'tenant'): string | null {
  const schema = schemaAt(path, role);
  if (schema === null || typeof schema.additionalProperties !== 'object') return null;
  return resolved(schema.additionalProperties, role).title ?? null;
}
