import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { completion } from '../../server/src/language/completion.js';
import { documentOf } from '../../server/src/language/documentTexts.js';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { shop, shopWith, spotIn, type Spot } from './spot.js';

const abilities = { markdown: true, snippets: true };

function itemsAt(spot: Spot): CompletionItem[] {
  return completion(spot.snapshot, spot.uri, spot.position, abilities)?.items ?? [];
}

function labels(files: Parameters<typeof spotIn>[0]): string[] {
  return itemsAt(spotIn(files)).map((item) => item.label);
}

/** The text after the choice of that label, with `¦` where the cursor goes if it goes anywhere. */
function chosen(files: Parameters<typeof spotIn>[0], label: string): string {
  const spot = spotIn(files);
  const item = itemsAt(spot).find((one) => one.label === label);
  const document = documentOf(spot.snapshot, spot.uri);
  if (item === undefined || document === null) {
    throw new Error(`${label} is not offered`);
  }
  const edit = item.textEdit as TextEdit;
  const range = { start: document.offsetAt(edit.range.start), end: document.offsetAt(edit.range.end) };
  return applyTextEdits(document.getText(), [{ range, newText: edit.newText.replace('$0', '¦') }]);
}

describe('keys', () => {
  it('offers those of the root, without those that are there', () => {
    const offered = labels('version: 1\n¦');
    expect(offered).toEqual(expect.arrayContaining(['tenant', 'features', 'sources', 'databases']));
    expect(offered).not.toContain('version');
  });

  it('offers those of a mapping at the depth of the cursor', () => {
    const text = 'version: 1\nsources:\n  A:\n    kind: feed\n    ¦';
    expect(labels(text)).toEqual(expect.arrayContaining(['stitch', 'fields', 'primary_key']));
    expect(labels(text)).not.toContain('kind');
    expect(labels('version: 1\nsources:\n  A:\n    kind: feed\n¦')).toContain('databases');
  });

  it('leaves out what other keys rule out', () => {
    const table = 'databases:\n  D:\n    kind: empty\n    tables:\n      T:\n        build: sql\n        ¦';
    expect(labels(table)).toContain('sql');
    expect(labels(table)).not.toContain('source_priority');
  });

  it('writes a mapping on a line of its own, at the width of the file', () => {
    expect(chosen('version: 1\nx-a:\n    b: 1\nfea¦', 'features')).toBe(
      'version: 1\nx-a:\n    b: 1\nfeatures:\n    ¦',
    );
    expect(chosen('sources:\n  A:\n    fie¦', 'fields')).toBe('sources:\n  A:\n    fields:\n      ¦');
  });

  it('writes a value behind the colon on the same line', () => {
    expect(chosen('sources:\n  A:\n    sti¦', 'stitch')).toBe('sources:\n  A:\n    stitch: ');
  });

  it('changes a key that is there and leaves its value', () => {
    expect(chosen('features:\n  seg¦: true', 'segments')).toBe('features:\n  segments: true');
  });

  it('offers the keys of a mapping behind its colon, on a new line', () => {
    expect(chosen('features: ¦', 'segments')).toBe('features: \n  segments: ');
  });

  it('works in a flow mapping', () => {
    const text = 'sources:\n  A:\n    fields:\n      x: {type: string, ¦}';
    expect(labels(text)).toContain('semantics');
    expect(labels(text)).not.toContain('type');
    expect(chosen(text, 'semantics')).toBe(
      'sources:\n  A:\n    fields:\n      x: {type: string, semantics: }',
    );
  });
});

describe('names', () => {
  it('offers standard tables, required ones first, without those that are there', () => {
    const text = shopWith('      Customer_360:\n', '      ¦\n      Customer_360:\n');
    const offered = labels(text);
    expect(offered).toContain('Unified_Transactions');
    expect(offered).not.toContain('Customer_360');
    expect(chosen(text, 'Unified_Customer')).toContain(
      '      Unified_Customer:\n        build: passthrough\n      Customer_360:',
    );
  });

  it('offers rules', () => {
    expect(labels('version: 1\nrules:\n  ¦')).toContain('build-mode');
    expect(labels('version: 1\nrules:\n  build-mode: ¦')).toEqual([
      'error',
      'warning',
      'info',
      'hint',
      'off',
    ]);
    expect(labels('# tenant-config-disable-next-line ¦\nversion: 1\n')).toContain('build-mode');
    expect(labels('# ¦\nversion: 1\n')).toContain('tenant-config-disable');
    expect(labels('# why ¦\nversion: 1\n')).toEqual([]);
  });

  it('offers the same in comments of SQL, inline and in a file', () => {
    const table = 'databases:\n  D:\n    kind: empty\n    tables:\n      T:\n        build: sql\n        ';
    const inline = (comment: string): string =>
      `${table}sql: |\n          ${comment}\n          SELECT 1 AS a\n`;
    expect(labels(inline('-- tenant-config-disable-next-line sql-ord¦'))).toContain('sql-order-by');
    expect(chosen(inline('-- tenant-config-disable sql-syntax sql-ord¦'), 'sql-order-by')).toBe(
      inline('-- tenant-config-disable sql-syntax sql-order-by').replace('¦', ''),
    );
    expect(labels(inline('-- ¦'))).toContain('tenant-config-disable-next-line');
    expect(labels(inline('-- one row per customer ¦'))).toEqual([]);
    const file = {
      'tenant.yaml': `${table}sql_file: q.sql\n`,
      'q.sql': '-- tenant-config-disable ¦\nSELECT 1 AS a\n',
    };
    expect(labels(file)).toContain('sql-order-by');
  });

  it('offers the columns that a build produces', () => {
    const text = shopWith('      Customer_360:\n', '        columns:\n          ¦\n      Customer_360:\n');
    expect(labels(text)).toEqual(['amperity_id', 'email', 'first_name']);
  });
});

describe('values', () => {
  it.each([
    ['build: passthrough', 'build: ¦', ['passthrough', 'sql', 'template']],
    ['stitch: true', 'stitch:¦', ['true', 'false']],
    ['records: customer', 'records: [¦]', ['customer', 'interaction', 'product_catalog', 'other']],
  ])('offers those of %s', (before, after, values) => {
    expect(labels(shopWith(before, after))).toEqual(values);
  });

  it('puts a blank behind the colon where there is none', () => {
    expect(chosen(shopWith('stitch: true', 'stitch:¦'), 'true')).toBe(shop);
  });

  it('offers semantics, sources, fields', () => {
    expect(labels(shopWith('semantics: email', 'semantics: e¦'))).toEqual(
      expect.arrayContaining(['email', 'given-name', 'txn-item/order-id']),
    );
    expect(labels(shopWith('source: Club:Members', 'source: ¦'))).toEqual(
      expect.arrayContaining(['Club:Members', 'Unified_Coalesced']),
    );
    expect(labels(shopWith('[member_id]', '[¦]'))).toEqual(['member_id', 'mail', 'first']);
    expect(labels(shopWith('[member_id]', '\n      - ¦'))).toEqual(['member_id', 'mail', 'first']);
  });
});

describe('SQL', () => {
  const join = (text: string): string =>
    shopWith('SELECT m.*, UPPER(m.email) AS loud FROM Merged_Customers m', text);

  it('offers tables behind FROM and JOIN', () => {
    for (const text of ['SELECT * FROM ¦', 'SELECT * FROM Members a JOIN ¦', 'SELECT * FROM Mem¦']) {
      expect(labels(join(text))).toEqual(
        expect.arrayContaining(['Members', 'Merged_Customers', 'Unified_Coalesced', 'Club_Members']),
      );
    }
    expect(labels(join('WITH mine AS (SELECT 1 AS x) SELECT * FROM ¦'))).toContain('mine');
  });

  it('offers the columns of what stands before a dot', () => {
    expect(labels(join('SELECT m.¦ FROM Merged_Customers m'))).toEqual([
      'amperity_id',
      'email',
      'first_name',
    ]);
    expect(labels(join('SELECT m.em¦ FROM Merged_Customers m'))).toEqual([
      'amperity_id',
      'email',
      'first_name',
    ]);
  });

  it('offers columns in scope, functions and keywords elsewhere', () => {
    const offered = labels(join('SELECT ¦ FROM Merged_Customers m'));
    expect(offered).toEqual(expect.arrayContaining(['first_name', 'COALESCE', 'CASE']));
    expect(labels(join('SELECT email FROM Merged_Customers m WHERE ¦'))).toContain('first_name');
  });

  it('offers FROM with a table behind a select list, and whole queries where one begins', () => {
    expect(chosen(join('SELECT email, UPPER(email) ¦'), 'FROM Merged_Customers')).toContain(
      'SELECT email, UPPER(email) FROM Merged_Customers\n',
    );
    expect(chosen(join('select email f¦'), 'from Members')).toContain('select email from Members\n');
    expect(chosen(join('SELECT 1 AS a FROM (¦'), 'SELECT … FROM Members')).toContain(
      'FROM (SELECT ¦ FROM Members',
    );
    expect(labels(join('SELECT COUNT(¦) FROM Members'))).not.toContain('SELECT … FROM Members');
    expect(labels(join('SELECT ¦ FROM Members'))).not.toContain('FROM Members');
  });

  it('knows the columns though much else in the query is wrong', () => {
    for (const text of [
      'SELECT m.¦, foo( FROM Merged_Customers m',
      'SELECT m.email,, m.¦ FROM Merged_Customers m WHERE (a =',
      "SELECT 'abc\n            , m.¦ FROM Merged_Customers m",
      'WITH a AS (SELECT m.¦ FROM Merged_Customers m SELECT e FROM a',
      'SELECT email FROM Nobody n JOIN Merged_Customers m ON m.¦ = n.x GROUP',
    ]) {
      expect(labels(join(text))).toContain('first_name');
    }
  });

  it('knows the columns of a table that FROM does not name yet', () => {
    expect(labels(join('SELECT Merged_Customers.¦'))).toContain('first_name');
  });

  it('offers nothing within strings and comments', () => {
    expect(labels(join("SELECT 'a ¦' FROM Merged_Customers"))).toEqual([]);
    expect(labels(join('SELECT email -- the ¦\n          FROM Merged_Customers'))).toEqual([]);
  });

  it('puts the cursor between a function’s brackets', () => {
    expect(chosen(join('SELECT COAL¦ FROM Merged_Customers'), 'COALESCE')).toContain(
      'SELECT COALESCE(¦) FROM',
    );
  });

  it('works in a file of its own', () => {
    const tenant = shop.replace(/sql: \|\n {10}SELECT m.*\n/, 'sql_file: c.sql\n');
    expect(labels({ 'tenant.yaml': tenant, 'c.sql': 'SELECT m.¦ FROM Merged_Customers m' })).toContain(
      'first_name',
    );
  });
});

it('gives every item a range that holds the cursor, on its line, inside the text', () => {
  for (let at = 0; at <= shop.length; at += 7) {
    const spot = spotIn(`${shop.slice(0, at)}¦${shop.slice(at)}`);
    for (const item of itemsAt(spot)) {
      const { start, end } = (item.textEdit as TextEdit).range;
      expect(start.line).toBe(spot.position.line);
      expect(end.line).toBe(spot.position.line);
      expect(start.character).toBeLessThanOrEqual(spot.position.character);
      expect(end.character).toBeGreaterThanOrEqual(spot.position.character);
    }
  }
});
