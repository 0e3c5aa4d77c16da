import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { prepareRename, rename } from '../../server/src/language/rename.js';
import { textOf } from '../../server/src/workspace/fixAll.js';
import { root, shop, shopWith, snapshotOf, spotIn } from './spot.js';

/** The text of `tenant.yaml` (or another file) after the rename, or why it is refused. */
function renamed(files: Parameters<typeof spotIn>[0], name: string, path = 'tenant.yaml'): string | null {
  const { snapshot, uri, position } = spotIn(files);
  const result = rename([snapshot], createEngine, uri, position, name);
  if (result?.kind !== 'changes') {
    return result?.reason ?? null;
  }
  const wanted = `${root}/${path}`;
  const text = textOf(snapshot.input, wanted) ?? '';
  const edits = result.changes.flatMap((change) =>
    change.kind === 'edit' && change.uri === wanted ? change.edits : [],
  );
  return applyTextEdits(text, edits);
}

function unknownNames(text: string): string[] {
  return snapshotOf({ 'tenant.yaml': text })
    .diagnostics.filter(({ rule }) =>
      ['sql-unknown-column', 'sql-unknown-table', 'passthrough-source-unknown'].includes(rule),
    )
    .map(({ message }) => message);
}

describe('rename', () => {
  it('renames a source where it is named', () => {
    const after = renamed(shopWith('  Club:Members:', '  Club:¦Members:'), 'Club:People');
    expect(after).toBe(shop.replaceAll('Club:Members', 'Club:People'));
  });

  it('writes a source in SQL as SQL reads it', () => {
    const text = shop.replace('FROM Unified_Coalesced u', 'FROM Club_Members u');
    const after = renamed(text.replace('  Club:Members:', '  Club:¦Members:'), 'Club:People');
    expect(after).toContain('FROM Club_People u');
  });

  it('says the source of a passthrough that read it by its own name', () => {
    const text = shop.replace(
      '      Members:\n        build: passthrough\n        source: Club:Members\n',
      '      Club_Members: {build: passthrough}\n',
    );
    const after = renamed(text.replace('  Club:Members:', '  Club:¦Members:'), 'People');
    expect(after).toContain('Club_Members: {build: passthrough, source: People}');
  });

  it('renames a table in YAML and SQL', () => {
    const text = shop.replaceAll('Merged_Customers', 'Merged_Mine');
    const after = renamed(text.replace('      Merged_Mine:', '      Merged_¦Mine:'), 'Merged_Yours');
    expect(after).toBe(text.replaceAll('Merged_Mine', 'Merged_Yours'));
  });

  it('renames a column where it is made and read, also through a star', () => {
    const text = shopWith('UPPER(m.email) AS loud', 'UPPER(m.first_name) AS loud');
    const after = renamed(text.replace('AS first_name', 'AS first_¦name'), 'forename');
    expect(after).toBe(text.replaceAll('first_name', 'forename'));
  });

  it('keeps the name of a column that is selected from a renamed field', () => {
    const text = shopWith(
      'build: passthrough\n        source: Club:Members',
      'build: sql\n        sql: SELECT mail, UPPER(mail) AS loud FROM Club_Members',
    );
    const after = renamed(text.replace('      mail:', '      ma¦il:'), 'email_address');
    expect(after).toContain('      email_address: {type: string, semantics: email}');
    expect(after).toContain('SELECT email_address AS mail, UPPER(email_address) AS loud FROM Club_Members');
  });

  it('gives a column that is made of a bare reference its name by an alias', () => {
    const text = shopWith('UPPER(m.email) AS loud', 'm.first_name AS loud');
    const after = renamed(text.replace('best.email,', 'best.em¦ail,'), 'mail');
    expect(after === null || unknownNames(after).length === 0).toBe(true);
  });

  it('renames a common table expression and nothing else', () => {
    const after = renamed(shopWith('WITH best AS', 'WITH be¦st AS'), 'top');
    expect(after).toBe(shop.replaceAll(/\bbest\b(?! AS best)/g, 'top'));
  });

  it('works through a file of its own', () => {
    const tenant = shop.replace(/sql: \|\n {10}SELECT m.*\n/, 'sql_file: c.sql\n');
    const sql = 'SELECT m.first_name AS n FROM Merged_Customers m';
    const after = renamed(
      { 'tenant.yaml': tenant.replace('AS first_name', 'AS first_¦name'), 'c.sql': sql },
      'f',
      'c.sql',
    );
    expect(after).toBe('SELECT m.f AS n FROM Merged_Customers m');
  });

  it('keeps quotes', () => {
    const text = shop.replaceAll('Club:Members', '"Club:Members"');
    expect(renamed(text.replace('  "Club:', '  "Club¦:'), 'A:B')).toBe(
      shop.replaceAll('Club:Members', '"A:B"'),
    );
  });

  it('refuses a name that is taken or cannot be one', () => {
    expect(renamed(shopWith('      mail:', '      ma¦il:'), 'first')).toBe('first is there already.');
    expect(renamed(shopWith('      mail:', '      ma¦il:'), 'two words')).toContain(
      'letters, digits and underscores',
    );
    expect(renamed(shopWith('      mail:', '      ma¦il:'), ' ')).toContain('at least one character');
  });

  it('offers nothing for what the product names', () => {
    for (const text of [
      shopWith('semantics: email', 'semantics: em¦ail'),
      shopWith('FROM Unified_Coalesced u', 'FROM Unified_¦Coalesced u'),
      shopWith('version: 1', 'ver¦sion: 1'),
    ]) {
      const { snapshot, uri, position } = spotIn(text);
      expect(prepareRename(snapshot, uri, position)).toBeNull();
    }
  });

  it('names what it renames', () => {
    const { snapshot, uri, position } = spotIn(shopWith('      mail:', '      ma¦il:'));
    expect(prepareRename(snapshot, uri, position)?.placeholder).toBe('mail');
  });

  it('renames an alias in its query and nothing else', () => {
    expect(renamed(shopWith('FROM Unified_Coalesced u', 'FROM Unified_Coalesced ¦u'), 'core')).toBe(
      shop
        .replace('SELECT u.amperity_id, u.email, u.given', 'SELECT core.amperity_id, core.email, core.given')
        .replace('Coalesced u', 'Coalesced core'),
    );
    expect(renamed(shopWith('SELECT m.*', 'SELECT ¦m.*'), 'x')).toBe(
      shop
        .replace('SELECT m.*, UPPER(m.email)', 'SELECT x.*, UPPER(x.email)')
        .replace('Customers m', 'Customers x'),
    );
  });

  it('renames a column of a common table expression', () => {
    expect(renamed(shopWith('u.given_name AS name', 'u.given_name AS na¦me'), 'called')).toBe(
      shop.replace('AS name', 'AS called').replace('best.name', 'best.called'),
    );
    const bare = renamed(shopWith('best.email,', 'best.e¦mail,'), 'mail');
    expect(bare).toBe(
      shop.replace('u.email,', 'u.email AS mail,').replace('best.email,', 'best.mail AS email,'),
    );
  });

  it('follows a column from where it is read to where it has its name', () => {
    const text = shop.replace('m.*, UPPER(m.email)', 'm.*, UPPER(m.first_name)');
    const after = renamed(text.replace('UPPER(m.first_name)', 'UPPER(m.first¦_name)'), 'forename');
    expect(after).toBe(text.replaceAll('first_name', 'forename'));
  });

  it('renames the words of ORDER BY, EXCEPT and USING with their column', () => {
    const sql = (column: string): string =>
      `SELECT * EXCEPT (${column}) FROM a JOIN b USING (${column}) ORDER BY ${column}`;
    const text = (column: string): string =>
      `version: 1\ntenant: t\nsources:\n  A: {fields: {${column}: string}}\ndatabases:\n  D:\n    kind: empty\n    tables:\n      T:\n        build: sql\n        sql: |\n          WITH a AS (SELECT * FROM A), b AS (SELECT * FROM A)\n          ${sql(column)}\n`;
    expect(renamed(text('k').replace('{k:', '{k¦:'), 'key')).toBe(text('key'));
  });

  it('refuses where USING holds two columns that would have two names', () => {
    const text = `version: 1\ntenant: t\nsources:\n  A: {fields: {k: string}}\n  B: {fields: {k: string}}\ndatabases:\n  D:\n    kind: empty\n    tables:\n      T: {build: sql, sql: SELECT 1 AS x FROM A JOIN B USING (k)}\n`;
    expect(renamed(text.replace('{k:', '{k¦:'), 'key')).toMatch(
      /Line 10 of tenant.yaml .* ON instead of USING/,
    );
  });

  it('refuses where a text that cannot be read may speak of it', () => {
    const broken = shop.replace('UPPER(m.email) AS loud FROM', '1 AS a FROM b)) WHERE first_name ?? FROM');
    expect(renamed(broken.replace('AS first_name', 'AS first_¦name'), 'x')).toMatch(
      /Line 32 of tenant.yaml may mean this name too/,
    );
  });

  it('refuses a name that would then mean something else', () => {
    const text = shop
      .replace('FROM Merged_Customers m', 'FROM Merged_Mine m')
      .replace('Merged_Customers:', 'Merged_Mine:');
    const inner = text.replace('SELECT m.*', 'WITH Other AS (SELECT 1 AS a) SELECT m.*');
    expect(renamed(inner.replace('  Merged_Mine:', '  Merged_¦Mine:'), 'Other')).toMatch(
      /would not mean the same/,
    );
  });

  it('says which standard table it is, where its name said so', () => {
    const after = renamed(shopWith('      Customer_360:', '      Customer_¦360:'), 'People');
    expect(after).toContain('      People:\n        build: sql\n        table_semantic: Customer_360\n');
  });

  it('renames the texts that name a source, in their quotes', () => {
    const text = shop.replace('UPPER(m.email)', "IF(m.email = 'Club:Members', 1, 0)");
    const after = renamed(text.replace('  Club:Members:', '  Club:¦Members:'), 'Club:People');
    expect(after).toBe(text.replaceAll('Club:Members', 'Club:People'));
    const quoted = `version: 1\ntenant: t\nsources:\n  A:B: {fields: {k: string}}\n  C: {kind: custom_domain_table, sql: 'SELECT ''A:B'' AS s, k FROM A_B'}\n`;
    expect(renamed(quoted.replace('  A:B:', '  A:¦B:'), 'A:C')).toBe(
      quoted.replaceAll('A:B', 'A:C').replace('A_B', 'A_C'),
    );
  });

  it('renames fields that two sources share by an anchor, and what both hand on', () => {
    const text = `version: 1\ntenant: t\nsources:\n  A: {fields: &f {k: string}}\n  B: {fields: *f}\n  C: {kind: custom_domain_table, sql: SELECT B.k FROM A JOIN B ON A.k = B.k}\n`;
    expect(renamed(text.replace('{k:', '{k¦:'), 'key')).toBe(
      text
        .replace('{k:', '{key:')
        .replace('SELECT B.k FROM A JOIN B ON A.k = B.k', 'SELECT B.key AS k FROM A JOIN B ON A.key = B.key'),
    );
  });

  it('changes nothing of what the product names, also where it is declared again', () => {
    const text = shopWith('UPPER(m.email) AS loud', 'm.em¦ail AS loud').replace(
      'SELECT best.amperity_id, best.email, best.name AS first_name FROM best',
      'SELECT * FROM Unified_Coalesced',
    );
    const { snapshot, uri, position } = spotIn(text);
    expect(prepareRename(snapshot, uri, position)).toBeNull();
  });
});
