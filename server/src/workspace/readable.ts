import type { Texts } from './texts.js';
import { isWithin } from './uris.js';

/**
 * Whether a file lies in one of the folders whose files may be read. One that lies there and is a link has to lead there
 * too: what somebody shares with a tenant must not make us show a file that he never meant to share.
 */
export async function isReadable(uri: string, folders: readonly string[], texts: Texts): Promise<boolean> {
  if (!folders.some((folder) => isWithin(folder, uri))) {
    return false;
  }
  const real = await texts.realUri(uri);
  if (real === uri) {
    return true;
  }
  const realFolders = await Promise.all(folders.map((folder) => texts.realUri(folder)));
  return realFolders.some((folder) => isWithin(folder, real));
}
