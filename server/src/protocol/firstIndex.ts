import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace.js';
import type { ClientAbilities } from './clientAbilities.js';
import type { DiagnosticsService } from './diagnosticsService.js';
import { logFailure } from './runSafe.js';
import type { StatusReporter } from './statusReporter.js';

/** Finds the tenants when the server starts, and shows that it does, until all of them were looked at once. */
export class FirstIndex {
  readonly #connection: Connection;
  readonly #abilities: ClientAbilities;
  readonly #workspace: Workspace;
  readonly #diagnostics: DiagnosticsService;
  readonly #status: StatusReporter;
  #progress: WorkDoneProgressServerReporter | null = null;
  #found = false;

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
    indexed.catch(() => undefined);
    await this.#showProgress();
    try {
      await indexed;
      this.#found = true;
      this.#status.report('working');
      this.#progress?.report(`${this.#workspace.tenants().length} found`);
    } catch (error) {
      logFailure(this.#connection, 'The first index', error);
      this.#status.report('failed');
    }
    this.#diagnostics.wake();
  }

  /** Nothing is left to do: says so, if the tenants were found before. */
  idle(): void {
    if (this.#found) {
      this.#progress?.done();
      this.#progress = null;
      this.#status.report('ready');
    }
  }

  async #showProgress(): Promise<void> {
    if (!this.#abilities.progress) {
      return;
    }
    try {
      this.#progress = await this.#connection.window.createWorkDoneProgress();
      this.#progress.begin('Tenant Config', undefined, 'looking for tenants');
    } catch {
      // A client that cannot show it after all works without.
    }
  }
}
