import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';
import { isSqlFile, roleOfFile } from '../workspace/fileNames.js';
import type { TenantLayout } from '../workspace/layout.js';
import { isWithin, parentUri } from '../workspace/uris.js';
import { folderAboveWith, uriOfPath } from './paths.js';
import { UsageError } from './usageError.js';

/** What one PATH of the command line means. */
export interface Selection {
  /** As the person wrote it. */
  readonly path: string;
  /** The folder to look through, as a path. */
  readonly folder: string;
  /** Whether what was found there is meant. */
  matches(layout: TenantLayout): boolean;
  /** Set for a `.sql` file outside of every tenant's folder: the tenants that name it are meant. */
  readonly sqlFile?: string;
}

/**
 * What a path asks for: every tenant at or below a folder, or the tenant that a file belongs to.
 * @throws UsageError where there is no such file or folder
 */
export function select(given: string, cwd: string): Selection {
  const full = path.resolve(cwd, given);
  const uri = uriOfPath(full);
  if (isFolder(full, given)) {
    refuseUnreadable(full, given);
    return {
      path: given,
      folder: full,
      matches: (layout) => filesOf(layout).some((file) => isWithin(uri, file)),
    };
  }
  const folder = path.dirname(full);
  if (roleOfFile(uri) === 'settings') {
    return { path: given, folder, matches: (layout) => layout.settings.includes(uri) };
  }
  const root = folderAboveWith(folder, ['tenant.yaml', 'tenant.yml']);
  if (root === null && isSqlFile(uri)) return sqlSelection(given, uri, folder, cwd);
  if (root === null) {
    return { path: given, folder, matches: (layout) => layout.yaml.includes(uri) };
  }
  const rootUri = uriOfPath(root);
  return {
    path: given,
    folder: root,
    matches: (layout) => layout.kind === 'tenant' && layout.root === rootUri,
  };
}

/** Who names a file of SQL is looked for in its repository, else in the working folder. */
function sqlSelection(given: string, uri: string, folder: string, cwd: string): Selection {
  const around = folderAboveWith(folder, ['.git']) ?? (isWithin(uriOfPath(cwd), uri) ? cwd : folder);
  return { path: given, folder: around, sqlFile: uri, matches: () => false };
}

/** A folder that nobody may look into is not one without a tenant. */
function refuseUnreadable(folder: string, given: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new UsageError(
      `${given} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}

function isFolder(full: string, given: string): boolean {
  try {
    return statSync(full).isDirectory();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `${given}: there is no such file or folder.`
        : `${given} cannot be read (${code ?? 'unknown error'}).`,
    );
  }
}

/** The files by which a folder holds a tenant; a settings file alone is none, but is checked. */
function filesOf(layout: TenantLayout): readonly string[] {
  return layout.kind === 'settings' ? [`${parentUri(layout.id)}/tenant-config.yaml`] : layout.yaml;
}
