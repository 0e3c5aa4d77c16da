import { describe, expect, it } from 'vitest';
import { hover } from '../../server/src/language/hover.js';
import { documentOf } from '../../server/src/language/documentTexts.js';
import { shop, shopWith, spotIn } from './spot.js';

/** The Markdown at the cursor, and the text that it speaks of. */
function at(files: Parameters<typeof spotIn>[0]): { text: string; word: string } | null {
  const { snapshot, uri, position } = spotIn(files);
  const found = hover(snapshot, uri, position);
  if (found === null || found.range === undefined) {
    return null;
  }
  return {
    text: (found.contents as { value: string }).value,
    word: documentOf(snapshot, uri)?.getText(found.range) ?? '',
  };
}

describe('hover in YAML', () => {
  it.each([
    ['ver¦sion: 1', 'version'],
    ['  segments: true', 'segments', '  seg¦ments: true'],
    ['    stitch: true', 'stitch', '    st¦itch: true'],
    ['    records: customer', 'records', '    re¦cords: customer'],
    ['    kind: customer_360', 'kind', '    k¦ind: customer_360'],
    ['        build: sql', 'build', '        bu¦ild: sql'],
    ['type: string', 'type', 'ty¦pe: string'],
  ])('explains the key of %s', (before, word, after = before) => {
    const found = at(shopWith(before.replace('¦', ''), after));
    expect(found?.word).toBe(word);
    expect(found?.text.length).toBeGreaterThan(20);
  });

  it.each([
    ['YAML', '# tenant-config-disable-next-line build-m¦ode\nversion: 1\n', 'build-mode'],
    [
      'SQL',
      'databases:\n  D:\n    kind: empty\n    tables:\n      T:\n        build: sql\n        sql: |\n          -- tenant-config-disable sql-order¦-by\n          SELECT 1 AS a\n',
      'sql-order-by',
    ],
  ])('says what rule a comment of %s suppresses', (_, text, rule) => {
    const found = at(text);
    expect(found?.word).toBe(rule);
    expect(found?.text).toContain(rule);
  });

  it('says of a build mode what it is, with a link', () => {
    const found = at(shopWith('build: passthrough', 'build: pass¦through'));
    expect(found?.word).toBe('passthrough');
    expect(found?.text).toMatch(/\[Documentation\]\(https:/);
  });

  it('says of a semantic its type, its column and who needs it, with a link', () => {
    const found = at(shopWith('semantics: given-name', 'semantics: given-¦name'));
    expect(found?.word).toBe('given-name');
    expect(found?.text).toContain('`given_name`');
    expect(found?.text).toMatch(/Needed by .*Segments/);
    expect(found?.text).toMatch(/\[Documentation\]\(https:/);
  });

  it('says in which mode a standard table is to be built, and for which features', () => {
    const found = at(
      shopWith('Merged_Customers:\n        build: sql', 'Merged_Customers:\n        build: s¦ql'),
    );
    expect(found?.text).toMatch(/`Merged_Customers` is to be built as `sql` or `template`, for .*Campaigns/);
  });

  it('says which fields of the tenant have a tag', () => {
    expect(at(shopWith('semantics: email', 'semantics: em¦ail'))?.text).toContain(
      'In this tenant: `Club:Members.mail`.',
    );
  });

  it('says what type a key takes, and where the product speaks of it', () => {
    expect(at(shopWith('    stitch: true', '    st¦itch: true'))?.text).toContain('Type: `true` or `false`.');
    expect(at(shopWith('    tables:', '    ta¦bles:'))?.text).toMatch(/\[Documentation\]\(https:/);
  });

  it('says nothing between a colon and the value', () => {
    expect(at(shopWith('kind: customer_360', 'kind:¦ customer_360'))).toBeNull();
  });

  it('says of a standard table why it must be there, and what is in it here', () => {
    const found = at(shopWith('      Merged_Customers:', '      Merged_¦Customers:'));
    expect(found?.word).toBe('Merged_Customers');
    expect(found?.text).toContain('customer 360 database must have it');
    expect(found?.text).toContain('`first_name`');
  });

  it('says of a source what it is and what its description says', () => {
    const found = at(shopWith('  Club:Members:', '  Club:¦Members:'));
    expect(found?.text).toContain('People of the club.');
    expect(found?.text).toContain('describes customers');
  });

  it('says of a field what its tag makes', () => {
    expect(at(shopWith('      mail:', '      ma¦il:'))?.text).toContain('makes `email`');
  });

  it('says nothing of a value that anybody may choose, nor of an empty place', () => {
    expect(at(shopWith('tenant: shop', 'tenant: sh¦op'))).toBeNull();
    expect(at(`${shop}\n¦`)).toBeNull();
  });

  it('survives a file that is broken, binary or empty', () => {
    for (const text of ['¦', 'a: [¦', '\0\0¦\0', ': ¦:\n\t- {', '😀¦: 1']) {
      expect(() => at(text)).not.toThrow();
    }
  });
});

describe('hover in SQL', () => {
  it('says of a column where it comes from, back to the field', () => {
    const found = at(shopWith('UPPER(m.email)', 'UPPER(m.em¦ail)'));
    expect(found?.word).toBe('email');
    expect(found?.text).toContain('column of `Merged_Customers`');
    expect(found?.text).toContain('field `mail` of `Club:Members`');
    expect(found?.text).toMatch(/Needed by .*Campaigns/);
  });

  it('says of a table what it is', () => {
    expect(at(shopWith('FROM Merged_Customers m', 'FROM Merged_¦Customers m'))?.text).toContain(
      'table of `C360`',
    );
    expect(at(shopWith('FROM Unified_Coalesced u', 'FROM Unified_¦Coalesced u'))?.text).toContain(
      'standard table',
    );
  });

  it('says of a star what it stands for', () => {
    const found = at(shopWith('SELECT m.*', 'SELECT m.¦*'));
    expect(found?.word).toBe('m.*');
    expect(found?.text).toContain('- `amperity_id` _string_\n- `email` _string_\n- `first_name` _string_');
  });

  it('explains a function', () => {
    const found = at(shopWith('UPPER(', 'UPP¦ER('));
    expect(found?.word).toBe('UPPER');
    expect(found?.text).toContain('function');
  });

  it('takes a word of SQL for no function', () => {
    expect(at(shopWith('FROM Merged_Customers m', 'FROM Members LE¦FT JOIN Merged_Customers m'))).toBeNull();
  });

  it('says of a common table expression which columns it has', () => {
    expect(at(shopWith('FROM best\n', 'FROM be¦st\n'))?.text).toContain('`amperity_id`, `email` and `name`');
  });

  it('works in a file of its own', () => {
    const tenant = shop.replace(/sql: \|\n {10}SELECT m.*\n/, 'sql_file: c.sql\n');
    const found = at({ 'tenant.yaml': tenant, 'c.sql': 'SELECT m.ema¦il FROM Merged_Customers m' });
    expect(found?.word).toBe('email');
    expect(found?.text).toContain('field `mail`');
  });
});
