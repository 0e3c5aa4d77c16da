import type {
  CodeAction,
  Position,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEngine } from '../../server/src/analysis/engine.js';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { codeActions, resolveCodeAction } from '../../server/src/language/codeActions.js';
import type {
  CodeActionAbilities,
  CodeActionReference,
} from '../../server/src/language/codeActionRequest.js';
import { fixAllKind } from '../../server/src/language/fixAllActions.js';
import { documentOf } from '../../server/src/language/documentTexts.js';
import { main, root, shop, shopWith, snapshotOf, spotIn } from './spot.js';

const abilities: CodeActionAbilities = {
  documentChanges: true,
  createFiles: true,
  versionOf: () => 7,
  clientUri: (uri) => uri,
  resolve: false,
  diagnostics: { relatedInformation: true, codeDescription: true, data: true },
};

function actionsAt(text: string, only?: readonly string[], able = abilities): CodeAction[] {
  const { snapshot, uri, position } = spotIn(text);
  const range = { start: position, end: position };
  return codeActions(snapshot, createEngine, { tenant: 'file:///acme', uri, range, only }, able);
}

/** `tenant.yaml` after a workspace edit. */
function after(text: string, edit: WorkspaceEdit | null | undefined): string {
  const document = documentOf(snapshotOf({ 'tenant.yaml': text }), main);
  const edits = (edit?.documentChanges ?? []).flatMap((change) =>
    'edits' in change ? (change.edits as TextEdit[]) : [],
  );
  const offset = (position: Position): number => document?.offsetAt(position) ?? 0;
  return applyTextEdits(
    text,
    edits.map(({ range, newText }) => ({
      range: { start: offset(range.start), end: offset(range.end) },
      newText,
    })),
  );
}

const unstitched = shopWith('stitch: true', 'stitch: fal¦se');

describe('codeActions', () => {
  it('offers the fixes of the diagnostic at the cursor, the preferred one marked, the suppression last', () => {
    const fixes = actionsAt(unstitched).filter(
      ({ diagnostics }) => diagnostics?.[0]?.code === 'source-not-stitched',
    );
    expect(fixes[0]?.isPreferred).toBe(true);
    expect(after(unstitched.replace('¦', ''), fixes[0]?.edit)).toBe(shop);
    const last = fixes.at(-1);
    expect(after(unstitched.replace('¦', ''), last?.edit)).toContain(
      '# tenant-config-disable-next-line source-not-stitched',
    );
  });

  it('insists on the version of the text that it was made for', () => {
    const [fix] = actionsAt(unstitched);
    const [change] = fix?.edit?.documentChanges ?? [];
    expect((change as TextDocumentEdit).textDocument.version).toBe(7);
  });

  it('makes the edit only when it is asked for, where the client can ask', () => {
    const [fix] = actionsAt(unstitched, undefined, { ...abilities, resolve: true });
    expect(fix?.edit).toBeUndefined();
    const text = unstitched.replace('¦', '');
    const edit = resolveCodeAction(
      snapshotOf({ 'tenant.yaml': text }),
      createEngine,
      fix?.data as CodeActionReference,
      abilities,
    );
    expect(after(text, edit)).toBe(shop);
    expect(
      resolveCodeAction(
        snapshotOf({ 'tenant.yaml': shop }),
        createEngine,
        fix?.data as CodeActionReference,
        abilities,
      ),
    ).toBeNull();
  });

  it('offers all fixes of a rule where there are several', () => {
    const text = `version: 1
tenant: a
sources:
  A: {stitch: fal¦se, records: customer, fields: {k: {type: string, semantics: ck}, e: {type: string, semantics: email}}}
  B: {stitch: false, records: customer, fields: {k: {type: string, semantics: ck}, e: {type: string, semantics: email}}}
`;
    const all = actionsAt(text).find(({ title }) => title.startsWith('Fix all of source-not-stitched'));
    expect(after(text.replace('¦', ''), all?.edit)).toBe(
      text.replace('¦', '').replaceAll('stitch: false', 'stitch: true'),
    );
  });

  it('offers from the least to the most what else can be mended at once', () => {
    const source =
      '{stitch: false, records: customer, fields: {k: {type: string, semantics: ck}, e: {type: string, semantics: email}}}';
    const { snapshot, uri, position } = spotIn({
      'tenant.yaml': `version: 1\ntenant: a\nfeatures: {segments: true}\nsources:\n  A: ${source.replace('false', 'fal¦se')}\n  B: ${source}\n`,
      'c.tenant.yaml': `sources:\n  C: ${source}\n`,
    });
    const request = { tenant: root, uri, range: { start: position, end: position }, only: undefined };
    const titles = codeActions(snapshot, createEngine, request, { ...abilities, resolve: true })
      .map(({ title }) => title)
      .filter((title) => title.startsWith('Fix all'));
    expect(titles).toEqual([
      'Fix all of source-not-stitched in this file',
      'Fix all of source-not-stitched in this tenant',
      'Fix all in this tenant',
    ]);
  });

  it('offers source.fixAll to who asks for it, and only then', () => {
    expect(actionsAt(unstitched).some(({ kind }) => kind === fixAllKind)).toBe(false);
    expect(actionsAt(unstitched, ['source']).map(({ title }) => title)).toEqual([
      'Fix all in this file',
      'Fix all in this tenant',
    ]);
    for (const only of ['source.fixAll', fixAllKind]) {
      const actions = actionsAt(unstitched, [only]);
      expect(actions.map(({ kind }) => kind)).toEqual([fixAllKind]);
      expect(after(unstitched.replace('¦', ''), actions[0]?.edit)).toContain('stitch: true');
    }
    expect(actionsAt(unstitched, ['refactor'])).toEqual([]);
  });

  it('offers nothing where nothing is wrong', () => {
    expect(actionsAt(shopWith('tenant: shop', 'tenant: sh¦op'))).toEqual([]);
  });

  it('gives plain changes to a client that knows no others', () => {
    const [fix] = actionsAt(unstitched, undefined, { ...abilities, documentChanges: false });
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([main]);
  });
});

describe('replacing a star', () => {
  const feeds = `version: 1
tenant: t
sources:
  A: {fields: {k: string, a1: string, odd name: string}}
  B: {fields: {k: string, b1: string}}
databases:
  D:
    kind: empty
    tables:
      T:
        build: sql
`;
  /** The query after the star at `¦` is written out, from a block in YAML and from a file of its own. */
  function written(sql: string): { inYaml: string | null; inFile: string | null } {
    const block = `${feeds}        sql: |\n${sql.replace(/^/gm, '          ')}\n`;
    const asked = { tenant: root, only: ['refactor'] };
    const inline = spotIn(block);
    const range = { start: inline.position, end: inline.position };
    const [action] = codeActions(
      inline.snapshot,
      createEngine,
      { ...asked, uri: inline.uri, range },
      abilities,
    );
    const file = spotIn({ 'tenant.yaml': `${feeds}        sql_file: t.sql\n`, 't.sql': sql });
    const fileRange = { start: file.position, end: file.position };
    const [inFile] = codeActions(
      file.snapshot,
      createEngine,
      { ...asked, uri: file.uri, range: fileRange },
      abilities,
    );
    const plain = sql.replace('¦', '');
    return {
      inYaml: action === undefined ? null : after(block.replace('¦', ''), action.edit).slice(feeds.length),
      inFile: inFile === undefined ? null : applied(plain, inFile.edit),
    };
  }

  function applied(text: string, edit: WorkspaceEdit | undefined): string {
    const document = TextDocument.create('x', '', 0, text);
    const [change] = edit?.documentChanges ?? [];
    return TextDocument.applyEdits(document, (change as TextDocumentEdit).edits as TextEdit[]);
  }

  it.each([
    ['SELECT ¦* FROM A', 'SELECT k, a1, `odd name` FROM A'],
    ['SELECT ¦a.*, 1 AS x FROM A a', 'SELECT a.k, a.a1, a.`odd name`, 1 AS x FROM A a'],
    ['SELECT\n  1 AS x\n, ¦*\nFROM A', 'SELECT\n  1 AS x\n, k\n, a1\n, `odd name`\nFROM A'],
    ['SELECT\n  ¦*\nFROM A', 'SELECT\n  k,\n  a1,\n  `odd name`\nFROM A'],
    ['SELECT * EXCEPT ¦(a1) FROM A', 'SELECT k, `odd name` FROM A'],
    [
      'SELECT ¦* FROM A JOIN B ON A.k = B.k',
      'SELECT\n  A.k,\n  A.a1,\n  A.`odd name`,\n  B.k,\n  B.b1\nFROM A JOIN B ON A.k = B.k',
    ],
    ['SELECT ¦* FROM A JOIN B USING (k)', 'SELECT k, A.a1, A.`odd name`, B.b1 FROM A JOIN B USING (k)'],
    [
      'WITH c AS (SELECT a1 AS x, k FROM A) SELECT ¦* FROM c',
      'WITH c AS (SELECT a1 AS x, k FROM A) SELECT x, k FROM c',
    ],
  ])('%s', (sql, expected) => {
    const { inYaml, inFile } = written(sql);
    expect(inFile).toBe(expected);
    expect(inYaml).toBe(`        sql: |\n${expected.replace(/^/gm, '          ')}\n`);
  });

  it('is not offered where it may stand for more, or for nothing known', () => {
    expect(written('SELECT ¦* FROM Nobody').inFile).toBeNull();
    expect(written('SELECT ¦x FROM A').inFile).toBeNull();
  });
});
