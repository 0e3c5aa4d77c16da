import type { FileRole } from '../tenant/tenant.js';
import { baseName } from './uris.js';

/** What a file is by its name; null for a file that is no configuration. */
export function roleOfFile(uri: string): FileRole | null {
  const name = baseName(uri);
  if (name === 'tenant.yaml' || name === 'tenant.yml') {
    return 'tenant';
  }
  if (name === 'tenant-config.yaml') {
    return 'settings';
  }
  return name.endsWith('.tenant.yaml') || name.endsWith('.tenant.yml') ? 'part' : null;
}

export function isSqlFile(uri: string): boolean {
  return uri.toLowerCase().endsWith('.sql');
}
