import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { InitializeResult } from 'vscode-languageserver-protocol';

const server = (path: string): string => fileURLToPath(new URL(`../../server/${path}`, import.meta.url));

it('serves a client over the channel of its Node process', async () => {
  const child = fork(server('dist/tenant-config.js'), [
    'lsp',
    '--node-ipc',
    `--clientProcessId=${process.pid}`,
  ]);
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  const result = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  expect(result.serverInfo?.name).toBe('tenant-config');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toBe(0);
  connection.dispose();
});

/** What the worker's script posts, in turn. */
function messagesOf(
  port: MessagePort,
): (wanted: (message: Record<string, unknown>) => boolean) => Promise<Record<string, unknown>> {
  const seen: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  port.on('message', (message: Record<string, unknown>) => {
    seen.push(message);
    waiting.splice(0).forEach((wake) => wake());
  });
  return async (wanted) => {
    for (;;) {
      const found = seen.find(wanted);
      if (found !== undefined) {
        return found;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
}

it('serves a client from a browser’s worker, which has nothing of Node', async () => {
  const { port1: page, port2: inside } = new MessageChannel();
  const scope: Record<string, unknown> = {
    postMessage: (message: unknown) => inside.postMessage(message),
    setTimeout,
    clearTimeout,
    setImmediate: undefined,
    TextDecoder,
    TextEncoder,
    URL,
    console,
    performance,
    queueMicrotask,
  };
  scope['self'] = scope;
  // Errors of the worker are heard so; messages come by `onmessage`.
  scope['addEventListener'] = () => undefined;
  inside.on('message', (data: unknown) =>
    (scope['onmessage'] as (event: { data: unknown }) => void)({ data }),
  );
  vm.runInNewContext(readFileSync(server('dist/browser.js'), 'utf8'), scope);
  const received = messagesOf(page);
  const root = 'vscode-vfs://github/acme/shop';
  const workspaceFolders = [{ uri: root, name: 'shop' }];
  page.postMessage({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, workspaceFolders, capabilities: {} },
  });
  expect((await received(({ id }) => id === 1))['result']).toMatchObject({
    serverInfo: { name: 'tenant-config' },
  });
  page.postMessage({ jsonrpc: '2.0', method: 'initialized', params: {} });
  const asked = await received(({ method }) => method === 'tenant-config/findFiles');
  page.postMessage({ jsonrpc: '2.0', id: asked['id'], result: [] });
  const text = 'version: 1\ntenant: a\nsorces: {}\n';
  const textDocument = { uri: `${root}/tenant.yaml`, languageId: 'tenant-config', version: 1, text };
  page.postMessage({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } });
  page.on('message', ({ id, method }: Record<string, unknown>) => {
    if (method === 'tenant-config/readFile') {
      page.postMessage({ jsonrpc: '2.0', id, result: { kind: 'missing' } });
    }
  });
  const published = await received(
    ({ method, params }) =>
      method === 'textDocument/publishDiagnostics' &&
      (params as { diagnostics: unknown[] }).diagnostics.length > 0,
  );
  expect(published['params']).toMatchObject({
    uri: `${root}/tenant.yaml`,
    diagnostics: [{ code: 'schema' }],
  });
  page.close();
  inside.close();
});
