import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { findFilesRequest, readFileRequest } from './protocol';
import type { FindFilesParams, ReadFileParams, ReadFileAnswer } from './protocol';

const configurationFile = /^(tenant\.ya?ml|.+\.tenant\.ya?ml|tenant-config\.yaml)$/;
const configurationGlob = '**/{tenant.yaml,tenant.yml,*.tenant.yaml,*.tenant.yml,tenant-config.yaml}';
const leftOut = new Set(['node_modules', '.git']);

/** How many folders are looked into where the editor cannot search: enough for any tenant, bounded for the rest. */
const maxFolders = 2000;

/** Serves the editor's files to a server that has no file system of its own (in a browser). */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest(readFileRequest, ({ uri }: ReadFileParams) => readFile(vscode.Uri.parse(uri))),
    client.onRequest(findFilesRequest, async ({ folder }: FindFilesParams) => {
      const found = await findConfigurationFiles(vscode.Uri.parse(folder));
      return found.map((uri) => client.code2ProtocolConverter.asUri(uri)).sort();
    }),
  );
}

async function readFile(uri: vscode.Uri): Promise<ReadFileAnswer> {
  try {
    return { kind: 'text', text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    return { kind: missing ? 'missing' : 'unreadable' };
  }
}

async function findConfigurationFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, configurationGlob),
    '**/{node_modules,.git}/**',
  );
  // Not every virtual file system can be searched; all can be listed.
  return found.length > 0 ? found : listConfigurationFiles(folder);
}

async function listConfigurationFiles(root: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const folders = [root];
  for (let index = 0; index < Math.min(folders.length, maxFolders); index += 1) {
    const folder = folders[index];
    if (folder === undefined) break;
    for (const [name, type] of await listFolder(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory && !leftOut.has(name)) folders.push(uri);
      else if (type === vscode.FileType.File && configurationFile.test(name)) found.push(uri);
    }
  }
  return found;
}

async function listFolder(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // Gone meanwhile, or not to be read: then nothing of it is checked.
    return [];
  }
}
