import type { Lineage } from '../lineage/lineage.js';
import type { Diagnostic } from '../rules/rule.js';
import type { Holder } from '../syntax/keptWith.js';
import type { SyntaxTree } from '../syntax/tree.js';
import type { Tenant } from '../tenant/tenant.js';

/** What is known of a file: its text, or why there is none. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' }
  /** Lies outside the folder that files may be read from. */
  | { readonly kind: 'outside' };

/** All that the engine looks at; nothing else changes what it says. */
export interface TenantInput {
  /** The uri of the tenant's folder, without a slash at its end. */
  readonly root: string;
  /** `tenant.yaml` and the parts, by uri, in the order in which they are to be merged (the main file first). */
  readonly yaml: ReadonlyMap<string, string>;
  /** The `tenant-config.yaml` files above the tenant that may hold `rules`, by uri, the outermost first. */
  readonly settings: ReadonlyMap<string, string>;
  /** The `.sql` files by uri; one that is not in here is not loaded yet and nothing is said of it. */
  readonly sql: ReadonlyMap<string, FileContent>;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What the engine says of one tenant at one moment. Immutable. */
export interface Snapshot extends Holder {
  readonly input: TenantInput;
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  /** Sorted by file, then range, then rule. Rules that are off and suppressed diagnostics are left out. */
  readonly diagnostics: readonly Diagnostic[];
  /** What suppressions and `off` leave out: readiness counts it still. */
  readonly silenced: readonly Diagnostic[];
  /** Trees of every YAML file, by uri. */
  readonly trees: ReadonlyMap<string, SyntaxTree>;
  /** Every `.sql` file that the tenant names, by uri, whether it is there or not. */
  readonly sqlFiles: readonly string[];
}
