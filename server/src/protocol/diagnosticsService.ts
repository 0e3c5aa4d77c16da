import {
  DiagnosticRefreshRequest,
  DiagnosticSeverity,
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type PreviousResultId,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import type { Snapshot } from '../analysis/snapshot.js';
import { diagnosticsByFile } from '../language/diagnostics.js';
import { normaliseUri } from '../workspace/uris.js';
import type { Workspace, WorkspaceChange } from '../workspace/workspace.js';
import type { ClientAbilities } from './clientAbilities.js';
import { DiagnosticStore } from './diagnosticStore.js';
import type { OpenDocuments } from './openDocuments.js';
import { logFailure } from './runSafe.js';
import { Scheduler } from './scheduler.js';

/** Keeps what the client shows in step with the workspace: sent as it changes, or given when the client asks. */
export class DiagnosticsService {
  readonly #connection: Connection;
  readonly #abilities: ClientAbilities;
  readonly #workspace: Workspace;
  readonly #documents: OpenDocuments;
  readonly #today: () => string;
  readonly #store = new DiagnosticStore();
  readonly #scheduler: Scheduler;
  /** Tenants of which the store holds what is so; the day that it was so. */
  readonly #upToDate = new Map<string, string>();
  /** Open files whose text is newer than what was last sent of them. */
  readonly #awaited = new Set<string>();
  /** Files of which something else is said than the client was told, where it has to ask. */
  readonly #unpulled = new Set<string>();

  constructor(options: {
    readonly connection: Connection;
    readonly abilities: ClientAbilities;
    readonly workspace: Workspace;
    readonly documents: OpenDocuments;
    readonly today: () => string;
    readonly onIdle: () => void;
  }) {
    this.#connection = options.connection;
    this.#abilities = options.abilities;
    this.#workspace = options.workspace;
    this.#documents = options.documents;
    this.#today = options.today;
    this.#scheduler = new Scheduler(
      (id) => this.#look(id),
      () => {
        this.#finish();
        options.onIdle();
      },
    );
  }

  get busy(): boolean {
    return this.#scheduler.busy;
  }

  get counts(): { readonly errors: number; readonly warnings: number } {
    return {
      errors: this.#store.count(DiagnosticSeverity.Error),
      warnings: this.#store.count(DiagnosticSeverity.Warning),
    };
  }

  stop(): void {
    this.#scheduler.stop();
  }

  /** A text was opened or changed: something is said of it at the next look, even if it is the same. */
  textChanged(uri: string): void {
    this.#awaited.add(uri);
  }

  workspaceChanged(change: WorkspaceChange): void {
    for (const id of change.removed) {
      this.#scheduler.drop(id);
      this.#upToDate.delete(id);
      this.#tell(this.#store.remove(id));
    }
    for (const id of change.stale) {
      this.#upToDate.delete(id);
    }
    const open = new Set(
      this.#workspace
        .tenants()
        .filter(({ yaml }) => yaml.some((uri) => this.#documents.isOpen(uri)))
        .map(({ id }) => id),
    );
    const urgent = change.stale.filter((id) => change.stale.length === 1 || open.has(id));
    this.#scheduler.soon(urgent);
    this.#scheduler.later(change.stale.filter((id) => !urgent.includes(id)));
    if (change.stale.length === 0) {
      this.#scheduler.later([]);
    }
  }

  /** Looks once more although no tenant changed: the end of the first index, a text of no tenant. */
  wake(): void {
    this.#scheduler.later([]);
  }

  /** `textDocument/diagnostic`. */
  async pullDocument(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const file = normaliseUri(uri);
    await this.#workspace.snapshotsOf(file);
    for (const { id } of this.#workspace.tenantsOf(file)) {
      await this.#look(id);
    }
    this.#unpulled.delete(file);
    const { resultId } = this.#store.of(file);
    return previous === resultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items: this.#itemsOf(file) };
  }

  /** `workspace/diagnostic`: every file of which something is said, and those of which something was. */
  async pullWorkspace(
    previous: readonly PreviousResultId[],
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    await this.#workspace.settled();
    for (const { id } of this.#workspace.tenants()) {
      if (token.isCancellationRequested) {
        return { items: [] };
      }
      await this.#look(id);
    }
    const known = new Map(previous.map(({ uri, value }) => [normaliseUri(uri), value]));
    this.#unpulled.clear();
    return {
      items: [...new Set([...this.#store.files(), ...known.keys()])].map((uri) => {
        const { resultId } = this.#store.of(uri);
        const place = { uri: this.#documents.clientUri(uri), version: this.#documents.versionOf(uri) };
        return known.get(uri) === resultId
          ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId, ...place }
          : { kind: DocumentDiagnosticReportKind.Full, resultId, items: this.#itemsOf(uri), ...place };
      }),
    };
  }

  /** Brings the store in step with a tenant as it is now. Never rejects. */
  async #look(id: string): Promise<void> {
    const today = this.#today();
    if (this.#upToDate.get(id) === today) {
      return;
    }
    try {
      const snapshot = await this.#workspace.snapshot(id);
      if (snapshot === null) {
        this.#upToDate.delete(id);
        this.#tell(this.#store.remove(id));
        return;
      }
      this.#upToDate.set(id, today);
      const said = diagnosticsByFile(snapshot, this.#abilities.diagnostics);
      this.#tell(this.#store.set(id, said, snapshot.sqlFiles.map(normaliseUri)));
      this.#tell(this.#filesOf(snapshot).filter((uri) => this.#awaited.has(uri)));
    } catch (error) {
      logFailure(this.#connection, 'Analysis', error);
    }
  }

  #filesOf(snapshot: Snapshot): string[] {
    const { yaml, settings } = snapshot.input;
    return [...yaml.keys(), ...settings.keys(), ...snapshot.sqlFiles.map(normaliseUri)];
  }

  #tell(uris: readonly string[]): void {
    for (const uri of uris) {
      if (this.#abilities.pull) {
        // An edited text is asked for by the client itself.
        if (!this.#awaited.has(uri)) {
          this.#unpulled.add(uri);
        }
      } else {
        this.#publish(uri);
      }
      this.#awaited.delete(uri);
    }
  }

  #publish(uri: string): void {
    const version = this.#documents.versionOf(uri);
    const params = {
      uri: this.#documents.clientUri(uri),
      diagnostics: this.#itemsOf(uri),
      ...(version !== null && this.#abilities.versionedDiagnostics ? { version } : {}),
    };
    // A client that has hung up meanwhile needs no diagnostics.
    this.#connection.sendDiagnostics(params).catch(() => undefined);
  }

  #finish(): void {
    // Texts of no tenant (a `.sql` file that nobody names): there is nothing to say, and that is said.
    if (this.#workspace.isSettled) {
      this.#tell([...this.#awaited].filter((uri) => this.#workspace.tenantsOf(uri).length === 0));
    }
    if (this.#abilities.pull && this.#abilities.pullRefresh && this.#unpulled.size > 0) {
      this.#unpulled.clear();
      // A client that cannot after all is not worth an error: it asks again by itself.
      this.#connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => undefined);
    }
  }

  /** Related places in the client's spelling, too. */
  #itemsOf(uri: string): Diagnostic[] {
    return this.#store.of(uri).diagnostics.map((diagnostic) =>
      diagnostic.relatedInformation === undefined
        ? diagnostic
        : {
            ...diagnostic,
            relatedInformation: diagnostic.relatedInformation.map((related) => ({
              ...related,
              location: { ...related.location, uri: this.#documents.clientUri(related.location.uri) },
            })),
          },
    );
  }
}
