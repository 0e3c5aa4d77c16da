import { URI, Utils } from 'vscode-uri';

/** One spelling for one file: percent-encoding, the drive's letter and `..` made alike. */
export function normaliseUri(uri: string): string {
  try {
    const parsed = URI.parse(uri);
    return (parsed.path.includes('/.') ? Utils.resolvePath(parsed) : parsed).toString();
  } catch {
    return uri;
  }
}

/** The uri of a folder, without a slash at its end. */
export function folderUri(uri: string): string {
  return normaliseUri(uri).replace(/(?<![/:])\/+$/, '');
}

/** The last part of the uri's path, decoded. */
export function baseName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The folder that holds a file or folder, without a slash at its end; the uri itself where there is none above. */
export function parentUri(uri: string): string {
  const path = pathStart(uri);
  const slash = uri.lastIndexOf('/');
  return slash < path ? uri : uri.slice(0, Math.max(slash, path + 1));
}

/** The uri of an entry of a folder. */
export function childUri(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** Whether the uri is the folder itself or lies in it, at any depth. */
export function isWithin(folder: string, uri: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Every folder above, the nearest first; the folder that holds the file included. */
export function foldersAbove(uri: string): string[] {
  const folders: string[] = [];
  for (let at = uri; ;) {
    const parent = parentUri(at);
    if (parent === at) {
      return folders;
    }
    folders.push(parent);
    at = parent;
  }
}

/** Where the path begins: behind `scheme://authority`. */
function pathStart(uri: string): number {
  const authority = uri.indexOf('://');
  if (authority < 0) {
    return uri.indexOf(':') + 1;
  }
  const slash = uri.indexOf('/', authority + 3);
  return slash < 0 ? uri.length : slash;
}
