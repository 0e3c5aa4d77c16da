import { symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CompletionList, DocumentSymbol, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { Client, edited, editsOf } from './client.js';

const tenantNamed = (name: string): string => `version: 1
tenant: ${name}
sources:
  Members:
    fields:
      mail: string
databases:
  D:
    kind: empty
    tables:
      Mine:
        build: sql
        sql_file: ../shared/mine.sql
      Yours:
        build: sql
        sql: SELECT address FROM Mine
`;
const shared = 'SELECT m.mail AS address FROM Members m\n';

let client: Client | null = null;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = null;
});

async function started(files: Readonly<Record<string, string>>): Promise<Client> {
  client = await Client.start({ files });
  return client;
}

async function renamed(
  editor: Client,
  name: string,
  behind: string,
  newName: string,
): Promise<WorkspaceEdit> {
  return editor.at<WorkspaceEdit>('textDocument/rename', name, behind, { newName });
}

describe('a file that two tenants name', () => {
  const files = {
    'a/tenant.yaml': tenantNamed('a'),
    'b/tenant.yaml': tenantNamed('b'),
    'shared/mine.sql': shared,
  };

  it('is renamed in with both of them', async () => {
    const editor = await started(files);
    await editor.open('shared/mine.sql', shared, 'sql');
    await editor.ready();
    const edit = await renamed(editor, 'shared/mine.sql', 'AS addr', 'place');
    expect(edited(shared, editsOf(edit, editor.uri('shared/mine.sql')))).toBe(
      shared.replace('address', 'place'),
    );
    for (const tenant of ['a/tenant.yaml', 'b/tenant.yaml'] as const) {
      expect(edited(files[tenant], editsOf(edit, editor.uri(tenant)))).toBe(
        files[tenant].replace('address', 'place AS address'),
      );
    }
  });

  it('takes a rename in one tenant into the other', async () => {
    const editor = await started(files);
    await editor.open('a/tenant.yaml', files['a/tenant.yaml']);
    await editor.ready();
    const edit = await renamed(editor, 'a/tenant.yaml', '      ma', 'email');
    for (const tenant of ['a/tenant.yaml', 'b/tenant.yaml'] as const) {
      expect(edited(files[tenant], editsOf(edit, editor.uri(tenant)))).toBe(
        files[tenant].replace('mail', 'email'),
      );
    }
    expect(edited(shared, editsOf(edit, editor.uri('shared/mine.sql')))).toBe(
      shared.replace('mail', 'email'),
    );
  });

  it('is left as it is where one tenant cannot take part, which is said', async () => {
    const taken = {
      ...files,
      'b/tenant.yaml': files['b/tenant.yaml'].replace('mail: string', '{mail: string, email: string}'),
    };
    const editor = await started(taken);
    await editor.open('a/tenant.yaml', files['a/tenant.yaml']);
    await editor.ready();
    await expect(renamed(editor, 'a/tenant.yaml', '      ma', 'email')).rejects.toThrow(
      'email is there already',
    );
  });
});

describe('a `.sql` file', () => {
  it('that is a link out of the workspace is not read', async () => {
    const linked = await Client.start({
      files: { 'w/tenant.yaml': tenantNamed('a').replace('../shared/', ''), 'secret.sql': shared },
      folders: ['w'],
    });
    client = linked;
    symlinkSync(fileURLToPath(linked.uri('secret.sql')), fileURLToPath(linked.uri('w/mine.sql')));
    await linked.watched(['w/mine.sql', 1]);
    await linked.open('w/tenant.yaml', tenantNamed('a').replace('../shared/', ''));
    const diagnostics = await linked.diagnostics('w/tenant.yaml', ({ diagnostics: shown }) =>
      shown.some(({ code }) => code === 'sql-file-missing'),
    );
    expect(diagnostics.find(({ code }) => code === 'sql-file-missing')?.message).toMatch(/outside/);
  });

  it('that no tenant names is left alone', async () => {
    const editor = await started({ 'a/tenant.yaml': tenantNamed('a'), 'other.sql': shared });
    await editor.open('other.sql', shared, 'sql');
    await editor.ready();
    expect(await editor.at<unknown>('textDocument/hover', 'other.sql', 'm.ma')).toBeNull();
    expect(await editor.at<CompletionList | null>('textDocument/completion', 'other.sql', 'm.')).toBeNull();
    expect(
      await editor.at<DocumentSymbol[] | null>('textDocument/documentSymbol', 'other.sql', ''),
    ).toBeNull();
    expect(await editor.at<unknown>('textDocument/rename', 'other.sql', 'm.ma', { newName: 'x' })).toBeNull();
    expect(editor.published.get(editor.uri('other.sql'))?.diagnostics ?? []).toEqual([]);
  });
});
