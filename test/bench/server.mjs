// A client that talks to the built server over stdio as an editor does, and takes the time.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import protocol from 'vscode-languageserver-protocol/node';

const command = fileURLToPath(new URL('../../server/bin/tenant-config.js', import.meta.url));

/** Starts the server for a folder. What takes time resolves with the milliseconds that it took. */
export async function startServer(folderUri) {
  const child = spawn(process.execPath, [command, 'lsp', '--stdio', '--today', '2026-11-24'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(child.stdout),
    new protocol.StreamMessageWriter(child.stdin),
  );
  const measure = diagnosticsTimer(connection);
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

  const didChange = (uri, version, change) => ({
    textDocument: { uri, version },
    contentChanges: [change],
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
        didChange(uri, version, change),
        (params) => params.uri === uri && params.version === version,
      ),
    /** Changes the text and asks at once, as an editor does while somebody types. */
    async changedAndAsked(uri, version, change, method, position) {
      const since = performance.now();
      const diagnostics = measure(
        'textDocument/didChange',
        didChange(uri, version, change),
        (params) => params.uri === uri && params.version === version,
      );
      await connection.sendRequest(method, { textDocument: { uri }, position });
      const milliseconds = performance.now() - since;
      await diagnostics;
      return milliseconds;
    },
    /** Resident memory in megabytes; null where the system does not say. */
    memory: () => memoryOf(child.pid),
    /** Milliseconds of processor time since the start; null where the system does not say. */
    cpu: () => cpuOf(child.pid),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}

/** Gives the function that sends a notification and waits for diagnostics that `accepts` takes. */
function diagnosticsTimer(connection) {
  let waiting = null;
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    if (waiting?.accepts(params)) {
      const { resolve, since } = waiting;
      waiting = null;
      resolve({ milliseconds: performance.now() - since, diagnostics: params.diagnostics.length });
    }
  });
  return (method, params, accepts) =>
    new Promise((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error(`No diagnostics after ${method} in 60 s.`)), 60_000);
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
}

function memoryOf(pid) {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Math.round(Number(line[1]) / 1024);
  } catch {
    return null;
  }
}

function cpuOf(pid) {
  try {
    // The name of the process stands in brackets and may hold spaces; ticks are hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}
