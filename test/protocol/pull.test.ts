import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { Client, pulling, rules, type StartOptions } from './client.js';

let client: Client;
const start = async (options: StartOptions = {}): Promise<Client> => {
  client = await Client.start({ capabilities: pulling, ...options });
  return client;
};
afterEach(async () => {
  expect(client.log.filter((line) => line.includes('failed'))).toEqual([]);
  expect(await client.stop()).toBe(0);
});

const bad = 'version: 1\ntenant: a\nsorces: {}\n';
const good = 'version: 1\ntenant: a\n';
const withSql = `${good}sources:\n  Orders:\n    kind: custom_domain_table\n    primary_key: [x]\n    sql_file: q.sql\n    fields: {x: string}\n`;

const pull = (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
  client.request('textDocument/diagnostic', {
    textDocument: { uri: client.uri(name) },
    ...(previousResultId === undefined ? {} : { previousResultId }),
  });
const pullAll = (
  previousResultIds: { uri: string; value: string }[] = [],
): Promise<WorkspaceDiagnosticReport> => client.request('workspace/diagnostic', { previousResultIds });

describe('a client that asks for diagnostics', () => {
  it('gets those of a file, and is told when they are the same', async () => {
    await start();
    expect(client.initialized?.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    await client.open('tenant.yaml', bad);
    const first = await pull('tenant.yaml');
    expect(first.kind === 'full' ? rules(first.items) : []).toEqual(['schema']);
    const again = await pull('tenant.yaml', first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.type('tenant.yaml', 'sorces: {}\n', '');
    const mended = await pull('tenant.yaml', first.resultId);
    expect(mended).toMatchObject({ kind: 'full', items: [] });
    expect(mended.resultId).not.toBe(first.resultId);
  });

  it('is sent none', async () => {
    await start({ files: { 'a/tenant.yaml': bad } });
    await client.open('tenant.yaml', bad);
    await client.ready();
    await pull('tenant.yaml');
    expect(client.published.size).toBe(0);
  });

  it('gets those of the whole workspace, and of files that have none any more', async () => {
    await start({ files: { 'a/tenant.yaml': bad, 'b/tenant.yaml': good, 'c/tenant.yaml': bad } });
    const first = await pullAll();
    expect(first.items.map(({ uri }) => uri).sort()).toEqual([
      client.uri('a/tenant.yaml'),
      client.uri('c/tenant.yaml'),
    ]);
    client.remove('a');
    await client.watched(['a/tenant.yaml', 3]);
    const ids = first.items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
    const second = await pullAll(ids);
    expect(second.items.find(({ uri }) => uri === client.uri('a/tenant.yaml'))).toMatchObject({
      kind: 'full',
      items: [],
    });
    expect(second.items.find(({ uri }) => uri === client.uri('c/tenant.yaml'))?.kind).toBe('unchanged');
  });

  it('is told to ask again when another file changed what is so', async () => {
    await start({ files: { 'tenant.yaml': withSql, 'q.sql': 'SELECT 1 AS x' } });
    await client.ready();
    await pullAll();
    const before = client.refreshes;
    client.remove('q.sql');
    await client.watched(['q.sql', 3]);
    await client.until(() => client.refreshes > before, 'a refresh');
    const report = await pull('tenant.yaml');
    expect(report.kind === 'full' ? rules(report.items) : []).toContain('sql-file-missing');
  });

  it('may want them sent all the same', async () => {
    await start({ initializationOptions: { diagnostics: 'push' } });
    expect(client.initialized?.capabilities.diagnosticProvider).toBeUndefined();
    await client.open('tenant.yaml', bad);
    expect(rules(await client.current('tenant.yaml'))).toEqual(['schema']);
  });
});
