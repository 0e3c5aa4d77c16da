import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import { rulesAtCursor, rulesInWorkspace } from './diagnosticRules';
import { fixAllRequest } from './protocol';
import type { FixAllParams } from './protocol';
import type { ReadinessPages } from './readinessPages';
import type { RulePages } from './rulePages';
import type { Server } from './server';

/** Registers the commands of the category "Tenant Config". */
export function registerCommands(
  server: Server,
  rulePages: RulePages,
  readinessPages: ReadinessPages,
  output: vscode.LogOutputChannel,
): vscode.Disposable {
  const commands: Record<string, (...args: unknown[]) => unknown> = {
    'tenantConfig.restart': () => server.restart(),
    'tenantConfig.showOutput': () => output.show(),
    'tenantConfig.checkAll': () => checkAll(server),
    'tenantConfig.explainRule': (rule) => explainRule(rulePages, rule),
    'tenantConfig.fixAll': () => fixAll(server),
    'tenantConfig.showReadiness': () => showReadiness(readinessPages),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}

/** Reads and checks everything afresh, and shows what was found. */
async function checkAll(server: Server): Promise<void> {
  await server.restart();
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}

async function explainRule(pages: RulePages, argument: unknown): Promise<void> {
  const rule = typeof argument === 'string' ? argument : await chooseRule();
  if (rule !== undefined) await pages.show(rule);
}

/** The rule at the cursor where there is one; else the person chooses, or types the id of any rule. */
async function chooseRule(): Promise<string | undefined> {
  const here = rulesAtCursor();
  if (here.length === 1) return here[0];
  const choice = here.length > 1 ? here : rulesInWorkspace();
  if (choice.length > 0) {
    return vscode.window.showQuickPick(choice, { placeHolder: 'The rule to explain' });
  }
  return vscode.window.showInputBox({ prompt: 'The id of the rule to explain', placeHolder: 'build-mode' });
}

async function fixAll(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const params: FixAllParams = { uri: editor.document.uri.toString() };
  try {
    const edit = await server.request<WorkspaceEdit | null>(fixAllRequest, params);
    const converted = edit === null ? undefined : await server.asWorkspaceEdit(edit);
    if (converted === undefined || converted.size === 0) {
      void vscode.window.showInformationMessage('Nothing in this tenant can be fixed without a question.');
      return;
    }
    await vscode.workspace.applyEdit(converted);
  } catch (error) {
    void vscode.window.showErrorMessage(`Fix all: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function showReadiness(pages: ReadinessPages): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined) await pages.show(editor.document.uri);
}
