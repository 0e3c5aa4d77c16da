import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace.js';
import type { ClientAbilities } from './clientAbilities.js';
import type { DiagnosticsService } from './diagnosticsService.js';
import { logFailure } from './runSafe.js';
import type { StatusReporter } from './statusReporter.js';

/** Finds the tenants when the server starts, and shows that it does where the client can. */
export class FirstIndex {
  readonly #connection: Connection;
  readonly #abilities: ClientAbilities;
  readonly #workspace: Workspace;
  readonly #diagnostics: DiagnosticsService;
  readonly #status: StatusReporter;

  constructor(
    connection: Connection,
    abilities: ClientAbilities,
    workspace: Workspace,
    diagnostics: DiagnosticsService,
    status: StatusReporter,
  ) {
    this.#connection = connection;
    this.#abilities = abilities;
    this.#workspace = workspace;
    this.#diagnostics = diagnostics;
    this.#status = status;
  }

  async run(folders: readonly string[]): Promise<void> {
    this.#status.report('starting');
    // Asked for first, so that an opened file waits for the folders and is not taken for one without a tenant.
    const indexed = this.#workspace.setFolders(folders);
    const progress = await this.#showProgress();
    try {
      await indexed;
      this.#status.report('working');
      this.#diagnostics.wake();
    } catch (error) {
      logFailure(this.#connection, 'The first index', error);
      this.#status.report('failed');
    } finally {
      progress?.done();
    }
  }

  async #showProgress(): Promise<WorkDoneProgressServerReporter | null> {
    if (!this.#abilities.progress) {
      return null;
    }
    try {
      const progress = await this.#connection.window.createWorkDoneProgress();
      progress.begin('Tenant Config', undefined, 'looking for tenants');
      return progress;
    } catch {
      return null;
    }
  }
}
