import { expect } from 'chai';
import * as vscode from 'vscode';
import {
  applyPreferredFix,
  diagnosticAppears,
  diagnosticGoes,
  fileIn,
  open,
  quickFixes,
  rangeOf,
  replace,
} from './workspace';

export function fixesTests(): void {
  describe('quick-fixes', () => {
    it('mend a missing column in SQL inside of YAML, and undo gives the old text', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const { document } = await open(uri);
      const before = document.getText();
      const diagnostic = await diagnosticAppears(uri, 'required-column-missing', 'purchase_brand');
      await applyPreferredFix(
        uri,
        diagnostic,
        'Select `purchase_brand` from `Unified_Itemized_Transactions`',
      );
      await diagnosticGoes(uri, 'required-column-missing', 'purchase_brand');
      expect(document.getText()).to.match(/\n {12},\S.* AS purchase_brand\n/);
      await vscode.commands.executeCommand('undo');
      expect(document.getText()).to.equal(before);
      await diagnosticAppears(uri, 'required-column-missing', 'purchase_brand');
    });

    it('mend a missing column in a .sql file, and undo gives the old text', async () => {
      const yaml = fileIn('shop', 'tenant.yaml');
      const sql = fileIn('shop', 'sql/merged_customers.sql');
      const { document } = await open(sql);
      const before = document.getText();
      const diagnostic = await diagnosticAppears(yaml, 'required-column-missing', 'postal');
      await applyPreferredFix(yaml, diagnostic, 'Select `postal` from `Unified_Customer`');
      await diagnosticGoes(yaml, 'required-column-missing', 'postal');
      expect(document.getText()).to.contain('  postal\n');
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      expect(document.getText()).to.equal(before);
      await diagnosticAppears(yaml, 'required-column-missing', 'postal');
    });

    it('mend a misspelt column in a .sql file', async () => {
      const uri = fileIn('shop', 'sql/merged_customers.sql');
      const editor = await open(uri);
      const before = editor.document.getText();
      await replace(editor, rangeOf(editor.document, 'surname'), 'surnam');
      await applyPreferredFix(uri, await diagnosticAppears(uri, 'sql-unknown-column'), 'Write `surname`');
      await diagnosticGoes(uri, 'sql-unknown-column');
      expect(editor.document.getText()).to.equal(before);
    });

    it('offer to suppress the rule', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      await open(uri);
      const diagnostic = await diagnosticAppears(uri, 'source-not-stitched');
      const suppressions = (await quickFixes(uri, diagnostic)).filter((action) =>
        action.edit
          ?.entries()
          .some(([, edits]) => edits.some((edit) => edit.newText.includes('tenant-config-disable'))),
      );
      expect(suppressions).to.have.length.greaterThan(0);
    });
  });

  describe('fix all', () => {
    it('mends everything in the tenant that needs no question, and undo gives the old text', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const { document } = await open(uri);
      const before = document.getText();
      await diagnosticAppears(uri, 'source-not-stitched');
      await vscode.commands.executeCommand('tenantConfig.fixAll');
      await diagnosticGoes(uri, 'source-not-stitched');
      await diagnosticGoes(uri, 'required-column-missing', 'purchase_brand');
      expect(document.getText()).to.contain('stitch: true');
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      expect(document.getText()).to.equal(before);
    });

    it('is a source action of the file', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const { document } = await open(uri);
      await diagnosticAppears(uri, 'source-not-stitched');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        new vscode.Range(0, 0, document.lineCount, 0),
        vscode.CodeActionKind.SourceFixAll.value,
        5,
      );
      const [action] = actions;
      expect(action?.edit).to.not.equal(undefined);
      if (action?.edit !== undefined) await vscode.workspace.applyEdit(action.edit);
      await diagnosticGoes(uri, 'source-not-stitched');
    });
  });
}
