import * as vscode from 'vscode';
import { CloseAction, ErrorAction, RevealOutputChannelOn, State } from 'vscode-languageclient';
import type { BaseLanguageClient, ErrorHandler, LanguageClientOptions } from 'vscode-languageclient';
import { documentSelector } from './documents';
import { serveFiles } from './fileAccess';
import { Heartbeat } from './heartbeat';
import { aliveRequest, statusNotification } from './protocol';
import type { ServerOptions, ServerStatus } from './protocol';
import { RestartLimit } from './restartLimit';
import { restartLimit } from './settings';

/** How this extension host starts a server. */
export interface ServerHost {
  createClient(options: LanguageClientOptions): Promise<BaseLanguageClient>;
  /** True where the server cannot read the workspace's files by itself. */
  readFilesThroughClient(): boolean;
}

/** Milliseconds in which a server has to answer that it is there. */
const startLimit = 30_000;

const stoppedAgainAndAgain =
  'The Tenant Config server has stopped again and again and is not started any more. Its output says why; "Tenant Config: Restart Server" starts it.';

const nothingFound = { tenants: 0, errors: 0, warnings: 0 };

/** The language server as the rest of the extension sees it: it can be started again, and says how it is. */
export class Server implements vscode.Disposable {
  private readonly statusEmitter = new vscode.EventEmitter<ServerStatus>();
  readonly onStatus = this.statusEmitter.event;
  private client: BaseLanguageClient | undefined;
  private clientParts: vscode.Disposable[] = [];
  private turn: Promise<void> = Promise.resolve();
  private limit: RestartLimit | undefined;
  private readonly heartbeat = new Heartbeat(
    () => this.request(aliveRequest, null),
    () => this.replaceSilent(),
  );

  constructor(
    private readonly host: ServerHost,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  /** Starts the server; a failure is shown by `onStatus` and in the output, never thrown. */
  start(): Promise<void> {
    return this.inTurn(() => this.startNow());
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.stopNow());
  }

  async restart(): Promise<void> {
    // Someone who asks for it starts to count anew.
    this.limit = undefined;
    await this.replace();
  }

  /** Sends a request; rejects where the server is not running. */
  async request<Result>(method: string, params: unknown): Promise<Result> {
    if (this.client?.state !== State.Running) throw new Error('The Tenant Config server is not running.');
    return this.client.sendRequest<Result>(method, params);
  }

  /** A workspace edit of the server in the editor's terms. */
  async asWorkspaceEdit(
    edit: Parameters<BaseLanguageClient['protocol2CodeConverter']['asWorkspaceEdit']>[0],
  ): Promise<vscode.WorkspaceEdit | undefined> {
    return this.client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  dispose(): void {
    void this.stop();
    this.statusEmitter.dispose();
  }

  private async replace(): Promise<void> {
    await Promise.all([this.stop(), this.start()]);
  }

  private replaceSilent(): void {
    this.output.warn('The server no longer answers.');
    if (this.allowsRestart()) {
      void this.replace();
    } else {
      void this.stop();
      void vscode.window.showErrorMessage(stoppedAgainAndAgain);
    }
  }

  /** Notes that the server ended by itself, and says whether it may be started again; if not, shows that it failed. */
  private allowsRestart(): boolean {
    this.limit ??= new RestartLimit(restartLimit());
    const allowed = this.limit.allowsRestart();
    if (!allowed) this.statusEmitter.fire({ state: 'failed', ...nothingFound });
    return allowed;
  }

  /** One thing after the other: a server that is just starting cannot be stopped. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work);
    return this.turn;
  }

  private async startNow(): Promise<void> {
    this.statusEmitter.fire({ state: 'starting', ...nothingFound });
    try {
      const client = await this.makeClient();
      await Promise.race([client.start(), failAfter(startLimit)]);
      this.heartbeat.start();
    } catch (error) {
      this.output.error(`The server did not start: ${String(error)}`);
      this.statusEmitter.fire({ state: 'failed', ...nothingFound });
    }
  }

  private async makeClient(): Promise<BaseLanguageClient> {
    const readFilesThroughClient = this.host.readFilesThroughClient();
    const initializationOptions: ServerOptions = { diagnostics: 'push', readFilesThroughClient };
    const client = await this.host.createClient({
      initializationOptions,
      documentSelector: documentSelector(),
      diagnosticCollectionName: 'tenant-config',
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this.errorHandler(),
    });
    this.client = client;
    this.clientParts = [
      client.onNotification(statusNotification, (status: ServerStatus) => this.statusEmitter.fire(status)),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Starting) this.statusEmitter.fire({ state: 'starting', ...nothingFound });
      }),
    ];
    if (readFilesThroughClient) this.clientParts.push(serveFiles(client));
    return client;
  }

  private async stopNow(): Promise<void> {
    this.heartbeat.stop();
    const { client } = this;
    this.client = undefined;
    for (const part of this.clientParts.splice(0)) part.dispose();
    try {
      await client?.dispose();
    } catch (error) {
      // One that never came up, or hangs, cannot be shut down in an orderly way; a new one takes its place.
      this.output.warn(`The server did not stop in an orderly way: ${String(error)}`);
    }
  }

  private errorHandler(): ErrorHandler {
    return {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      }),
      closed: () =>
        this.allowsRestart()
          ? { action: CloseAction.Restart, handled: true }
          : { action: CloseAction.DoNotRestart, message: stoppedAgainAndAgain },
    };
  }
}

function failAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
}
