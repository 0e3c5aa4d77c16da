import * as vscode from 'vscode';
import { diagnosticAppears, diagnosticGoes, fileIn } from './workspace';

const faulty = `sources:
  Extra:
    primary_key: id
    fields:
      id: {type: string, semantics: emial}
`;

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

    afterEach(async () => {
      for (const uri of [first(), second()]) {
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
      await vscode.workspace.fs.writeFile(first(), new TextEncoder().encode(faulty));
      await diagnosticAppears(first(), 'semantic-unknown');
      await vscode.workspace.fs.rename(first(), second());
      await diagnosticAppears(second(), 'semantic-unknown');
      await diagnosticGoes(first(), 'semantic-unknown');
      await vscode.workspace.fs.delete(second());
      await diagnosticGoes(second(), 'semantic-unknown');
    });

    it('that are open when they are deleted leave nothing behind', async () => {
      await vscode.workspace.fs.writeFile(first(), new TextEncoder().encode(faulty));
      await vscode.window.showTextDocument(first());
      await diagnosticAppears(first(), 'semantic-unknown');
      await vscode.workspace.fs.delete(first());
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await diagnosticGoes(first(), 'semantic-unknown');
    });

    it('that SQL comes from are missed', async () => {
      const sql = fileIn('shop', 'sql/merged_customers.sql');
      const text = await vscode.workspace.fs.readFile(sql);
      await vscode.workspace.fs.delete(sql);
      try {
        await diagnosticAppears(fileIn('shop', 'tenant.yaml'), 'sql-file-missing');
      } finally {
        await vscode.workspace.fs.writeFile(sql, text);
      }
      await diagnosticGoes(fileIn('shop', 'tenant.yaml'), 'sql-file-missing');
    });
  });
}
