import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'vscode-uri';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver-protocol/node';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  FileChangeType,
  InitializeResult,
  PublishDiagnosticsParams,
  Range,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const command = path.join(repository, 'server/bin/tenant-config.js');
const patience = 10_000;

/** What VS Code says of itself, as far as it matters here; diagnostics are sent to it. */
export const pushing: ClientCapabilities = {
  window: { workDoneProgress: true },
  workspace: {
    applyEdit: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    didChangeWatchedFiles: { dynamicRegistration: true },
    fileOperations: { didCreate: true, didDelete: true, didRename: true },
  },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** The same for a client that asks for diagnostics itself. */
export const pulling: ClientCapabilities = {
  ...pushing,
  workspace: { ...pushing.workspace, diagnostics: { refreshSupport: true } },
  textDocument: {
    ...pushing.textDocument,
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false },
  },
};

export interface StartOptions {
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Folders to open, below the client's own; `['']`, the whole of it, unless said otherwise. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
}

/** An editor as the server sees it: a process of its own, files on disk, texts that are open. */
export class Client {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #texts = new Map<string, { version: number; text: string }>();
  readonly connection: MessageConnection;
  /** What was last sent of each file. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  /** How many times something was sent of each file. */
  readonly counts = new Map<string, number>();
  readonly statuses: { state: string; tenants: number; errors: number; warnings: number }[] = [];
  readonly log: string[] = [];
  readonly registered: string[] = [];
  readonly applied: WorkspaceEdit[] = [];
  refreshes = 0;
  initialized: InitializeResult | null = null;
  #waiting: (() => void)[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
    this.#child = spawn(process.execPath, [command, 'lsp', '--stdio', '--today', '2026-11-24'], {
      cwd: folder,
    });
    const { stdout, stdin } = this.#child;
    if (stdout === null || stdin === null) {
      throw new Error('The server has no standard input and output.');
    }
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#listen();
  }

  static async start(options: StartOptions = {}): Promise<Client> {
    if (!existsSync(path.join(repository, 'server/dist/tenant-config.js'))) {
      throw new Error('The server is not built: run `npm run build` first.');
    }
    const client = new Client(mkdtempSync(path.join(tmpdir(), 'tenant-editor-')));
    for (const [name, content] of Object.entries(options.files ?? {})) {
      client.write(name, content);
    }
    await client.#initialize(options);
    return client;
  }

  uri(name: string): string {
    return URI.file(path.join(this.#folder, name)).toString();
  }

  write(name: string, content: string | Buffer): void {
    const file = path.join(this.#folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(name: string): void {
    rmSync(path.join(this.#folder, name), { recursive: true });
  }

  /** Tells the server of changes on disk: 1 created, 2 changed, 3 deleted. */
  async watched(...changes: readonly (readonly [name: string, type: FileChangeType])[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(([name, type]) => ({ uri: this.uri(name), type })),
    });
  }

  async open(name: string, text: string, languageId = 'tenant-config'): Promise<void> {
    const uri = name.includes(':') ? name : this.uri(name);
    this.#texts.set(uri, { version: 1, text });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the first occurrence of a text by another, as an incremental change. */
  async type(name: string, before: string, after: string): Promise<void> {
    const document = this.#document(name);
    const start = document.text.indexOf(before);
    if (start < 0) {
      throw new Error(`${name} has no ${before}`);
    }
    const range = {
      start: positionAt(document.text, start),
      end: positionAt(document.text, start + before.length),
    };
    await this.change(
      name,
      range,
      after,
      document.text.slice(0, start) + after + document.text.slice(start + before.length),
    );
  }

  async change(name: string, range: Range | null, text: string, whole: string): Promise<void> {
    const document = this.#document(name);
    document.version += 1;
    document.text = whole;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uriOf(name), version: document.version },
      contentChanges: [range === null ? { text } : { range, text }],
    });
  }

  async close(name: string): Promise<void> {
    this.#texts.delete(this.#uriOf(name));
    await this.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.#uriOf(name) },
    });
  }

  text(name: string): string {
    return this.#document(name).text;
  }

  /** Applies edits of one open file to its text and tells the server, as an editor does. */
  async applyEdits(name: string, edits: readonly TextEdit[]): Promise<void> {
    const before = this.text(name);
    const after = edited(before, edits);
    await this.change(name, null, after, after);
  }

  /** The diagnostics of a file once they are as wanted. */
  async diagnostics(
    name: string,
    wanted: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    const uri = this.#uriOf(name);
    await this.until(() => {
      const params = this.published.get(uri);
      return params !== undefined && wanted(params);
    }, `diagnostics of ${name}`);
    return this.published.get(uri)?.diagnostics ?? [];
  }

  /** Those of the text as it is now. */
  current(name: string): Promise<readonly Diagnostic[]> {
    const { version } = this.#document(name);
    return this.diagnostics(name, (params) => params.version === version);
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() > end) {
        throw new Error(
          `Waited in vain for ${what}. Published: ${JSON.stringify([...this.published])}. Log: ${this.log.join('\n')}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Waits until the server says that nothing is left to do. */
  async ready(): Promise<void> {
    await this.until(() => this.statuses.at(-1)?.state === 'ready', 'the server to be ready');
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  /** Asks about the place behind a text in an open file. */
  at<T>(method: string, name: string, behind: string, more: object = {}): Promise<T> {
    const position = positionAt(this.text(name), this.text(name).indexOf(behind) + behind.length);
    return this.request<T>(method, { textDocument: { uri: this.#uriOf(name) }, position, ...more });
  }

  async actions(name: string, at: Diagnostic | Range, only?: readonly string[]): Promise<CodeAction[]> {
    const range = 'range' in at ? at.range : at;
    const context = { diagnostics: [], ...(only === undefined ? {} : { only }) };
    const textDocument = { uri: this.#uriOf(name) };
    return (
      (await this.request<CodeAction[] | null>('textDocument/codeAction', {
        textDocument,
        range,
        context,
      })) ?? []
    );
  }

  /** Ends the server in the orderly way; gives its exit status. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', (code) => resolve(code)));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
    return code;
  }

  async #initialize(options: StartOptions): Promise<void> {
    const folders = (options.folders ?? ['']).map((name) => ({ uri: this.uri(name), name: name || 'root' }));
    this.initialized = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: folders[0]?.uri ?? null,
      workspaceFolders: folders.length > 0 ? folders : null,
      capabilities: options.capabilities ?? pushing,
      ...(options.initializationOptions === undefined
        ? {}
        : { initializationOptions: options.initializationOptions }),
    });
    await this.connection.sendNotification('initialized', {});
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      this.counts.set(params.uri, (this.counts.get(params.uri) ?? 0) + 1);
      this.#wake();
    });
    connection.onNotification('tenant-config/status', (status: Client['statuses'][number]) => {
      this.statuses.push(status);
      this.#wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: { method: string }[] }) => {
        this.registered.push(...registrations.map(({ method }) => method));
        return null;
      },
    );
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes += 1;
      this.#wake();
      return null;
    });
    connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
      this.applied.push(edit);
      return { applied: true };
    });
    connection.listen();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach((wake) => wake());
  }

  #uriOf(name: string): string {
    return name.includes(':') ? name : this.uri(name);
  }

  #document(name: string): { version: number; text: string } {
    const document = this.#texts.get(this.#uriOf(name));
    if (document === undefined) {
      throw new Error(`${name} is not open.`);
    }
    return document;
  }
}

/** The edits of one file in a workspace edit, in whichever of its two forms. */
export function editsOf(edit: WorkspaceEdit | null | undefined, uri: string): TextEdit[] {
  const inChanges = edit?.changes?.[uri] ?? [];
  const inDocuments = (edit?.documentChanges ?? []).flatMap((change) =>
    'edits' in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : [],
  );
  return [...inChanges, ...inDocuments];
}

/** The ids of the rules that report, sorted. */
export function rules(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code)).sort();
}

/** Line and UTF-16 character of an offset. */
export function positionAt(text: string, offset: number): Range['start'] {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}

/** A text after edits in the protocol's form. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const offset = ({ line, character }: Range['start']): number => (starts[line] ?? text.length) + character;
  return [...edits]
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => offset(b.edit.range.start) - offset(a.edit.range.start) || b.index - a.index)
    .reduce(
      (result, { edit }) =>
        result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end)),
      text,
    );
}
