/** What the extension and the server say to each other beyond the language server protocol. */

/** Sent by the server whenever what it is doing, or what it has found, changes. */
export const statusNotification = 'tenant-config/status';

/** Asks whether the server is there: null → null, as soon as it is not busy. */
export const aliveRequest = 'tenant-config/alive';

/** Asks for a rule's page: `ExplainParams` → `ExplainAnswer`, null for a rule that there is not. */
export const explainRequest = 'tenant-config/explain';

/** Asks for all edits that mend a tenant without a question: `FixAllParams` → a workspace edit, or null. */
export const fixAllRequest = 'tenant-config/fixAll';

/** Asks how ready the features of a file's tenants are: `ReadinessParams` → `TenantReadiness[]`. */
export const readinessRequest = 'tenant-config/readiness';

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
  readonly markdown: string;
}

export interface FixAllParams {
  /** Any file of the tenant. */
  readonly uri: string;
}

export interface ReadinessParams {
  /** A file of the tenant. */
  readonly uri: string;
}

export interface TenantReadiness {
  readonly tenant: string | null;
  readonly features: readonly FeatureReadiness[];
}

export interface FeatureReadiness {
  readonly feature: string;
  readonly enabled: boolean;
  readonly ready: boolean;
  readonly requirements: readonly RequirementReadiness[];
}

export interface RequirementReadiness {
  readonly id: string;
  readonly title: string;
  readonly state: 'met' | 'not met' | 'not known' | 'verified';
  readonly required: boolean;
  readonly table: string | null;
  readonly column: string | null;
  /** Why it is not known. */
  readonly reason: string | null;
  readonly diagnostics: readonly { readonly rule: string; readonly message: string }[];
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
