import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { ReadinessPages } from './readinessPages';
import { RulePages } from './rulePages';
import { Server } from './server';
import type { ServerHost } from './server';
import { StatusItem } from './statusItem';

/** Puts the parts together, the same on the desktop and in a browser. Gives what stops the server. */
export function startExtension(context: vscode.ExtensionContext, host: ServerHost): () => Promise<void> {
  const output = vscode.window.createOutputChannel('Tenant Config', { log: true });
  const server = new Server(host, output);
  const status = new StatusItem();
  const rulePages = new RulePages(server);
  const readinessPages = new ReadinessPages(server);
  context.subscriptions.push(
    output,
    server,
    status,
    server.onStatus((now) => status.show(now)),
    rulePages.register(),
    readinessPages.register(),
    registerCommands(server, rulePages, readinessPages, output),
  );
  // Shows the commands: without a tenant nobody needs them.
  void vscode.commands.executeCommand('setContext', 'tenantConfig.active', true);
  // Not waited for: the editor is not to wait for a server.
  void server.start();
  return () => server.stop();
}
