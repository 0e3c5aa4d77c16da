// A client that talks to the built server over stdio as an editor does.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import protocol from 'vscode-languageserver-protocol/node';

const command = fileURLToPath(new URL('../../server/bin/tenant-config.js', import.meta.url));

/** Starts the server for a folder; `opened`, `changed` resolve with the milliseconds until the diagnostics were there. */
export async function startServer(folderUri) {
  const child = spawn(process.execPath, [command, 'lsp', '--stdio', '--today', '2026-11-24'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(child.stdout),
    new protocol.StreamMessageWriter(child.stdin),
  );
  let waiting = null;
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    if (waiting?.accepts(params)) {
      const { resolve, since } = waiting;
      waiting = null;
      resolve({ milliseconds: performance.now() - since, diagnostics: params.diagnostics.length });
    }
  });
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folderUri,
    capabilities: {
      textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } },
    },
    workspaceFolders: [{ uri: folderUri, name: 'bench' }],
  });
  await connection.sendNotification('initialized', {});

  /** Sends a notification and waits for diagnostics of the file that `accepts` takes. */
  const measure = (method, params, accepts) =>
    new Promise((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error(`No diagnostics after ${method} in 30 s.`)), 30_000);
      waiting = {
        since: performance.now(),
        accepts,
        resolve: (result) => {
          clearTimeout(timeout);
          resolve(result);
        },
      };
      connection.sendNotification(method, params);
    });

  return {
    opened: (uri, text) =>
      measure(
        'textDocument/didOpen',
        { textDocument: { uri, languageId: 'yaml', version: 1, text } },
        (params) => params.uri === uri && params.version === 1,
      ),
    changed: (uri, version, change) =>
      measure(
        'textDocument/didChange',
        { textDocument: { uri, version }, contentChanges: [change] },
        (params) => params.uri === uri && params.version === version,
      ),
    memory: () => memoryOf(child.pid),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}

/** Resident memory in megabytes; null where the system does not say. */
function memoryOf(pid) {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Math.round(Number(line[1]) / 1024);
  } catch {
    return null;
  }
}
