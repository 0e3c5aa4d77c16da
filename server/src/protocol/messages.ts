import { NotificationType, RequestType, type WorkspaceEdit } from 'vscode-languageserver';

/** What the client's status item shows. */
export interface StatusParams {
  readonly state: 'starting' | 'working' | 'ready' | 'failed';
  readonly tenants: number;
  readonly errors: number;
  readonly warnings: number;
}

export interface FixAllParams {
  /** A file of the tenant. */
  readonly uri: string;
  /** Only the fixes of this rule. */
  readonly rule?: string;
  /** Only what is reported in this file; by default in the whole tenant. */
  readonly scope?: 'file' | 'tenant';
}

export interface ReadinessParams {
  /** Only the tenants that this file belongs to; by default all. */
  readonly uri?: string;
}

export interface ExplainParams {
  readonly rule: string;
}

/** A rule's page. */
export interface ExplainAnswer {
  readonly markdown: string;
}

/** Asked of the client where it reads the files (virtual and browser workspaces). */
export interface ReadFileParams {
  readonly uri: string;
}

export interface ReadFileAnswer {
  readonly kind: 'text' | 'missing' | 'unreadable';
  readonly text?: string;
}

export interface FindFilesParams {
  /** The uri of the folder to look through. */
  readonly folder: string;
}

/** The client's status item is told what the server does. */
export const statusNotification = new NotificationType<StatusParams>('tenant-config/status');
/** Null where nothing is left to fix without a question. */
export const fixAllRequest = new RequestType<FixAllParams, WorkspaceEdit | null, void>(
  'tenant-config/fixAll',
);
/** Answered as soon as the server is not busy: the client asks whether it is still there. */
export const aliveRequest = new RequestType<null, null, void>('tenant-config/alive');
export const readinessRequest = new RequestType<ReadinessParams, unknown, void>('tenant-config/readiness');
/** Null for a rule that there is not. */
export const explainRequest = new RequestType<ExplainParams, ExplainAnswer | null, void>(
  'tenant-config/explain',
);
export const readFileRequest = new RequestType<ReadFileParams, ReadFileAnswer, void>(
  'tenant-config/readFile',
);
export const findFilesRequest = new RequestType<FindFilesParams, readonly string[], void>(
  'tenant-config/findFiles',
);

/**
 * `workspace/executeCommand`: each takes the params of the request of the same name as its one argument. Spelled unlike
 * the extension's own commands (`tenantConfig.*`), which a client would otherwise register twice.
 */
export const commands = {
  fixAll: 'tenant-config.fixAll',
  readiness: 'tenant-config.readiness',
  explain: 'tenant-config.explain',
} as const;
