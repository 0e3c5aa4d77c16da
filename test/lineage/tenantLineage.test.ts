import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineageOf, type Example } from './lineageOf.js';

const profile = `
  Shop:People:
    stitch: true
    fields:
      id: {type: string, semantics: [ck, fk-person]}
      first: {type: string, semantics: given-name}
      mail: {type: string, semantics: email}
`;
const items = `
  Shop:Lines:
    fields:
      order_no: {type: string, semantics: txn-item/order-id}
      person: {type: string, semantics: fk-person}
      tip: {type: decimal, semantics: txn-item/tip}
      color: {type: string, semantics: txn-item/product-color}
`;

function withSources(sources: string, tables = ''): Example {
  return lineageOf(`sources:\n${sources}\ndatabases:\n  D:\n    kind: customer_360\n    tables:\n${tables}`);
}

function core(example: Example): string[] {
  return example.lineage.coreTables.map(({ name }) => name);
}

describe('what Stitch outputs', () => {
  it('nothing without tags', () => {
    expect(core(withSources('  A: {fields: {x: string}}'))).toEqual([]);
  });

  it('the customer tables from profile tags, stitched or not', () => {
    const tables = core(withSources(profile.replace('stitch: true', 'stitch: false')));
    expect(tables).toEqual(
      expect.arrayContaining(['Unified_Coalesced', 'Unified_Customer', 'Unified_Scores']),
    );
    expect(tables).not.toContain('Unified_Transactions');
  });

  it('the interaction tables from any item tag', () => {
    expect(core(withSources(items))).toEqual([
      'Unified_Itemized_Transactions',
      'Unified_Transactions',
      'Transaction_Attributes_Extended',
    ]);
  });

  it('other tables by their groups', () => {
    expect(core(withSources('  C: {fields: {p: {semantics: pc/product-id}}}'))).toEqual([
      'Unified_Product_Catalog',
    ]);
    expect(core(withSources('  L: {fields: {p: {semantics: loy/loyalty-id}}}'))).toEqual(['Unified_Loyalty']);
  });

  it('no customer table from an email beside loyalty tags alone', () => {
    const loyalty = '  L: {fields: {p: {semantics: loy/loyalty-id}, mail: {semantics: email}}}';
    const example = withSources(loyalty);
    expect(example.lineage.profileSources).toEqual([]);
    expect(core(example)).toEqual(['Unified_Loyalty']);
    expect(
      withSources(loyalty.replace('semantics: email', 'semantics: surname')).lineage.profileSources,
    ).toHaveLength(1);
  });
});

describe('the columns of core tables', () => {
  it('documented ones are there, empty where no source has their tag', () => {
    const example = withSources(profile);
    expect(example.column('Unified_Coalesced', 'given_name')).toMatchObject({
      presence: 'certain',
      unfilled: false,
      semantic: 'given-name',
    });
    expect(example.from('Unified_Coalesced', 'given_name')).toEqual(['Shop:People.first']);
    expect(example.column('Unified_Coalesced', 'surname')).toMatchObject({
      presence: 'certain',
      unfilled: true,
    });
  });

  it('conditional ones may be there, and are where a source has their tag', () => {
    expect(withSources(profile).column('Unified_Customer', 'country').presence).toBe('maybe');
    const tagged = profile.replace('email}', 'country}');
    expect(withSources(tagged).column('Unified_Customer', 'country').presence).toBe('certain');
  });

  it('custom tags make columns of their own, foreign keys may', () => {
    const example = withSources(
      profile.replace('semantics: email', 'semantics: [email, shoe-size, email-work]'),
    );
    expect(example.names('Unified_Coalesced')).toEqual(
      expect.arrayContaining(['shoe_size', 'email_work', 'fk_person?']),
    );
    expect(example.lineage.stateOf(example.relation('Unified_Coalesced'), 'fk_other')).toBe('maybe');
    expect(example.lineage.stateOf(example.relation('Unified_Coalesced'), 'nope')).toBe('absent');
  });

  it('of items are those of their tags', () => {
    const example = withSources(items);
    expect(example.names('Unified_Itemized_Transactions')).toEqual([
      'amperity_id',
      'order_id',
      'fk_person?',
      'tip',
      'product_color',
    ]);
    expect(example.lineage.stateOf(example.relation('Unified_Itemized_Transactions'), 'store_id')).toBe(
      'absent',
    );
  });

  it('are not known in full while a source is broken', () => {
    const example = withSources(`${items}      typing: {type: string, semantics: [txn-item/sto\n`);
    expect(example.lineage.stateOf(example.relation('Unified_Itemized_Transactions'), 'store_id')).toBe(
      'unknown',
    );
  });
});

describe('the columns of sources', () => {
  it('hold the product’s own', () => {
    const example = withSources('  A: {fields: {x: integer}}');
    expect([...example.columns('A').columns.keys()]).toEqual(['x', '_pk', '_uuid_pk', '_updated']);
    expect(example.lineage.stateOf(example.relation('A'), '_PK')).toBe('certain');
  });

  it.each([
    ['stitched', '  A: {stitch: true, fields: {x: string}}', 'certain'],
    ['not stitched', '  A: {fields: {x: string}}', 'absent'],
    [
      'with a foreign key that a profile source has',
      `${profile}  A: {fields: {x: {semantics: fk-person}}}`,
      'certain',
    ],
    ['with another foreign key', `${profile}  A: {fields: {x: {semantics: fk-other}}}`, 'absent'],
  ])('have an amperity_id in databases: %s', (_, sources, state) => {
    const example = withSources(sources, '      A: {build: passthrough}');
    expect(example.lineage.stateOf(example.relation('A'), 'amperity_id')).toBe(state);
  });

  it('are unknown where nobody describes them', () => {
    expect(withSources('  A: {kind: external}').names('A')).toEqual(['…']);
    expect(withSources('  A: {fields: {}}').names('A')).toEqual(['…']);
  });

  it('of a custom domain table are those of its query, with the types of `fields`', () => {
    const example = withSources(`
  Raw: {stitch: true, fields: {x: string, y: string}}
  Shaped:
    kind: custom_domain_table
    sql: SELECT x AS a, y AS b, f(x) AS c FROM Raw
    fields: {c: date}
`);
    expect(example.names('Shaped')).toEqual(['a', 'b', 'c']);
    expect(example.column('Shaped', 'c').type).toBe('date');
    expect(example.from('Shaped', 'a')).toEqual(['Raw.x']);
  });

  it('of a custom domain table go on to those that read it', () => {
    const example = withSources(
      `
  Raw: {fields: {x: string}}
  Shaped: {kind: custom_domain_table, sql: SELECT x AS a FROM Raw, fields: {a: integer}}
  Again: {kind: custom_domain_table, sql: SELECT * FROM Shaped}
`,
      '      Mine: {build: sql, sql: SELECT * FROM Again}',
    );
    expect(example.names('Mine')).toEqual(['a']);
    expect(example.column('Mine', 'a').type).toBe('integer');
    expect(example.from('Mine', 'a')).toEqual(['Again.a']);
  });

  it('before Stitch have no certain amperity_id, and a star does not hand it on', () => {
    const example = withSources(`
  Raw: {stitch: true, fields: {x: string}}
  Shaped: {kind: custom_domain_table, sql: "SELECT *, amperity_id AS who FROM Raw"}
`);
    expect(example.names('Shaped')).toEqual(['x', 'who']);
    expect([...example.view('Shaped').analysis.columns.values()].map(({ state }) => state)).toEqual([
      'maybe',
    ]);
  });
});

describe('the columns of tables', () => {
  it('of a passthrough are those of what it passes through', () => {
    const example = withSources(profile, '      Mine: {build: passthrough, source: Shop_People}');
    expect(example.names('Mine')).toEqual(['id', 'first', 'mail', 'amperity_id']);
    expect(example.from('Mine', 'first')).toEqual(['Shop:People.first']);
    expect(example.column('Mine', 'first').definedAt).toEqual(
      example.column('Shop:People', 'first').definedAt,
    );
  });

  it('of a passthrough of nothing are unknown', () => {
    expect(withSources('', '      Mine: {build: passthrough}').columns('Mine').unknown).toEqual({
      kind: 'unknown-table',
      name: 'Mine',
    });
  });

  it('of a template are its documented ones and those that `columns` declares', () => {
    const example = withSources(
      profile,
      '      Merged_Customers: {build: template, template: merged_customers, columns: {loyalty_id: string}}',
    );
    expect(example.names('Merged_Customers')).toEqual(
      expect.arrayContaining(['surname', 'country?', 'loyalty_id']),
    );
    expect(example.names('Merged_Customers')).not.toContain('company');
    expect(example.column('Merged_Customers', 'surname').unfilled).toBe(true);
    expect(example.column('Merged_Customers', 'email').unfilled).toBe(false);
    expect(example.from('Merged_Customers', 'email')).toEqual(['Unified_Coalesced.email']);
  });

  it('of what the models make may be there', () => {
    const example = withSources('', '      P: {build: passthrough, source: Predicted_CLV_Attributes}');
    expect(example.names('P')).toEqual(expect.arrayContaining(['predicted_clv_next_365d?', '…']));
  });

  it('lack in every table downstream what the first lacks', () => {
    const example = withSources(
      profile,
      `
      First: {build: sql, sql: SELECT first FROM Shop_People}
      Second: {build: sql, sql: SELECT * FROM First}
      Third: {build: sql, sql: "SELECT s.* FROM Second s"}
`,
    );
    expect(example.names('Third')).toEqual(['first']);
    expect(example.lineage.upstream(example.relation('Third')).map(({ name }) => name)).toEqual([
      'Second',
      'First',
      'Shop:People',
    ]);
  });
});

describe('what a name in a database’s SQL means', () => {
  const example = withSources(
    `${profile}${items}  Both: {fields: {of_source: string}}`,
    `
      Both: {build: sql, sql: SELECT 1 AS of_table}
      Reader: {build: sql, sql: SELECT * FROM Both}
      Unified_Customer: {build: sql, sql: "SELECT given_name FROM Unified_Customer"}
      Other: {build: sql, sql: "SELECT * FROM unified_customers"}
      Quoted: {build: sql, sql: "SELECT first FROM \`Shop:People\`"}
      Elsewhere: {build: sql, sql: "SELECT * FROM D.Both"}
`,
  );

  it('a table of the database before a source', () => {
    expect(example.names('Reader')).toEqual(['of_table']);
  });

  it('its own name: the core table, which others do not see behind it', () => {
    expect(example.from('Unified_Customer', 'given_name')).toEqual(['Unified_Customer.given_name']);
    expect(example.columns('Unified_Customer').reads[0]?.kind).toBe('core');
  });

  it('a core table by another documented name', () => {
    expect(example.columns('Other').reads.map(({ kind, name }) => [kind, name])).toEqual([
      ['core', 'Unified_Customer'],
    ]);
  });

  it('a source with a colon or an underscore', () => {
    expect(example.from('Quoted', 'first')).toEqual(['Shop:People.first']);
  });

  it('a table of a database that it names', () => {
    expect(example.names('Elsewhere')).toEqual(['of_table']);
  });

  it.each([
    ['Unified_Loyalty', 'not-output'],
    ['Campaign_Recipients', 'relation'],
    ['Merged_Customers', 'unknown'],
    ['Nowhere', 'unknown'],
  ])('%s: %s', (name, kind) => {
    const [database] = example.tenant.databases;
    const resolution = example.lineage.resolve(name, {
      database: database ?? null,
      table: null,
      source: null,
    });
    expect(resolution).toMatchObject({ kind });
  });
});

describe('while something is being typed', () => {
  const resolve = (yaml: string, name: string): unknown => {
    const { tenant, lineage } = lineageOf(yaml);
    return lineage.resolve(name, { database: tenant.databases[0] ?? null, table: null, source: null });
  };
  const source = (fields: string): string =>
    `sources:\n  A:\n    fields:\n      x: ${fields}\ndatabases: {D: {kind: empty}}\n`;

  it('a broken field does not make the names of other things uncertain, but it may hide a tag', () => {
    const broken = source('{type: string, semantics: [txn-i');
    expect(resolve(broken, 'Nowhere')).toMatchObject({ kind: 'unknown', certain: true });
    expect(resolve(broken, 'Unified_Transactions')).toMatchObject({ kind: 'not-output', certain: false });
    expect(resolve(source('string'), 'Unified_Transactions')).toMatchObject({
      kind: 'not-output',
      certain: true,
    });
  });

  it('a broken list of sources may hide one', () => {
    expect(resolve('databases: {D: {kind: empty}}\nsources: {A: {', 'Nowhere')).toMatchObject({
      kind: 'unknown',
      certain: false,
    });
  });
});

describe('cycles', () => {
  const tables = (...reads: [string, string][]): string =>
    reads.map(([name, sql]) => `      ${name}: {build: sql, sql: "${sql}"}`).join('\n');

  it('are found once, at the shortest loop, from the table that comes first', () => {
    const example = withSources(
      '',
      tables(
        ['Fine', 'SELECT 1 AS n'],
        ['B', 'SELECT * FROM A'],
        ['A', 'SELECT B.* FROM B JOIN C'],
        ['C', 'SELECT * FROM B'],
        ['Behind', 'SELECT *, 1 AS n FROM A'],
      ),
    );
    expect(example.lineage.cycles.map((cycle) => cycle.map(({ name }) => name))).toEqual([['B', 'A']]);
    expect(example.names('Fine')).toEqual(['n']);
    expect(example.columns('B').unknown).toEqual({ kind: 'cycle' });
    expect(example.names('Behind')).toEqual(['n', '…']);
  });

  it('leave what a query names itself', () => {
    const example = withSources('', tables(['A', 'SELECT x FROM B'], ['B', 'SELECT x, 1 AS n FROM A']));
    expect(example.names('B')).toEqual(['x', 'n']);
  });

  it('of custom domain tables too, and of one that reads itself', () => {
    const example = withSources('  S: {kind: custom_domain_table, sql: SELECT * FROM S}');
    expect(example.lineage.cycles.map((cycle) => cycle.map(({ name }) => name))).toEqual([['S']]);
  });

  it('are none where an override reads its core table', () => {
    const example = withSources(profile, tables(['Unified_Customer', 'SELECT * FROM Unified_Customer']));
    expect(example.lineage.cycles).toEqual([]);
  });
});

describe('the example that is ready', () => {
  const example = lineageOf(readFileSync('examples/ready/tenant.yaml', 'utf8'));

  it('has every column known', () => {
    for (const database of example.tenant.databases) {
      for (const table of database.tables) {
        expect([table.name, example.columns(table.name).complete]).toEqual([table.name, true]);
      }
    }
  });

  it('follows revenue from the items to the customer', () => {
    expect(example.from('Customer_360', 'lifetime_order_revenue')).toEqual([
      'Transaction_Attributes_Extended.lifetime_order_revenue',
    ]);
    expect(example.from('Unified_Transactions', 'order_revenue')).toContain(
      'Unified_Itemized_Transactions.item_revenue',
    );
  });

  it('names no column that is not there', () => {
    for (const query of example.tenant.queries) {
      const view = example.lineage.queryView(query);
      const states = [...(view?.analysis.columns.values() ?? [])].map(({ state }) => state);
      expect(states.filter((state) => state !== 'certain')).toEqual([]);
    }
  });
});
