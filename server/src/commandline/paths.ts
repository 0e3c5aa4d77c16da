import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { URI } from 'vscode-uri';
import { normaliseUri } from '../workspace/uris.js';

/** The uri of a file or folder of this machine, spelled as the workspace spells it. */
export function uriOfPath(file: string): string {
  return normaliseUri(URI.file(path.resolve(file)).toString());
}

export function pathOfUri(uri: string): string {
  return URI.parse(uri).fsPath;
}

/** A path as reports show it: relative to a folder, with `/`, `.` for the folder itself. */
export function relativePath(uri: string, folder: string): string {
  const relative = path.relative(folder, pathOfUri(uri));
  return relative === '' ? '.' : relative.split(path.sep).join('/');
}

/** The nearest folder at or above that holds an entry of one of these names; null where none does. */
export function folderAboveWith(folder: string, names: readonly string[]): string | null {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (names.some((name) => existsSync(path.join(at, name)))) return at;
    if (path.dirname(at) === at) return null;
  }
}
