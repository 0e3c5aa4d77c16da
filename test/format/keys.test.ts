import { describe, expect, it } from 'vitest';
import { keyDoc, keysThatFit, nameTitle } from '../../server/src/format/keys.js';

describe('keyDoc', () => {
  it('says what a key is, and its values', () => {
    const doc = keyDoc(['databases', 'C360', 'tables', 'T', 'build']);
    expect(doc).toMatchObject({ title: 'Build mode', namedByPeople: false, keys: [] });
    expect(doc?.values.map(({ value }) => value)).toEqual(['passthrough', 'sql', 'template']);
    expect(doc?.values.every(({ description }) => description !== '')).toBe(true);
  });

  it('reads values of short forms, of lists and of switches', () => {
    const values = (...path: string[]): string[] | undefined =>
      keyDoc(path)?.values.map(({ value }) => value);
    expect(values('sources', 'A', 'fields', 'f')).toContain('datetime');
    expect(values('sources', 'A', 'records')).toEqual([
      'customer',
      'interaction',
      'product_catalog',
      'other',
    ]);
    expect(values('features', 'segments')).toEqual(['true', 'false']);
    expect(values('rules', 'any-rule')).toEqual(['error', 'warning', 'info', 'hint', 'off']);
    expect(values('version')).toEqual(['1']);
    expect(values('tenant')).toEqual([]);
  });

  it('lists the keys that may stand under a key', () => {
    expect(keyDoc([])?.keys.map(({ key }) => key)).toEqual([
      'version',
      'tenant',
      'features',
      'verified',
      'rules',
      'sources',
      'databases',
    ]);
    expect(keyDoc([], 'part')?.keys.map(({ key }) => key)).toEqual(['sources', 'databases']);
    expect(keyDoc(['sources'])).toMatchObject({ namedByPeople: true, keys: [] });
    const build = keyDoc(['databases', 'D', 'tables', 'T'])?.keys.find(({ key }) => key === 'build');
    expect(build).toMatchObject({ required: true, mapping: false });
  });

  it('knows defaults and lists', () => {
    expect(keyDoc(['databases', 'D', 'active'])?.default).toBe('true');
    expect(keyDoc(['sources', 'A', 'kind'])?.default).toBe('feed');
    expect(keyDoc(['sources', 'A', 'primary_key'])?.list).toBe(true);
    expect(keyDoc(['databases', 'D', 'kind'])?.default).toBeNull();
  });

  it('knows nothing of keys that are none', () => {
    expect(keyDoc(['sorces'])).toBeNull();
    expect(keyDoc(['x-mine', 'a'])).toBeNull();
    expect(keyDoc(['features'], 'part')).toBeNull();
    expect(keyDoc(['constructor'])).toBeNull();
  });
});

describe('keysThatFit', () => {
  const table = ['databases', 'D', 'tables', 'T'];
  const fitting = (path: string[], present: Record<string, string>): string[] =>
    keysThatFit(path, new Map(Object.entries(present))).map(({ key }) => key);

  it('leaves out what is there and what the rest rules out', () => {
    expect(fitting(table, {})).toContain('source');
    const sql = fitting(table, { build: 'sql' });
    expect(sql).toEqual(expect.arrayContaining(['sql', 'sql_file', 'columns']));
    for (const key of ['build', 'source', 'template', 'source_priority']) expect(sql).not.toContain(key);
    expect(fitting(table, { build: 'sql', sql: '…' })).not.toContain('sql_file');
  });

  it('takes a source for a feed unless it says otherwise', () => {
    expect(fitting(['sources', 'A'], {})).not.toContain('sql');
    expect(fitting(['sources', 'A'], { kind: 'custom_domain_table' })).toContain('sql');
  });
});

it('says what names stand for', () => {
  expect(nameTitle(['sources'])).toBe('Source');
  expect(nameTitle(['databases', 'D', 'tables'])).toBe('Table');
  expect(nameTitle(['features'])).toBeNull();
});
