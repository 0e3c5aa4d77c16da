import { PassThrough } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver-protocol/node';
import {
  createConnection,
  StreamMessageReader as ServerReader,
  StreamMessageWriter as ServerWriter,
} from 'vscode-languageserver/node.js';
import { startServer } from '../../server/src/protocol/server.js';

let connection: MessageConnection | null = null;
afterEach(async () => {
  await connection?.sendRequest('shutdown');
  connection?.dispose();
});

/** A client whose workspace is not on disk, as in a browser: it reads the files itself. */
async function start(files: Record<string, string>): Promise<Map<string, { code: string }[]>> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new ServerReader(toServer), new ServerWriter(toClient)), null, {
    today: '2026-11-24',
  });
  connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published = new Map<string, { code: string }[]>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    published.set(uri, diagnostics);
  });
  connection.onRequest(
    'tenant-config/readFile',
    ({ uri }: { uri: string }): { kind: string; text?: string } => {
      const text = files[uri];
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
    },
  );
  connection.onRequest('tenant-config/findFiles', ({ folder }: { folder: string }) =>
    Object.keys(files).filter((uri) => uri.startsWith(folder)),
  );
  connection.listen();
  const folder = { uri: 'vscode-vfs://github/acme/shop', name: 'shop' };
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [folder],
    capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  return published;
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds() && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(holds()).toBe(true);
}

it('reads a workspace through its client', async () => {
  const root = 'vscode-vfs://github/acme/shop';
  const published = await start({
    [`${root}/tenant.yaml`]: 'version: 1\ntenant: a\nsorces: {}\n',
    [`${root}/x.tenant.yaml`]: 'sources: {A: {kind: custom_domain_table, sql_file: gone.sql}}\n',
    [`${root}/other.yaml`]: 'sorces: {}\n',
  });
  await until(() => published.size === 2);
  expect(published.get(`${root}/tenant.yaml`)?.map(({ code }) => code)).toEqual(['schema']);
  expect(published.get(`${root}/x.tenant.yaml`)?.map(({ code }) => code)).toContain('sql-file-missing');
});
