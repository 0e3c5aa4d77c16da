import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import type { DiagnosticAbilities } from '../language/diagnostics.js';

/** What the client said that it can do; everything that it did not name it cannot. */
export interface ClientAbilities {
  readonly diagnostics: DiagnosticAbilities;
  /** Diagnostics are asked for by the client instead of being sent. */
  readonly pull: boolean;
  readonly pullRefresh: boolean;
  readonly versionedDiagnostics: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly applyEdit: boolean;
  readonly codeActionResolve: boolean;
  readonly watchRegistration: boolean;
  readonly folderChanges: boolean;
  readonly fileOperations: { readonly create: boolean; readonly rename: boolean; readonly delete: boolean };
  readonly progress: boolean;
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  readonly snippets: boolean;
  readonly renamePrepare: boolean;
  readonly hierarchicalSymbols: boolean;
  /** Files are read through the client (`tenant-config/readFile`, `tenant-config/findFiles`). */
  readonly readsFiles: boolean;
}

/** What a client may say in `initializationOptions`; nothing of it is needed. */
export interface ServerOptions {
  /** Sends diagnostics although the client could ask for them: they then follow changes of other files at once. */
  readonly diagnostics?: 'push' | 'pull';
  /** The day that date rules count from, YYYY-MM-DD. */
  readonly today?: string;
  readonly readFilesThroughClient?: boolean;
}

export function abilitiesOf(params: InitializeParams): ClientAbilities {
  const capabilities: ClientCapabilities = params.capabilities ?? {};
  const options = optionsOf(params);
  const text = capabilities.textDocument ?? {};
  const workspace = capabilities.workspace ?? {};
  const edit = workspace.workspaceEdit ?? {};
  return {
    diagnostics: diagnosticAbilities(capabilities),
    pull: text.diagnostic !== undefined && options.diagnostics !== 'push',
    pullRefresh: workspace.diagnostics?.refreshSupport === true,
    versionedDiagnostics: text.publishDiagnostics?.versionSupport === true,
    documentChanges: edit.documentChanges === true,
    createFiles: edit.resourceOperations?.includes('create') === true,
    applyEdit: workspace.applyEdit === true,
    codeActionResolve:
      text.codeAction?.dataSupport === true &&
      text.codeAction.resolveSupport?.properties.includes('edit') === true,
    watchRegistration: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    folderChanges: workspace.workspaceFolders === true,
    fileOperations: {
      create: workspace.fileOperations?.didCreate === true,
      rename: workspace.fileOperations?.didRename === true,
      delete: workspace.fileOperations?.didDelete === true,
    },
    progress: capabilities.window?.workDoneProgress === true,
    markdownHover: text.hover?.contentFormat?.includes('markdown') === true,
    markdownCompletion: text.completion?.completionItem?.documentationFormat?.includes('markdown') === true,
    snippets: text.completion?.completionItem?.snippetSupport === true,
    renamePrepare: text.rename?.prepareSupport === true,
    hierarchicalSymbols: text.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    readsFiles: options.readFilesThroughClient === true,
  };
}

/** The client's options; whatever is not of the right shape counts as not said. */
export function optionsOf(params: InitializeParams): ServerOptions {
  const given: unknown = params.initializationOptions;
  if (typeof given !== 'object' || given === null) {
    return {};
  }
  const { diagnostics, today, readFilesThroughClient } = given as Record<string, unknown>;
  return {
    ...(diagnostics === 'push' || diagnostics === 'pull' ? { diagnostics } : {}),
    ...(typeof today === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(today) ? { today } : {}),
    ...(readFilesThroughClient === true ? { readFilesThroughClient } : {}),
  };
}

/** What a client does not know of a diagnostic it leaves aside, so only what it declines is left out. */
function diagnosticAbilities(capabilities: ClientCapabilities): DiagnosticAbilities {
  const push = capabilities.textDocument?.publishDiagnostics;
  return {
    relatedInformation: push?.relatedInformation !== false,
    codeDescription: push?.codeDescriptionSupport !== false,
    data: push?.dataSupport !== false,
  };
}
