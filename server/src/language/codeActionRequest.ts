import type { Range } from 'vscode-languageserver-types';
import type { TenantInput } from '../analysis/snapshot.js';
import type { DiagnosticAbilities } from './diagnostics.js';
import type { EditAbilities } from './workspaceEdit.js';

/** Which automatic fixes are meant. */
export interface FixAllScope {
  /** Only what is reported in this file; null for the whole tenant. */
  readonly uri: string | null;
  /** Only this rule's; null for all. */
  readonly rule: string | null;
}

/** What the client can do with actions. */
export interface CodeActionAbilities extends EditAbilities {
  readonly diagnostics: DiagnosticAbilities;
  /** The client asks for an action's edit when it is chosen, so that none is made for nothing. */
  readonly resolve: boolean;
}

/** Finds the action again when the client asks for its edit. */
export type CodeActionReference =
  | {
      readonly kind: 'fix';
      readonly tenant: string;
      readonly rule: string;
      readonly uri: string;
      readonly start: number;
      readonly message: string;
      readonly title: string;
    }
  | ({ readonly kind: 'fix-all'; readonly tenant: string } & FixAllScope)
  | { readonly kind: 'star'; readonly tenant: string; readonly uri: string; readonly start: number };

export interface CodeActionRequest {
  /** The tenant's id in the workspace. */
  readonly tenant: string;
  readonly uri: string;
  readonly range: Range;
  /** The kinds that the client wants; undefined for all that a light bulb shows. */
  readonly only: readonly string[] | undefined;
  /** Other tenants that name a `.sql` file of this one: no fix of all harms them. */
  readonly others?: readonly TenantInput[];
}
