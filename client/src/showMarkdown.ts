import * as vscode from 'vscode';

/** Shows a Markdown document, rendered where the editor can: its own Markdown extension may be turned off. */
export async function showMarkdown(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}
