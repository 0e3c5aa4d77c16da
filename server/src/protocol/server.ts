import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { createEngine } from '../analysis/engine.js';
import type { FileSystem } from '../workspace/fileSystem.js';
import { folderUri } from '../workspace/uris.js';
import { Workspace } from '../workspace/workspace.js';
import { version } from '../version.js';
import { abilitiesOf, optionsOf, type ClientAbilities } from './clientAbilities.js';
import { clientFileSystem } from './clientFileSystem.js';
import { registerCodeActions } from './codeActionRequests.js';
import { registerCustomRequests } from './customRequests.js';
import { registerDiagnosticRequests } from './diagnosticRequests.js';
import { DiagnosticsService } from './diagnosticsService.js';
import { registerFeatures } from './featureRequests.js';
import { registerFileEvents } from './fileEvents.js';
import { FirstIndex } from './firstIndex.js';
import { OpenDocuments } from './openDocuments.js';
import { serverCapabilities } from './serverCapabilities.js';
import type { ServerContext } from './serverContext.js';
import { StatusReporter } from './statusReporter.js';

export interface StartOptions {
  /** The day that date rules count from, YYYY-MM-DD; by default the machine's, anew each day. */
  readonly today?: string;
}

/**
 * Serves one client over a connection until it is closed. Files are read through `fileSystem`; `null`, or the client's
 * option `readFilesThroughClient`, means that the client reads them.
 */
export function startServer(
  connection: Connection,
  fileSystem: FileSystem | null,
  options: StartOptions = {},
): void {
  const documents = new OpenDocuments();
  let context: ServerContext | null = null;
  let folders: string[] = [];
  const ready = (): ServerContext => {
    if (context === null) {
      throw new Error('No request may come before initialize.');
    }
    return context;
  };

  connection.onInitialize((params): InitializeResult => {
    const abilities = abilitiesOf(params);
    folders = foldersOf(params);
    const files = fileSystem === null || abilities.readsFiles ? clientFileSystem(connection) : fileSystem;
    context = makeContext(connection, documents, abilities, files, options.today ?? optionsOf(params).today);
    if (abilities.pull) {
      registerDiagnosticRequests(context);
    }
    return {
      capabilities: serverCapabilities(abilities),
      serverInfo: { name: 'tenant-config', version },
    };
  });

  connection.onInitialized(() => {
    registerFileEvents(ready(), folders);
    void ready().firstIndex.run(folders);
  });

  connection.onShutdown(() => {
    ready().diagnostics.stop();
  });

  documents.listen(
    connection,
    () => ready().workspace,
    (uri) => ready().diagnostics.textChanged(uri),
    () => ready().diagnostics.wake(),
  );
  registerFeatures(connection, ready);
  registerCodeActions(connection, ready);
  registerCustomRequests(connection, ready);
  connection.listen();
}

function makeContext(
  connection: Connection,
  documents: OpenDocuments,
  abilities: ClientAbilities,
  fileSystem: FileSystem,
  today: string | undefined,
): ServerContext {
  const day = today === undefined ? localDay : (): string => today;
  const workspace: Workspace = new Workspace({
    fileSystem,
    createEngine,
    today: day,
    onChange: (change) => diagnostics.workspaceChanged(change),
  });
  const diagnostics: DiagnosticsService = new DiagnosticsService({
    connection,
    abilities,
    workspace,
    documents,
    today: day,
    onIdle: () => firstIndex.idle(),
  });
  const status = new StatusReporter(connection, workspace, diagnostics);
  const firstIndex: FirstIndex = new FirstIndex(connection, abilities, workspace, diagnostics, status);
  return { connection, abilities, workspace, documents, diagnostics, status, firstIndex };
}

/** The folders to look through: none where a single file was opened. */
function foldersOf(params: InitializeParams): string[] {
  const folders = params.workspaceFolders?.map((folder) => folder.uri);
  if (folders !== undefined && folders.length > 0) {
    return folders.map(folderUri);
  }
  // Older clients say only this.
  const root = params.rootUri;
  return root === null || root === undefined ? [] : [folderUri(root)];
}

/** The machine's day, YYYY-MM-DD. */
function localDay(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
