import type { Connection } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace.js';
import type { ClientAbilities } from './clientAbilities.js';
import type { DiagnosticsService } from './diagnosticsService.js';
import type { FirstIndex } from './firstIndex.js';
import type { OpenDocuments } from './openDocuments.js';
import type { StatusReporter } from './statusReporter.js';

/** What the handlers of requests share, once the client has introduced itself. */
export interface ServerContext {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly diagnostics: DiagnosticsService;
  readonly status: StatusReporter;
  readonly firstIndex: FirstIndex;
}
