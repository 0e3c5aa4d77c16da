import { describe, expect, it } from 'vitest';
import { given, tenantOf, textAt } from './tenantOf.js';

describe('what tenant.yaml says', () => {
  const tenant = tenantOf(`
version: 1
tenant: acme
features: {campaigns: true, segments: false, moonshots: true}
verified: {stitch_qa: 2026-10-28}
rules: {campaign-recipients: off}
`);

  it('has its name, and the features in the order of the file; unknown ones are left to the schema', () => {
    expect(tenant.name?.value).toBe('acme');
    expect(tenant.features.map(({ feature, enabled }) => [feature, enabled])).toEqual([
      ['campaigns', true],
      ['segments', false],
    ]);
    expect(textAt(tenant, given(tenant.features[0]).setting.key)).toBe('campaigns');
    expect(textAt(tenant, given(tenant.features[0]).setting.place)).toBe('true');
  });

  it('keeps dates as written', () => {
    expect(tenant.verified.map(({ key, date }) => [key, date])).toEqual([['stitch_qa', '2026-10-28']]);
  });

  it('reads severities', () => {
    expect(tenant.rules.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['campaign-recipients', 'off'],
    ]);
  });
});

describe('sources', () => {
  const tenant = tenantOf(`
sources:
  ACME:Loyalty:
    records: [customer, interaction]
    stitch: true
    primary_key: [member_id, region]
    fields:
      member_id: {type: string, semantics: [ck, fk-member]}
      first: {type: string, semantics: given-name}
      points: integer
      later:
`);
  const source = given(tenant.sources[0]);

  it('are compared without case and with a colon as an underscore', () => {
    expect([source.name, source.key]).toEqual(['ACME:Loyalty', 'acme_loyalty']);
  });

  it('have settings with places', () => {
    expect(source.kind).toBe('feed');
    expect(source.records).toEqual(['customer', 'interaction']);
    expect(source.primaryKey.map(({ value }) => value)).toEqual(['member_id', 'region']);
    expect(source.stitch?.value).toBe(true);
    expect(textAt(tenant, given(source.stitch).place)).toBe('true');
  });

  it('have fields, short ones too, with every tag in its place', () => {
    expect(source.fields.map(({ name, type }) => [name, type])).toEqual([
      ['member_id', 'string'],
      ['first', 'string'],
      ['points', 'integer'],
      ['later', null],
    ]);
    expect(given(source.fields[0]).semantics.map(({ place }) => textAt(tenant, place))).toEqual([
      'ck',
      'fk-member',
    ]);
    expect(textAt(tenant, given(given(source.fields[2]).typePlace))).toBe('integer');
    expect(given(source.fields[3]).typePlace).toBeNull();
  });
});

describe('databases', () => {
  const tenant = tenantOf(`
databases:
  C360:
    kind: customer_360
    activation_ids: {household: {table: Merged_Households, field: household_id}}
    tables:
      Unified_Customers: {build: passthrough}
      Golden:
        build: template
        template: merged_customers
        source_priority: ["A:B", C]
        table_semantic: Merged Customers
        columns:
          amperity_id: {type: string, semantics: [db/required, db/unique]}
          email: {type: string, pii: true}
          note: string
`);
  const tables = given(tenant.databases[0]).tables;

  it('have tables that are standard ones by their name or by what they say they are', () => {
    expect(tables.map(({ name, standard }) => [name, standard])).toEqual([
      ['Unified_Customers', 'Unified_Customer'],
      ['Golden', 'Merged_Customers'],
    ]);
  });

  it('have declared columns, short ones too', () => {
    expect(given(tables[1]).columns.map(({ name, type, pii }) => [name, type, pii])).toEqual([
      ['amperity_id', 'string', null],
      ['email', 'string', true],
      ['note', 'string', null],
    ]);
  });

  it('have activation ids', () => {
    expect(given(tenant.databases[0]).activationIds).toEqual([
      { name: 'household', table: 'Merged_Households', field: 'household_id' },
    ]);
  });
});

describe('parts', () => {
  const tenant = tenantOf({
    '../tenant-config.yaml': 'rules: {sql-order-by: error, sql-union-distinct: off}',
    'tenant.yaml': 'tenant: acme\nrules: {sql-order-by: off}\ndatabases: {C360: {tables: {A: {build: sql}}}}',
    'parts/b.tenant.yaml':
      'tenant: not-here\nfeatures: {segments: true}\ndatabases: {c360: {kind: customer_360, tables: {B: {build: sql}}}}',
  });

  it('are merged by name', () => {
    expect(tenant.databases.map(({ tables }) => tables.map(({ name }) => name))).toEqual([['A', 'B']]);
  });

  it('the key beside `kind` is the place of a database', () => {
    const [database] = tenant.databases;
    expect(given(database).file.uri).toBe('file:///work/acme/parts/b.tenant.yaml');
    expect(given(database).parts).toHaveLength(2);
  });

  it('only tenant.yaml says what the tenant is', () => {
    expect(tenant.name?.value).toBe('acme');
    expect(tenant.features).toEqual([]);
  });

  it('the nearest severity stands last', () => {
    expect(tenant.rules.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'sql-order-by error',
      'sql-union-distinct off',
      'sql-order-by off',
    ]);
  });
});

describe('what stands twice', () => {
  it.each([
    ['source', 'sources: {A:B: {fields: {}}, a_b: {fields: {}}}', 'a_b'],
    ['field', 'sources: {A: {fields: {id: string, ID: integer}}}', 'ID'],
    ['table', 'databases: {D: {kind: empty, tables: {T: {build: sql}, t: {build: sql}}}}', 't'],
    ['column', 'databases: {D: {kind: empty, tables: {T: {columns: {a: string, A: string}}}}}', 'A'],
  ])('a %s', (what, yaml, second) => {
    const tenant = tenantOf(yaml);
    expect(tenant.duplicates.map((duplicate) => duplicate.what)).toEqual([what]);
    expect(textAt(tenant, given(tenant.duplicates[0]).second)).toBe(second);
  });

  it('a setting of one mapping: the first counts', () => {
    const tenant = tenantOf('databases:\n  D:\n    kind: empty\n    kind: customer_360\n');
    expect(tenant.duplicates.map(({ what, name }) => [what, name])).toEqual([['setting', 'kind']]);
    expect(given(tenant.databases[0]).kind?.value).toBe('empty');
  });

  it('a database setting in two files', () => {
    const tenant = tenantOf({
      'tenant.yaml': 'databases: {D: {kind: empty}}',
      'x.tenant.yaml': 'databases: {D: {kind: empty, tables: {T: {build: sql}}}}',
    });
    expect(tenant.duplicates.map(({ what, name, file }) => [what, name, file.uri])).toEqual([
      ['database setting', 'kind', 'file:///work/acme/x.tenant.yaml'],
    ]);
  });

  it('a source in two files', () => {
    const tenant = tenantOf({
      'tenant.yaml': 'sources: {A: {fields: {x: string}}}',
      'x.tenant.yaml': 'sources: {A: {fields: {y: string}}}',
    });
    expect(tenant.sources.map(({ fields }) => fields.map(({ name }) => name))).toEqual([['x']]);
    expect(tenant.duplicates).toHaveLength(1);
  });

  it('not what a merge key brings and the mapping says itself', () => {
    const tenant = tenantOf(`
x-base: &base {kind: feed, stitch: true, fields: {id: string}}
sources:
  A: {<<: *base, stitch: false}
  B: {<<: *base}
`);
    expect(tenant.duplicates).toEqual([]);
    expect(tenant.sources.map(({ stitch }) => stitch?.value)).toEqual([false, true]);
    expect(tenant.sources.map(({ fields }) => fields.length)).toEqual([1, 1]);
  });
});

describe('text that is being typed', () => {
  it.each([
    '',
    'sources',
    'sources:',
    'sources: 3',
    'sources: [a]',
    'databases: {D: {tables: [x]}}',
    '*a',
    '- 1',
  ])('makes a tenant of %j all the same', (yaml) => {
    const tenant = tenantOf(yaml);
    expect(tenant.sources.every(({ fields }) => fields.length === 0)).toBe(true);
  });

  it('a broken entry is not complete, its neighbour is', () => {
    const tenant = tenantOf(`
sources:
  A:
    fields:
      id: {type: string, semantics: [pk
  B:
    fields:
      id: string
`);
    expect(tenant.sources.map(({ name, complete }) => [name, complete])).toEqual([
      ['A', false],
      ['B', true],
    ]);
  });

  it('a broken table leaves its database and the tenant complete', () => {
    const tenant = tenantOf(`
databases:
  D:
    kind: empty
    tables:
      T:
        build: sql
        sql: "SELECT
      U: {build: sql}
`);
    expect(tenant.complete).toBe(true);
    const [database] = tenant.databases;
    expect(database?.complete).toBe(true);
    expect(database?.tables.map(({ name, complete }) => [name, complete])).toEqual([
      ['T', false],
      ['U', true],
    ]);
  });

  it.each([
    ['sources: {A: {fields: {x: string}}, B: {', false],
    ['databases:\n  D:\n    kind: empty\n    tables: {T: {build: sql}, U: {', true],
  ])('what may hide a source makes the tenant incomplete: %j', (yaml, complete) => {
    const tenant = tenantOf(yaml);
    expect(tenant.complete).toBe(complete);
    expect(tenant.databases.every((database) => !database.complete)).toBe(true);
  });

  it('a name that cannot be read may be that of a source, whatever else is broken', () => {
    const lines = (second: string): string =>
      `sources:\n  A:\n    fields:\n      x: {type: string, semantics: [a\n  ${second}\n    fields: {y: string}\n`;
    expect(tenantOf(lines('B:')).complete).toBe(true);
    expect(tenantOf(lines('"B:')).complete).toBe(false);
  });

  it('a name that cannot be read among fields may be that of a field', () => {
    const tenant = tenantOf(
      'sources:\n  A:\n    fields:\n      x: string\n      "y: string\n  B:\n    fields:\n      z: string\n',
    );
    expect(tenant.sources.map(({ name, complete }) => [name, complete])).toEqual([
      ['A', false],
      ['B', true],
    ]);
  });

  it('an anchor that holds its own alias ends', () => {
    expect(tenantOf('sources: &a {A: {fields: *a}}').sources).toHaveLength(1);
  });
});
