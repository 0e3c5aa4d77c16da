import { promises as fs } from 'node:fs';
import * as path from 'node:path';
import { URI } from 'vscode-uri';
import { roleOfFile } from './fileNames.js';
import type { FileSystem, ReadResult } from './fileSystem.js';

/** Larger files are nobody's configuration; reading them would only cost memory. */
const largestFile = 64 * 1024 * 1024;
const skippedFolders = new Set(['node_modules', '.git']);
const foldersAtOnce = 32;

/** The files of this machine. */
export const nodeFileSystem: FileSystem = {
  async readFile(uri) {
    const file = pathOf(uri);
    return file === null ? { kind: 'missing' } : readPath(file);
  },
  async findConfigurationFiles(folderUri) {
    const folder = pathOf(folderUri);
    return folder === null ? [] : findIn(folder);
  },
  async realUri(uri) {
    const file = pathOf(uri);
    try {
      return file === null ? uri : URI.file(await fs.realpath(file)).toString();
    } catch {
      // Not there, or links that lead in a circle: reading it says so.
      return uri;
    }
  },
};

async function readPath(file: string): Promise<ReadResult> {
  try {
    const stat = await fs.stat(file);
    if (!stat.isFile() || stat.size > largestFile) {
      return { kind: 'unreadable' };
    }
    return { kind: 'text', text: await fs.readFile(file, 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'unreadable' };
  }
}

function pathOf(uri: string): string | null {
  try {
    const parsed = URI.parse(uri);
    return parsed.scheme === 'file' ? parsed.fsPath : null;
  } catch {
    return null;
  }
}

/** Walks the tree in breadth; a folder that links lead to again (by its real path) is entered once. */
async function findIn(start: string): Promise<string[]> {
  const found: string[] = [];
  const entered = new Set<string>();
  let level = [start];
  while (level.length > 0) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += foldersAtOnce) {
      const folders = level.slice(at, at + foldersAtOnce);
      const listings = await Promise.all(folders.map((folder) => listFolder(folder, entered)));
      for (const listing of listings) {
        found.push(...listing.files);
        next.push(...listing.folders);
      }
    }
    level = next;
  }
  return found.map((file) => URI.file(file).toString()).sort();
}

async function listFolder(
  folder: string,
  entered: Set<string>,
): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    const real = await fs.realpath(folder);
    if (entered.has(real)) {
      return { files, folders };
    }
    entered.add(real);
    for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? await kindOfLink(file) : kindOf(entry);
      if (kind === 'folder' && !skippedFolders.has(entry.name)) {
        folders.push(file);
      } else if (kind === 'file' && roleOfFile(URI.file(entry.name).toString()) !== null) {
        files.push(file);
      }
    }
  } catch {
    // A folder that may not be read, or is gone by now, holds nothing for us.
  }
  return { files, folders };
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'folder' | null {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : null;
}

async function kindOfLink(file: string): Promise<'file' | 'folder' | null> {
  try {
    return kindOf(await fs.stat(file));
  } catch {
    return null;
  }
}
