import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startExtension } from './extension';

/** The part of a browser's worker that is used here (the project's types are those of Node). */
declare const Worker: new (script: string) => { terminate(): void };

let stop: (() => Promise<void>) | undefined;

/** Entry of the browser's extension host: the server is a worker, and reads files through the editor. */
export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'browser.js');
  let worker: InstanceType<typeof Worker> | undefined;
  stop = startExtension(context, {
    readFilesThroughClient: () => true,
    createClient: async (options) => {
      // A server that was shut down does not start again: each client has a worker of its own.
      worker?.terminate();
      worker = new Worker(await workerAddress(script));
      return new LanguageClient('tenantConfig', 'Tenant Config', options, worker);
    },
  });
  context.subscriptions.push({ dispose: () => worker?.terminate() });
}

export async function deactivate(): Promise<void> {
  await stop?.();
}

/** The address to start a worker from: an extension on a remote machine has one that only the editor can read. */
async function workerAddress(script: vscode.Uri): Promise<string> {
  if (/^https?$/.test(script.scheme)) return script.toString(true);
  const content = await vscode.workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([content], { type: 'text/javascript' }));
}
