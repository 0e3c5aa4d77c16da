import type { WorkspaceEdit } from 'vscode-languageclient';

/** What the extension and the server say to each other beyond the language server protocol. */

/** Sent by the server whenever what it is doing, or what it has found, changes. */
export const statusNotification = 'tenant-config/status';

/** Asks for a rule's page: `ExplainParams` → `ExplainAnswer`. */
export const explainRequest = 'tenant-config/explain';

/** Asks for all edits that mend a tenant without a question: `FixAllParams` → `FixAllAnswer`. */
export const fixAllRequest = 'tenant-config/fixAll';

/** Asked by a server that has no file system of its own: `ReadFileParams` → `ReadFileAnswer`. */
export const readFileRequest = 'tenant-config/readFile';

/** Asked by a server that has no file system of its own: `FindFilesParams` → uris of configuration files. */
export const findFilesRequest = 'tenant-config/findFiles';

/** What the server is told when it starts. */
export interface ServerOptions {
  /** Diagnostics are sent by the server, so that those of other files follow a change at once. */
  readonly diagnostics: 'push';
  readonly readFilesThroughClient: boolean;
}

export interface ServerStatus {
  readonly state: 'starting' | 'working' | 'ready' | 'failed';
  readonly tenants: number;
  readonly errors: number;
  readonly warnings: number;
}

export interface ExplainParams {
  readonly rule: string;
}

export interface ExplainAnswer {
  /** The page; null for a rule that there is not. */
  readonly markdown: string | null;
  readonly href: string | null;
}

export interface FixAllParams {
  /** Any file of the tenant. */
  readonly uri: string;
}

export interface FixAllAnswer {
  /** Null where nothing is left to fix. */
  readonly edit: WorkspaceEdit | null;
}

export interface ReadFileParams {
  readonly uri: string;
}

export type ReadFileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

export interface FindFilesParams {
  /** The uri of the folder to look in, and below. */
  readonly folder: string;
}
