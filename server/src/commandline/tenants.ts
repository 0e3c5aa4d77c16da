import * as path from 'node:path';
import type { Engine } from '../analysis/engine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { roleOfFile } from '../workspace/fileNames.js';
import type { TenantLayout } from '../workspace/layout.js';
import { nodeFileSystem } from '../workspace/nodeFileSystem.js';
import { Workspace } from '../workspace/workspace.js';
import { folderAboveWith, pathOfUri, relativePath, uriOfPath } from './paths.js';
import { Progress } from './progress.js';
import { select, type Selection } from './selection.js';
import { UsageError } from './usageError.js';

export interface OpenOptions {
  readonly cwd: string;
  readonly today: string;
  readonly createEngine: () => Engine;
}

export interface OpenTenant {
  readonly layout: TenantLayout;
  readonly snapshot: Snapshot;
  /** The folder that nothing may be read or written outside of, as a path. */
  readonly boundary: string;
}

/** The tenants that some paths mean, analysed one after the other; `unreadable` grows while they are walked. */
export interface OpenedTenants {
  readonly layouts: readonly TenantLayout[];
  readonly unreadable: readonly string[];
  [Symbol.asyncIterator](): AsyncGenerator<OpenTenant>;
}

/**
 * Finds the tenants of the paths (the working folder by default).
 * @throws UsageError where a path is not there, or holds no tenant
 */
export async function openTenants(paths: readonly string[], options: OpenOptions): Promise<OpenedTenants> {
  const { cwd } = options;
  const given = (paths.length === 0 ? ['.'] : paths).map((one) => select(one, cwd));
  const boundaryOf = boundaries(given);
  const workspace = new Workspace({
    fileSystem: nodeFileSystem,
    createEngine: options.createEngine,
    today: () => options.today,
    readableFolders: (root) => [uriOfPath(boundaryOf(pathOfUri(root)))],
    keptSnapshots: 1,
  });
  await workspace.setFolders([...new Set(given.map(({ folder }) => uriOfPath(folder)))]);
  const selections = await withNaming(given, workspace);
  const found = workspace.tenants();
  for (const selection of selections) {
    if (!found.some((layout) => layout.kind !== 'settings' && selection.matches(layout))) {
      throw new UsageError(noTenant(selection, cwd));
    }
  }
  const layouts = found.filter((layout) => selections.some((selection) => selection.matches(layout)));
  const unreadable: string[] = [];
  return { layouts, unreadable, [Symbol.asyncIterator]: walk };

  async function* walk(): AsyncGenerator<OpenTenant> {
    const progress = new Progress(process.stderr);
    try {
      for (const [index, layout] of layouts.entries()) {
        progress.update(`Checking ${relativePath(layout.root, cwd)} (${index + 1} of ${layouts.length})`);
        const snapshot = await workspace.snapshot(layout.id);
        const unread = workspace.unreadableFiles(layout.id).map((uri) => relativePath(uri, cwd));
        const missing = snapshot === null && unread.length === 0 ? [relativePath(layout.id, cwd)] : unread;
        // They may be walked more than once, and tenants share settings: each file is named once.
        unreadable.push(...missing.filter((file) => !unreadable.includes(file)));
        if (snapshot !== null) yield { layout, snapshot, boundary: boundaryOf(pathOfUri(layout.root)) };
      }
    } finally {
      progress.done();
    }
  }
}

/** The selections, those of a file of SQL with the tenants that name it, which only an analysis tells. */
async function withNaming(selections: readonly Selection[], workspace: Workspace): Promise<Selection[]> {
  const all: Selection[] = [];
  for (const selection of selections) {
    const { sqlFile } = selection;
    if (sqlFile === undefined) {
      all.push(selection);
      continue;
    }
    await workspace.snapshotsOf(sqlFile);
    const naming = new Set(workspace.tenantsOf(sqlFile).map(({ id }) => id));
    all.push({ ...selection, matches: ({ id }) => naming.has(id) });
  }
  return all;
}

function noTenant(selection: Selection, cwd: string): string {
  if (selection.sqlFile !== undefined) {
    return `${selection.path} belongs to no tenant: none has it in its folder, and none names it.`;
  }
  if (roleOfFile(uriOfPath(path.resolve(cwd, selection.path))) === 'settings') {
    return `${selection.path} holds for no tenant: there is no tenant.yaml in its folder or below.`;
  }
  const isFolder = path.resolve(cwd, selection.path) === selection.folder;
  return isFolder
    ? `${selection.path}: no tenant.yaml and no *.tenant.yaml at or below it. \`tenant-config init\` writes a first one.`
    : `${selection.path} belongs to no tenant: there is no tenant.yaml in its folder or above.`;
}

/** Where a tenant's files must lie: its repository, else the checked folder, else its own folder. */
function boundaries(selections: readonly Selection[]): (root: string) => string {
  const known = new Map<string, string>();
  return (root) => {
    const boundary = known.get(root) ?? folderAboveWith(root, ['.git']) ?? checkedFolder(root, selections);
    known.set(root, boundary);
    return boundary;
  };
}

function checkedFolder(root: string, selections: readonly Selection[]): string {
  const around = selections.filter(({ folder }) => isInside(folder, root)).map(({ folder }) => folder);
  return around.sort((a, b) => a.length - b.length)[0] ?? root;
}

/** Whether a path is a folder or lies in it. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}
