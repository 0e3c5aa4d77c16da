import * as vscode from 'vscode';
import { diagnosticAppears, diagnosticGoes, fileIn } from './workspace';

const faulty = `sources:
  Extra:
    primary_key: id
    fields:
      id: {type: string, semantics: emial}
`;

const readsSql = `sources:
  Shaped:
    kind: custom_domain_table
    primary_key: account_id
    sql_file: sql/shaped.sql
`;

function write(uri: vscode.Uri, text: string): Thenable<void> {
  return vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** A change of files as the Explorer makes it. */
async function inEditor(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  change(edit);
  await vscode.workspace.applyEdit(edit);
}

export function filesTests(): void {
  describe('files', () => {
    const first = () => fileIn('shop', 'first.tenant.yaml');
    const second = () => fileIn('shop', 'second.tenant.yaml');
    const sql = () => fileIn('shop', 'sql/shaped.sql');

    afterEach(async () => {
      for (const uri of [first(), second(), sql()]) {
        await Promise.resolve(vscode.workspace.fs.delete(uri)).catch(() => {});
      }
    });

    it('that are made, renamed and deleted in the editor are followed', async () => {
      await inEditor((edit) => edit.createFile(first(), { contents: new TextEncoder().encode(faulty) }));
      await diagnosticAppears(first(), 'semantic-unknown');
      await inEditor((edit) => edit.renameFile(first(), second()));
      await diagnosticAppears(second(), 'semantic-unknown');
      await diagnosticGoes(first(), 'semantic-unknown');
      await inEditor((edit) => edit.deleteFile(second()));
      await diagnosticGoes(second(), 'semantic-unknown');
    });

    it('that are made, renamed and deleted behind its back are followed', async () => {
      await write(first(), faulty);
      await diagnosticAppears(first(), 'semantic-unknown');
      await vscode.workspace.fs.rename(first(), second());
      await diagnosticAppears(second(), 'semantic-unknown');
      await diagnosticGoes(first(), 'semantic-unknown');
      await vscode.workspace.fs.delete(second());
      await diagnosticGoes(second(), 'semantic-unknown');
    });

    it('that are open when they are deleted leave nothing behind', async () => {
      await write(first(), faulty);
      // By command: a document that an extension opens stays open for minutes after its editor is closed.
      await vscode.commands.executeCommand('vscode.open', first());
      await diagnosticAppears(first(), 'semantic-unknown');
      await vscode.workspace.fs.delete(first());
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await diagnosticGoes(first(), 'semantic-unknown');
    });

    it('that SQL comes from are missed while they are not there', async () => {
      await write(first(), readsSql);
      await diagnosticAppears(first(), 'sql-file-missing');
      await write(sql(), 'SELECT account_id FROM `Shop:Accounts`\n');
      await diagnosticGoes(first(), 'sql-file-missing');
      await vscode.workspace.fs.delete(sql());
      await diagnosticAppears(first(), 'sql-file-missing');
    });
  });
}
