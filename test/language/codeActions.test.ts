import type {
  CodeAction,
  Position,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import {
  codeActions,
  fixAllKind,
  resolveCodeAction,
  type CodeActionAbilities,
  type CodeActionReference,
} from '../../server/src/language/codeActions.js';
import { documentOf } from '../../server/src/language/documentTexts.js';
import { main, shop, shopWith, snapshotOf, spotIn } from './spot.js';

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

  it('offers source.fixAll to who asks for it, and only then', () => {
    expect(actionsAt(unstitched).some(({ kind }) => kind === fixAllKind)).toBe(false);
    for (const only of ['source', 'source.fixAll', fixAllKind]) {
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
