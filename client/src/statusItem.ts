import * as vscode from 'vscode';
import { languageId } from './documents';
import type { ServerStatus } from './protocol';
import { statusText } from './statusText';

const levels = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

/** Shows, beside the language of a tenant file, what the server does and what it has found. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('tenantConfig.status', [
    { language: languageId },
    { pattern: '**/*.sql' },
  ]);

  constructor() {
    this.item.name = 'Tenant Config';
    this.show({ state: 'starting', tenants: 0, errors: 0, warnings: 0 });
  }

  show(status: ServerStatus): void {
    const { text, detail, level, busy } = statusText(status);
    this.item.text = text;
    this.item.detail = detail;
    this.item.busy = busy;
    // Errors of a tenant are not errors of the tool: only a server that has stopped is shown as one.
    this.item.severity = status.state === 'failed' ? levels[level] : levels.information;
    this.item.command =
      status.state === 'ready'
        ? { title: 'Show Problems', command: 'workbench.actions.view.problems' }
        : { title: 'Show Output', command: 'tenantConfig.showOutput' };
  }

  dispose(): void {
    this.item.dispose();
  }
}
