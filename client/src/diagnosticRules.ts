import * as vscode from 'vscode';

const source = 'tenant-config';

function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  if (diagnostic.source !== source) return undefined;
  const { code } = diagnostic;
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}

/** The rules that report at the cursor of the active editor. */
export function rulesAtCursor(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return [];
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((diagnostic) => diagnostic.range.contains(editor.selection.active));
  return distinctRules(here);
}

/** The rules that report anywhere in the workspace. */
export function rulesInWorkspace(): string[] {
  return distinctRules(vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics));
}

function distinctRules(diagnostics: readonly vscode.Diagnostic[]): string[] {
  const rules = diagnostics.map(ruleOf).filter((rule) => rule !== undefined);
  return [...new Set(rules)].sort();
}
