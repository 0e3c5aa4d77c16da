import {
  CodeActionKind,
  PositionEncodingKind,
  TextDocumentSyncKind,
  type FileOperationRegistrationOptions,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { fixAllKind, fixTenantKind } from '../language/fixAllActions.js';
import { tokenModifiers, tokenTypes } from '../language/semanticTokens.js';
import type { ClientAbilities } from './clientAbilities.js';
import { commands } from './messages.js';

const everything: FileOperationRegistrationOptions = { filters: [{ pattern: { glob: '**' } }] };

/** What the server offers a client of these abilities. */
export function serverCapabilities(abilities: ClientAbilities): ServerCapabilities {
  const { create, rename, delete: remove } = abilities.fileOperations;
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [':', ' ', '-', '.', '[', ',', '/', '`'] },
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: abilities.renamePrepare ? { prepareProvider: true } : true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: true,
    },
    executeCommandProvider: { commands: Object.values(commands) },
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.SourceFixAll,
        fixAllKind,
        fixTenantKind,
      ],
      resolveProvider: abilities.codeActionResolve,
    },
    ...(abilities.pull
      ? {
          diagnosticProvider: {
            identifier: 'tenant-config',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {}),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      ...(create || rename || remove
        ? {
            fileOperations: {
              ...(create ? { didCreate: everything } : {}),
              ...(rename ? { didRename: everything } : {}),
              ...(remove ? { didDelete: everything } : {}),
            },
          }
        : {}),
    },
  };
}
