import type { Connection } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace.js';
import type { DiagnosticsService } from './diagnosticsService.js';
import { statusNotification, type StatusParams } from './messages.js';

/** Tells the client's status item what goes on, when it is something else than before. */
export class StatusReporter {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #diagnostics: DiagnosticsService;
  #last = '';

  constructor(connection: Connection, workspace: Workspace, diagnostics: DiagnosticsService) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#diagnostics = diagnostics;
  }

  report(state: StatusParams['state']): void {
    const status: StatusParams = {
      state,
      tenants: this.#workspace.tenants().filter((tenant) => tenant.kind === 'tenant').length,
      ...this.#diagnostics.counts,
    };
    const text = JSON.stringify(status);
    if (text !== this.#last) {
      this.#last = text;
      // A client that has hung up meanwhile shows no status.
      this.#connection.sendNotification(statusNotification, status).catch(() => undefined);
    }
  }
}
