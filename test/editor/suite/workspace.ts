import * as vscode from 'vscode';

const extensionId = 'tenant-config.tenant-config';

/** The time that anything in the editor may take before a test gives up. */
const patience = 15_000;

/** The extension, started. */
export async function startedExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`The extension ${extensionId} is not there.`);
  await extension.activate();
  return extension;
}

/** Waits for the root folders: where they are on a server, the editor may start without them and learn of them later. */
export async function rootFolders(count: number): Promise<void> {
  await eventually(`${count} root folders`, () => (vscode.workspace.workspaceFolders ?? []).length === count);
}

/** The uri of a file in the root folder of that name (`shop`, `club`). */
export function fileIn(root: string, path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.find((candidate) => candidate.name === root);
  if (folder === undefined) throw new Error(`There is no root folder ${root}.`);
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Waits until `look` gives something; fails with `what` and the last thing seen. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false,
  limit = patience,
): Promise<T> {
  const since = Date.now();
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() - since > limit) throw new Error(`Waited in vain: ${what}.\n${allDiagnostics()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** All that Problems shows, for messages of failing tests. */
function allDiagnostics(): string {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, found]) =>
      found.map((item) => `${uri.path}:${item.range.start.line + 1} ${ruleOf(item)}`),
    )
    .join('\n');
}

/** The rule of a diagnostic: its code. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** The diagnostics of a rule in a file; of a message that holds `part`. */
export function diagnosticsOf(uri: vscode.Uri, rule: string, part = ''): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((item) => ruleOf(item) === rule && item.message.includes(part));
}

export function diagnosticAppears(
  uri: vscode.Uri,
  rule: string,
  part = '',
  limit = patience,
): Promise<vscode.Diagnostic> {
  return eventually(`${rule} (${part}) in ${uri.path}`, () => diagnosticsOf(uri, rule, part)[0], limit);
}

export async function diagnosticGoes(uri: vscode.Uri, rule: string, part = ''): Promise<void> {
  await eventually(
    `${rule} (${part}) gone from ${uri.path}`,
    () => diagnosticsOf(uri, rule, part).length === 0,
  );
}

/** The range of the first occurrence of `text` after the first occurrence of each of `after`, in turn. */
export function rangeOf(document: vscode.TextDocument, text: string, ...after: string[]): vscode.Range {
  let offset = 0;
  for (const part of [...after, text]) {
    offset = document.getText().indexOf(part, offset);
    if (offset < 0) throw new Error(`${document.uri.path} does not hold ${part}.`);
  }
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

export async function replace(editor: vscode.TextEditor, range: vscode.Range, text: string): Promise<void> {
  await editor.edit((edit) => edit.replace(range, text));
}

/** The quick-fixes that the light bulb offers at a diagnostic, ready to be applied. */
export function quickFixes(uri: vscode.Uri, diagnostic: vscode.Diagnostic): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
    50,
  );
}

/** Applies the preferred quick-fix of that title at a diagnostic, as a click on it does. */
export async function applyPreferredFix(
  uri: vscode.Uri,
  diagnostic: vscode.Diagnostic,
  title: string,
): Promise<void> {
  const fixes = await quickFixes(uri, diagnostic);
  const fix = fixes.find((action) => action.isPreferred && action.title === title);
  if (fix?.edit === undefined) {
    const offered = fixes.map((action) => action.title + (action.isPreferred ? ' (preferred)' : ''));
    throw new Error(`No preferred fix "${title}" with an edit, only: ${offered.join('; ')}`);
  }
  await vscode.workspace.applyEdit(fix.edit);
}

/** Throws away all changes and closes all editors, so that the next test begins with the files as they are. */
export async function reset(): Promise<void> {
  // The editor's own files (its settings, while it writes them) are changed too, and are none of ours.
  const changed = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && (uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri)),
  );
  for (const document of changed) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** True in the web extension host, where there are no processes. */
export function isWebHost(): boolean {
  return typeof process === 'undefined' || process.versions?.node === undefined;
}
