import { describe, expect, it } from 'vitest';
import { sqlFileUri } from '../../server/src/tenant/sqlFile.js';
import { filesOf, given, keepText, tenantOf, textAt } from './tenantOf.js';
import { buildTenant, TenantMemory } from '../../server/src/tenant/build.js';
import { catalog } from '../../server/src/catalog/load.js';

/** The place of a word of a query in its file, as text. */
function placeOf(yaml: string, word: string): string {
  const tenant = tenantOf(yaml);
  const query = given(tenant.queries[0]);
  const start = given(query.text).indexOf(word);
  return textAt(tenant, query.placeOf({ start, end: start + word.length }));
}

describe('the place of a word of inline SQL', () => {
  it.each([
    ['a plain scalar', 'sources: {A: {sql: SELECT wanted FROM t}}', 'wanted'],
    ['a literal block', 'sources:\n  A:\n    sql: |\n      SELECT\n        wanted\n', 'wanted'],
    ['a folded block', 'sources:\n  A:\n    sql: >-\n      SELECT\n      wanted\n      FROM t\n', 'wanted'],
    ['a double-quoted scalar', 'sources: {A: {sql: "SELECT\\t\\"x\\", wanted"}}', 'wanted'],
    ['CRLF', 'sources:\r\n  A:\r\n    sql: |\r\n      SELECT\r\n        wanted\r\n', 'wanted'],
    [
      'a word at the end of a line',
      'sources:\n  A:\n    sql: |\n      SELECT wanted\n      FROM t\n',
      'wanted',
    ],
  ])('in %s', (_, yaml, word) => {
    expect(placeOf(yaml, word)).toBe(word);
  });

  it('does not reach over the indentation of the next line', () => {
    const yaml = 'sources:\n  A:\n    sql: |\n      SELECT wanted\n      FROM t\n';
    expect(placeOf(yaml, 'SELECT wanted')).toBe('SELECT wanted');
  });

  it('holds the whole escape of a quoted scalar', () => {
    expect(placeOf('sources: {A: {sql: "SELECT \\"x\\" FROM t"}}', '"x"')).toBe('\\"x\\"');
  });

  it('is that of the anchored scalar where two tables share it', () => {
    const yaml = `
x-sql: &shared |
  SELECT wanted
databases:
  D: {kind: empty, tables: {A: {build: sql, sql: *shared}, B: {build: sql, sql: *shared}}}
`;
    const tenant = tenantOf(yaml);
    expect(tenant.queries).toHaveLength(2);
    for (const query of tenant.queries) {
      expect(query.placeOf({ start: 7, end: 13 }).range.start).toBe(yaml.indexOf('wanted'));
      expect(textAt(tenant, query.setting.place)).toBe('*shared');
    }
  });
});

describe('SQL in files', () => {
  it.each([
    ['file:///w/acme/tenant.yaml', 'sql/a.sql', 'file:///w/acme/sql/a.sql'],
    ['file:///w/acme/parts/x.tenant.yaml', '../sql/a.sql', 'file:///w/acme/sql/a.sql'],
    ['file:///w/acme/tenant.yaml', './sql/./a.sql', 'file:///w/acme/sql/a.sql'],
    ['file:///w/acme/tenant.yaml', 'sql\\a b.sql', 'file:///w/acme/sql/a%20b.sql'],
    ['file:///c%3A/w/tenant.yaml', '..\\..\\..\\a.sql', 'file:///a.sql'],
    ['file:///c%3A/w/tenant.yaml', 'C:\\x\\a.sql', 'file:///c%3A/x/a.sql'],
    ['vscode-vfs://github/o/r/tenant.yaml', 'a.sql', 'vscode-vfs://github/o/r/a.sql'],
  ])('%s names %s', (yaml, path, uri) => {
    expect(sqlFileUri(yaml, path)).toBe(uri);
  });

  const yaml = 'sources: {A: {kind: custom_domain_table, sql_file: sql/a.sql}}';

  it('are pending until they are loaded', () => {
    expect(tenantOf(yaml).queries[0]).toMatchObject({ state: 'pending', text: null, parsed: null });
  });

  it('that are not there have the place of the setting', () => {
    const tenant = tenantOf(yaml, { 'sql/a.sql': { kind: 'missing' } });
    const [query] = tenant.queries;
    expect(given(query).state).toBe('missing');
    expect(textAt(tenant, given(query).placeOf({ start: 0, end: 4 }))).toBe('sql/a.sql');
  });

  it('have places of their own', () => {
    const [query] = tenantOf(yaml, { 'sql/a.sql': { kind: 'text', text: 'SELECT 1' } }).queries;
    expect(given(query).placeOf({ start: 7, end: 8 })).toEqual({
      uri: 'file:///work/acme/sql/a.sql',
      range: { start: 7, end: 8 },
    });
  });

  it('are read again when only they change, though the YAML file is remembered', () => {
    const memory = new TenantMemory();
    const files = filesOf({ 'tenant.yaml': yaml });
    const build = (text: string) =>
      buildTenant(
        {
          root: 'file:///work/acme',
          files,
          sql: new Map([['file:///work/acme/sql/a.sql', { kind: 'text', text }]]),
          parse: keepText,
        },
        catalog,
        memory,
      );
    const first = build('SELECT 1');
    expect(build('SELECT 1').sources[0]).toBe(first.sources[0]);
    expect(given(build('SELECT 2').queries[0]).text).toBe('SELECT 2');
  });
});
