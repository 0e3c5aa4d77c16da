import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalog } from '../../server/src/catalog/load.js';
import type { Schema } from '../../server/src/format/schema.js';
import { readSchema, validatorOf } from './ajv.js';

const names = ['tenant', 'part', 'tenant-config'];

/** Every schema of a key or name below one, with the way to it. */
function keysOf(schema: Schema, at: string): [string, Schema][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, child]): [string, Schema][] =>
    child === false ? [] : [[`${at}.${key}`, child], ...keysOf(child, `${at}.${key}`)],
  );
  const more =
    typeof schema.additionalProperties === 'object' ? keysOf(schema.additionalProperties, `${at}.*`) : [];
  const shared = Object.entries(schema.definitions ?? {}).flatMap(([name, child]) => keysOf(child, name));
  return [...own, ...more, ...shared];
}

describe('the schemas of the format', () => {
  it.each(names)('%s says of each key what it is called and what it is', (name) => {
    const keys = keysOf(readSchema(name) as Schema, name);
    expect(keys.length).toBeGreaterThan(0);
    const silent = keys.filter(([, key]) => key.$ref === undefined && !(key.title && key.description));
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it.each(names)('%s describes each value to choose from', (name) => {
    for (const [path, key] of keysOf(readSchema(name) as Schema, name)) {
      const values = key.enum ?? key.items?.enum;
      if (values) expect(key.enumDescriptions, path).toHaveLength(values.length);
    }
  });

  it('part.schema.json has the same sources and databases as tenant.schema.json', () => {
    const tenant = readSchema('tenant') as Schema;
    const part = readSchema('part') as Schema;
    expect(part.properties).toEqual({
      sources: tenant.properties?.['sources'],
      databases: tenant.properties?.['databases'],
    });
    for (const [name, definition] of Object.entries(part.definitions ?? {})) {
      expect(definition, name).toEqual(tenant.definitions?.[name]);
    }
  });

  it('tenant-config.schema.json has the same rules as tenant.schema.json', () => {
    const tenant = readSchema('tenant') as Schema;
    const settings = readSchema('tenant-config') as Schema;
    expect(settings.properties).toEqual({ rules: tenant.properties?.['rules'] });
    expect(settings.definitions?.['severity']).toEqual(tenant.definitions?.['severity']);
  });

  it('offer the features, verifications, build modes and templates of the catalogue', () => {
    const { properties, definitions } = readSchema('tenant') as Schema;
    const keys = (schema: Schema | false | undefined): string[] =>
      Object.keys((schema && schema.properties) ?? {});
    const values = (key: string): unknown => {
      const schema = definitions?.['table']?.properties?.[key];
      return schema && schema.enum;
    };
    expect(keys(properties?.['features'])).toEqual(catalog.features.map(({ id }) => id));
    expect(keys(properties?.['verified'])).toEqual(catalog.verifications.map(({ key }) => key));
    expect(values('build')).toEqual(catalog.buildModes.map(({ id }) => id));
    expect(values('template')).toEqual(catalog.templates.map(({ id }) => id));
  });

  it('have examples that fit', () => {
    const schema = readSchema('tenant') as Schema;
    const tables = schema.definitions?.['database']?.properties?.['tables'];
    expect(tables && tables.examples).toHaveLength(1);
    const validate = validatorOf('tenant');
    for (const example of (tables || undefined)?.examples ?? []) {
      expect(validate({ version: 1, tenant: 'a', databases: { d: { tables: example } } })).toBe(true);
    }
  });
});

describe('other YAML tools', () => {
  const validate = validatorOf('tenant');

  it('accept a whole tenant', () => {
    const text = readFileSync(new URL('../format/whole.tenant.yaml', import.meta.url), 'utf8');
    validate(parse(text, { merge: true }));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['another version', 'version: 2\ntenant: a'],
    ['no tenant', 'version: 1'],
    ['an unknown key', 'version: 1\ntenant: a\nfoo: 1'],
    ['a day that is none', 'version: 1\ntenant: a\nverified: {stitch_qa: 2026-02-30}'],
    ['29 February outside a leap year', 'version: 1\ntenant: a\nverified: {stitch_qa: 1900-02-29}'],
    ['a feed without fields', 'version: 1\ntenant: a\nsources: {A: {records: other}}'],
    ['a custom domain table without SQL', 'version: 1\ntenant: a\nsources: {A: {kind: custom_domain_table}}'],
    ['a table without build', 'version: 1\ntenant: a\ndatabases: {D: {tables: {T: {}}}}'],
    [
      'two queries',
      'version: 1\ntenant: a\ndatabases: {D: {tables: {T: {build: sql, sql: a, sql_file: b}}}}',
    ],
    [
      'a source beside SQL',
      'version: 1\ntenant: a\ndatabases: {D: {tables: {T: {build: sql, sql: a, source: b}}}}',
    ],
    ['a severity that is none', 'version: 1\ntenant: a\nrules: {x: warn}'],
  ])('refuse %s', (_what, text) => {
    expect(validate(parse(text))).toBe(false);
  });

  it.each([
    ['29 February of a leap year', 'version: 1\ntenant: a\nverified: {stitch_qa: 2024-02-29}'],
    ['an external source with nothing', 'version: 1\ntenant: a\nsources: {A: {kind: external}}'],
    [
      'keys of other tools',
      'version: 1\ntenant: a\nx-a: [1]\nsources: {x-b: 1, A: {x-c: 2, fields: {x-d: 3}}}',
    ],
  ])('accept %s', (_what, text) => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });
});
