import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startExtension } from './extension';
import { maxMemory } from './settings';

let stop: (() => Promise<void>) | undefined;

/** Entry of the desktop (and remote) extension host: the server is a child process, spoken to over IPC. */
export function activate(context: vscode.ExtensionContext): void {
  const module = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'tenant-config.js').fsPath;
  stop = startExtension(context, {
    readFilesThroughClient: hasVirtualFolder,
    createClient: async (options) =>
      new ProcessClient(
        'tenantConfig',
        'Tenant Config',
        {
          module,
          args: ['lsp'],
          transport: TransportKind.ipc,
          options: { execArgv: [`--max-old-space-size=${maxMemory()}`] },
        },
        options,
      ),
  });
}

/** Milliseconds that a server which was told to end may take for it. */
const endLimit = 2000;

/** Ends the server's process for certain: what the library has for that is a script, which is not in our bundle. */
class ProcessClient extends LanguageClient {
  override async stop(timeout?: number): Promise<void> {
    const process = this['_serverProcess'];
    try {
      await super.stop(timeout);
      setTimeout(() => process?.kill('SIGKILL'), endLimit);
    } catch (error) {
      process?.kill('SIGKILL');
      throw error;
    }
  }
}

export async function deactivate(): Promise<void> {
  await stop?.();
}

/** True where a folder is not on this machine's disk but, say, on a website. */
function hasVirtualFolder(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => folder.uri.scheme !== 'file');
}
