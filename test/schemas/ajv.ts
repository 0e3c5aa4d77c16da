import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';

/** What we need of ajv. */
export interface Validate {
  (data: unknown): boolean;
  readonly errors?: readonly unknown[] | null;
}

type AjvConstructor = new (options: object) => { compile(schema: object): Validate };

// The server's ajv: other packages bring an older one to the root.
const fromServer = createRequire(new URL('../../server/package.json', import.meta.url));
const { default: Ajv } = fromServer('ajv') as { default: AjvConstructor };

const schemas = new URL('../../schemas/', import.meta.url);

/** A JSON file below `schemas/`. */
export function readSchema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.schema.json`, schemas), 'utf8')) as Record<string, unknown>;
}

/** A data file of the catalogue. */
export function readData(name: string): unknown {
  return parse(readFileSync(new URL(`catalog/${name}.yaml`, schemas), 'utf8'));
}

/** A validator as other YAML tools have it: for the whole file, compiled from the schema as it is. */
export function validatorOf(name: string): Validate {
  return new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    keywords: ['enumDescriptions'],
  }).compile(readSchema(name));
}
