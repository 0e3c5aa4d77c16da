import type { DocumentSymbol } from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { documentSymbols } from '../../server/src/language/documentSymbols.js';
import { foldingRanges } from '../../server/src/language/foldingRanges.js';
import { selectionRanges } from '../../server/src/language/selectionRanges.js';
import { semanticTokens, tokenTypes } from '../../server/src/language/semanticTokens.js';
import { signatureHelp } from '../../server/src/language/signatureHelp.js';
import { workspaceSymbols } from '../../server/src/language/workspaceSymbols.js';
import { documentOf } from '../../server/src/language/documentTexts.js';
import { main, root, shop, shopWith, snapshotOf, spotIn } from './spot.js';

function names(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap((symbol) => [
    `${'  '.repeat(depth)}${symbol.name}`,
    ...names(symbol.children ?? [], depth + 1),
  ]);
}

describe('documentSymbols', () => {
  it('outlines sections and what they name', () => {
    expect(names(documentSymbols(snapshotOf({ 'tenant.yaml': shop }), main))).toEqual([
      'version',
      'tenant',
      'features',
      'sources',
      '  Club:Members',
      '    fields',
      '      member_id',
      '      mail',
      '      first',
      'databases',
      '  C360',
      '    tables',
      '      Members',
      '      Merged_Customers',
      '      Customer_360',
    ]);
  });

  it('leaves out the deepest levels where there are too many, and says so', () => {
    const symbols = documentSymbols(snapshotOf({ 'tenant.yaml': shop }), main, 8);
    expect(names(symbols)).toEqual([
      'version',
      'tenant',
      'features',
      'sources',
      '  Club:Members',
      'databases',
      '  C360',
    ]);
    expect(symbols[3]?.children?.[0]?.detail).toBe('1 not shown');
    expect(documentSymbols(snapshotOf({ 'tenant.yaml': shop }), main, 2)).toHaveLength(2);
  });

  it('holds each selection range in its range', () => {
    const check = (symbols: readonly DocumentSymbol[]): void => {
      for (const { range, selectionRange, children } of symbols) {
        expect(selectionRange.start.line).toBeGreaterThanOrEqual(range.start.line);
        expect(selectionRange.end.line).toBeLessThanOrEqual(range.end.line);
        check(children ?? []);
      }
    };
    check(documentSymbols(snapshotOf({ 'tenant.yaml': shop }), main));
  });

  it('outlines a query', () => {
    const tenant = shop.replace(/sql: \|\n {10}SELECT m.*\n/, 'sql_file: c.sql\n');
    const snapshot = snapshotOf({
      'tenant.yaml': tenant,
      'c.sql': 'WITH a AS (SELECT 1 AS x) SELECT x, 2 AS y FROM a',
    });
    expect(names(documentSymbols(snapshot, `${root}/c.sql`))).toEqual(['a', 'x', 'y']);
  });
});

describe('workspaceSymbols', () => {
  it('finds names by letters in order', () => {
    const snapshot = snapshotOf({ 'tenant.yaml': shop });
    expect(workspaceSymbols(snapshot, 'mrgd').map(({ name }) => name)).toEqual(['Merged_Customers']);
    expect(workspaceSymbols(snapshot, '').length).toBeGreaterThan(6);
    expect(workspaceSymbols(snapshot, 'zzz')).toEqual([]);
  });
});

describe('foldingRanges', () => {
  it('folds common table expressions within YAML', () => {
    const first = shop.split('\n').findIndex((line) => line.includes('WITH best AS'));
    expect(foldingRanges(snapshotOf({ 'tenant.yaml': shop }), main)).toContainEqual({
      startLine: first,
      endLine: first + 3,
    });
  });

  it('folds entries and comments by lines', () => {
    const text = '# one\n# two\nsources:\n  A:\n    fields: {x: string}\n\nfeatures:\n  segments: true\n';
    expect(foldingRanges(snapshotOf({ 'tenant.yaml': text }), main)).toEqual([
      { startLine: 2, endLine: 4 },
      { startLine: 3, endLine: 4 },
      { startLine: 6, endLine: 7 },
      { startLine: 0, endLine: 1, kind: 'comment' },
    ]);
  });
});

describe('selectionRanges', () => {
  it('widens from the word to the file', () => {
    const { snapshot, uri, position } = spotIn(shopWith('UPPER(m.email)', 'UPPER(m.em¦ail)'));
    const texts: string[] = [];
    for (let range = selectionRanges(snapshot, uri, [position])[0]; range; range = range.parent) {
      texts.push(documentOf(snapshot, uri)?.getText(range.range) ?? '');
    }
    expect(texts.slice(0, 3)).toEqual([
      'email',
      'UPPER(m.email) AS loud',
      'SELECT m.*, UPPER(m.email) AS loud FROM Merged_Customers m',
    ]);
    expect(texts.at(-1)?.startsWith('version: 1')).toBe(true);
    texts.slice(1).forEach((text, index) => expect(text.length).toBeGreaterThan(texts[index]?.length ?? 0));
  });
});

describe('semanticTokens', () => {
  it('marks names by what they stand for, in order and without overlaps', () => {
    const snapshot = snapshotOf({ 'tenant.yaml': shop });
    const data = semanticTokens(snapshot, main);
    const lines = shop.split('\n');
    const tokens: string[] = [];
    let line = 0;
    let character = 0;
    for (let at = 0; at < data.length; at += 5) {
      const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
      character = down === 0 ? character + right : right;
      line += down;
      tokens.push(`${lines[line]?.slice(character, character + length) ?? ''} ${tokenTypes[type] ?? ''}`);
    }
    expect(tokens).toEqual(
      expect.arrayContaining([
        'Club:Members struct',
        'mail property',
        'given-name enumMember',
        'C360 namespace',
        'Merged_Customers class',
        'best variable',
        'email property',
      ]),
    );
  });
});

describe('signatureHelp', () => {
  it('shows the function and the argument that is written', () => {
    const { snapshot, uri, position } = spotIn(
      shopWith('UPPER(m.email)', "COALESCE(m.email, UPPER('a,b'), ¦)"),
    );
    const help = signatureHelp(snapshot, uri, position);
    expect(help?.signatures[0]?.label).toMatch(/^COALESCE\(/i);
    expect(signatureHelp(snapshot, uri, { line: 0, character: 0 })).toBeNull();
  });

  it('names arguments that may be left out by their words alone, as they stand in the signature', () => {
    const { snapshot, uri, position } = spotIn(shopWith('UPPER(m.email)', 'SUBSTRING(m.email, 1, ¦)'));
    const help = signatureHelp(snapshot, uri, position);
    const [signature] = help?.signatures ?? [];
    expect(signature?.parameters?.map(({ label }) => label)).toEqual(['text', 'start', 'length']);
    expect(signature?.label).toContain('start[, length]');
    expect(help?.activeParameter).toBe(2);
  });
});
