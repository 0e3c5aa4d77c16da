import { describe, expect, test } from 'vitest';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { tagField, untagField } from '../../server/src/edits/field.js';
import { suppressNextLine } from '../../server/src/edits/suppression.js';
import type { SyntaxTree } from '../../server/src/syntax/tree.js';
import type { TextEdit } from '../../server/src/edits/edit.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { edited, entryAt, lines, settled } from './edited.js';

const field = (tree: SyntaxTree, name: string) => ({
  file: { uri: 'file:///t/tenant.yaml', role: 'tenant' as const, tree },
  entry: entryAt(tree, name),
});
const tagged = (text: string, tag: string): string =>
  settled(text, (tree) => tagField(field(tree, 'f'), tag));
const untagged = (text: string, tag: string): string =>
  edited(text, (tree) => untagField(field(tree, 'f'), tag));

describe('a field is tagged', () => {
  test('in each form that a field has', () => {
    expect(tagged('f: integer # n\n', 'ck')).toBe('f: {type: integer, semantics: ck} # n\n');
    expect(tagged('f:\n', 'ck')).toBe('f: {semantics: ck}\n');
    expect(tagged('f: {type: string}\n', 'ck')).toBe('f: {type: string, semantics: ck}\n');
    expect(tagged('f: {type: string, semantics: email}\n', 'ck')).toBe(
      'f: {type: string, semantics: [email, ck]}\n',
    );
    expect(tagged('f: {semantics: [email, ck]}\n', 'ck')).toBe('f: {semantics: [email, ck]}\n');
    expect(tagged('f:\n  type: string\n  description: x\n', 'ck')).toBe(
      'f:\n  type: string\n  semantics: ck\n  description: x\n',
    );
  });

  test('without a tag for the fields that share its text', () => {
    expect(tagged('b: &b {semantics: email}\nf: *b\n', 'ck')).toBe('b: &b {semantics: email}\nf: *b\n');
    expect(tagged('b: &b {semantics: email}\nf: {<<: *b}\n', 'ck')).toBe(
      'b: &b {semantics: email}\nf: {<<: *b, semantics: [email, ck]}\n',
    );
    expect(tagged('t: &t [email]\nf: {semantics: *t}\n', 'ck')).toBe(
      't: &t [email]\nf: {semantics: [email, ck]}\n',
    );
  });

  test('and untagged', () => {
    expect(untagged('f: {type: string, semantics: [email, ck]}\n', 'ck')).toBe(
      'f: {type: string, semantics: [email]}\n',
    );
    expect(untagged('f: {type: string, semantics: ck}\n', 'ck')).toBe('f: {type: string}\n');
    expect(untagged('f: integer\n', 'ck')).toBe('f: integer\n');
  });
});

describe('a rule is suppressed', () => {
  /** `|` marks the place. */
  function suppressed(marked: string, rule = 'some-rule'): string {
    const offset = marked.indexOf('|>');
    const text = marked.replace('|>', '');
    return applyAll(text, suppressNextLine(parseYaml(text), offset, rule));
  }
  const applyAll = (text: string, edits: readonly TextEdit[]): string => applyTextEdits(text, edits);
  const comment = 'tenant-config-disable-next-line';

  test('above the line, as deep as it is', () => {
    expect(suppressed('a:\n  b: |>x\n')).toBe(`a:\n  # ${comment} some-rule\n  b: x\n`);
    expect(suppressed('|>a: x\r\nb: 1\r\n')).toBe(`# ${comment} some-rule\r\na: x\r\nb: 1\r\n`);
    expect(suppressed('\uFEFF|>a: x\n')).toBe(`\uFEFF# ${comment} some-rule\na: x\n`);
  });

  test('in the comment that is there', () => {
    expect(suppressed(`a:\n  # ${comment} other -- for now\n  b: |>x\n`)).toBe(
      `a:\n  # ${comment} other some-rule -- for now\n  b: x\n`,
    );
    const text = `# ${comment} some-rule\n|>a: x\n`;
    expect(suppressed(text)).toBe(text.replace('|>', ''));
  });

  test('in a block of SQL by a comment of SQL', () => {
    expect(suppressed(lines('a:', '  sql: |-', '    SELECT', '      |>b', '    FROM c'))).toBe(
      lines('a:', '  sql: |-', '    SELECT', `      -- ${comment} some-rule`, '      b', '    FROM c'),
    );
  });

  test('above the entry where the SQL has no lines of its own', () => {
    expect(suppressed('a: {build: sql, sql: SELECT |>b FROM c}\n')).toBe(
      `# ${comment} some-rule\na: {build: sql, sql: SELECT b FROM c}\n`,
    );
    expect(suppressed('a:\n  sql: SELECT a,\n    |>b FROM c\n')).toBe(
      `a:\n  # ${comment} some-rule\n  sql: SELECT a,\n    b FROM c\n`,
    );
    expect(suppressed('a:\n  sql: >\n    SELECT |>b FROM c\n')).toBe(
      `a:\n  # ${comment} some-rule\n  sql: >\n    SELECT b FROM c\n`,
    );
  });

  test('in a file of SQL', () => {
    const sql = 'SELECT\n  a\nFROM b\n';
    expect(applyAll(sql, suppressNextLine({ sql }, sql.indexOf('a'), 'some-rule'))).toBe(
      `SELECT\n  -- ${comment} some-rule\n  a\nFROM b\n`,
    );
  });
});
