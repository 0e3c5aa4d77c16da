import * as vscode from 'vscode';

const section = 'tenantConfig';

/** The most memory, in megabytes, that the server's process may use for its data. */
export function maxMemory(): number {
  return vscode.workspace.getConfiguration(section).get<number>('server.maxMemory', 1024);
}

/** How often within three minutes a server that ended by itself is started again. */
export function restartLimit(): number {
  return vscode.workspace.getConfiguration(section).get<number>('server.restartLimit', 4);
}
