import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startExtension } from './extension';

/** The part of a browser's worker that is used here (the project's types are those of Node). */
declare const Worker: new (script: string) => { terminate(): void };

let stop: (() => Promise<void>) | undefined;

/** Entry of the browser's extension host: the server is a worker, and reads files through the editor. */
export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'browser.js').toString(true);
  let worker: InstanceType<typeof Worker> | undefined;
  stop = startExtension(context, {
    readFilesThroughClient: () => true,
    createClient: (options) => {
      // A server that was shut down does not start again: each client has a worker of its own.
      worker?.terminate();
      worker = new Worker(script);
      return new LanguageClient('tenantConfig', 'Tenant Config', options, worker);
    },
  });
  context.subscriptions.push({ dispose: () => worker?.terminate() });
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
