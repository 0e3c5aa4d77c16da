import type { TenantFile } from '../tenant/tenant.js';
import type { FileChange, TextEdit } from './edit.js';

/** Edits of a tenant's YAML file as a change to the workspace. */
export function yamlChange(file: TenantFile, edits: readonly TextEdit[]): FileChange {
  return { kind: 'edit', uri: file.uri, edits };
}
