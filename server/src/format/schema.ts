import partSchema from '../../../schemas/part.schema.json';
import tenantSchema from '../../../schemas/tenant.schema.json';
import settingsSchema from '../../../schemas/tenant-config.schema.json';

/** What a file is to the format. */
export type FormatRole = 'tenant' | 'part' | 'settings';

/** The parts of JSON Schema that we read ourselves; the rest is compiled. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema | false>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

// The schemas are data of ours: `test/schemas` checks that they are as this type says.
const roots: Readonly<Record<FormatRole, Schema>> = {
  tenant: tenantSchema as Schema,
  part: partSchema as Schema,
  settings: settingsSchema as Schema,
};

/** The schema of a kind of file. */
export function rootSchema(role: FormatRole): Schema {
  return roots[role];
}

/** The schema itself, or the definition that it refers to. */
export function resolved(schema: Schema, role: FormatRole): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/definitions/', '');
  return roots[role].definitions?.[name] ?? schema;
}

/** Keys that begin so belong to other tools and may stand in any mapping. */
export function isForeignKey(key: string): boolean {
  return key.startsWith('x-');
}

/** The schema of what stands under a key; null where the key is not known there. */
export function childSchema(schema: Schema, key: string, role: FormatRole): Schema | null {
  if (isForeignKey(key)) return null;
  const property =
    schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  if (property) return resolved(property, role);
  const { additionalProperties } = schema;
  return typeof additionalProperties === 'object' ? resolved(additionalProperties, role) : null;
}

/** The schema at the end of a path of keys from the root; null where a key is not known. */
export function schemaAt(path: readonly string[], role: FormatRole): Schema | null {
  let schema: Schema | null = rootSchema(role);
  for (const key of path) {
    schema = childSchema(schema, key, role);
    if (schema === null) return null;
  }
  return schema;
}

/** The keys that a mapping may have, in the order of the format. */
export function knownKeys(schema: Schema): readonly string[] {
  return Object.keys(schema.properties ?? {});
}
