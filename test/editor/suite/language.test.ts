import { expect } from 'chai';
import * as vscode from 'vscode';
import { fileIn, open, rangeOf, replace } from './workspace';

async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

async function completions(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
}

export function languageTests(): void {
  describe('the language', () => {
    it('is our own for tenant files, so that no other YAML tool reports on them', async () => {
      const editor = await open(fileIn('shop', 'tenant.yaml'));
      expect(editor.document.languageId).to.equal('tenant-config');
    });

    it('explains a semantic tag on hover', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const { document } = await open(uri);
      const text = await hoverText(uri, rangeOf(document, 'given-name').start.translate(0, 2));
      expect(text).to.match(/given.name/i);
    });

    it('explains a key on hover', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const { document } = await open(uri);
      const text = await hoverText(uri, rangeOf(document, 'ampiq').start.translate(0, 1));
      expect(text.length).to.be.greaterThan(20);
    });

    it('completes semantic tags', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const editor = await open(uri);
      await replace(editor, rangeOf(editor.document, 'gender}', 'gender:'), '}');
      const position = rangeOf(editor.document, '}', 'gender:').start;
      expect(await completions(uri, position)).to.include.members(['gender', 'given-name']);
    });

    it('completes keys', async () => {
      const uri = fileIn('shop', 'tenant.yaml');
      const editor = await open(uri);
      const end = rangeOf(editor.document, 'ampiq: true').end;
      await replace(editor, new vscode.Range(end, end), '\n    ');
      const position = new vscode.Position(end.line + 1, 4);
      expect(await completions(uri, position)).to.include.members(['active', 'visibility']);
    });
  });
}
