import type { FormatRole } from '../format/schema.js';
import { roleOfFile } from '../workspace/fileNames.js';

/** Which of the format's schemas a file follows; a text without a name of its own is read as a tenant's. */
export function formatRole(uri: string): FormatRole {
  return roleOfFile(uri) ?? 'tenant';
}
