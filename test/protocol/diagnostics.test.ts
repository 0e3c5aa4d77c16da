import { afterEach, describe, expect, it } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { Client, editsOf, positionAt, rules, type StartOptions } from './client.js';

let client: Client;
const start = async (options: StartOptions = {}): Promise<Client> => {
  client = await Client.start(options);
  return client;
};
afterEach(async () => {
  expect(client.log.filter((line) => line.includes('failed'))).toEqual([]);
  expect(await client.stop()).toBe(0);
});

const good = `version: 1
tenant: shop
sources:
  Members:
    records: customer
    stitch: true
    primary_key: [id]
    fields:
      id: {type: string, semantics: [ck]}
      mail: {type: string, semantics: email}
      first: {type: string, semantics: given-name}
      last: {type: string, semantics: surname}
      changed: {type: datetime, semantics: update-dt}
`;
const bad = good.replace('stitch: true', 'stitch: false');
const withSql = (file: string): string =>
  `version: 1\ntenant: shop\nsources:\n  Orders:\n    kind: custom_domain_table\n    primary_key: [x]\n    sql_file: ${file}\n    fields: {x: string}\n`;

describe('an open file', () => {
  it('shows what is wrong, with rule, page, range and data', async () => {
    await start();
    await client.open('tenant.yaml', bad);
    const [diagnostic] = await client.current('tenant.yaml');
    expect(diagnostic?.code).toBe('source-not-stitched');
    expect(diagnostic?.source).toBe('tenant-config');
    expect(diagnostic?.severity).toBe(1);
    expect(diagnostic?.codeDescription?.href).toContain('source-not-stitched');
    const at = bad.indexOf('false');
    expect(diagnostic?.range).toEqual({ start: positionAt(bad, at), end: positionAt(bad, at + 5) });
    expect(diagnostic?.data).toMatchObject({ source: 'Members', table: null });
  });

  it('follows typing, undoing and closing', async () => {
    await start();
    await client.open('tenant.yaml', good);
    expect(await client.current('tenant.yaml')).toEqual([]);
    await client.type('tenant.yaml', 'true', 'false');
    expect(rules(await client.current('tenant.yaml'))).toEqual(['source-not-stitched']);
    await client.type('tenant.yaml', 'false', 'true');
    expect(await client.current('tenant.yaml')).toEqual([]);
    await client.type('tenant.yaml', 'true', 'false');
    await client.current('tenant.yaml');
    await client.close('tenant.yaml');
    expect(await client.diagnostics('tenant.yaml', ({ diagnostics }) => diagnostics.length === 0)).toEqual(
      [],
    );
  });

  it('is looked at once for keys that come within a frame', async () => {
    await start();
    await client.open('tenant.yaml', good);
    await client.current('tenant.yaml');
    const before = client.counts.get(client.uri('tenant.yaml')) ?? 0;
    for (const [from, to] of [
      ['true', 't'],
      ['stitch: t', 'stitch: fa'],
      ['stitch: fa', 'stitch: false'],
    ] as const) {
      await client.type('tenant.yaml', from, to);
    }
    expect(rules(await client.current('tenant.yaml'))).toEqual(['source-not-stitched']);
    expect((client.counts.get(client.uri('tenant.yaml')) ?? 0) - before).toBeLessThanOrEqual(2);
  });

  it('keeps what is on disk when it is closed', async () => {
    await start({ files: { 'tenant.yaml': bad } });
    await client.open('tenant.yaml', good);
    expect(await client.current('tenant.yaml')).toEqual([]);
    await client.close('tenant.yaml');
    expect(
      rules(await client.diagnostics('tenant.yaml', ({ diagnostics }) => diagnostics.length > 0)),
    ).toEqual(['source-not-stitched']);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n\t\n'],
    ['no mapping', '- a\n- b\n'],
    ['binary', '\0\u0001\uFFFD\0'],
    ['an open quote', 'a: "b\n'],
    ['an open bracket', 'a: {b: [\n'],
    ['a tab', 'a:\n\tb: 1\n'],
    ['half a key', 'sources:\n  A'],
    ['lone surrogates', 'tenant: \uD800\n'],
    ['a million characters in a line', `tenant: ${'x'.repeat(1_000_000)}\n`],
    [
      'a bomb of aliases',
      `a: &a [x]\n${Array.from({ length: 30 }, (_, at) => `k${at}: &b${at} [*a, *a]`).join('\n')}\n`,
    ],
  ])('may hold %s', async (_, text) => {
    await start();
    await client.open('tenant.yaml', text);
    await client.current('tenant.yaml');
    await client.type('tenant.yaml', '', 'version: 1\n');
    await client.current('tenant.yaml');
  });

  it('of a thousand lines with CRLF, a byte order mark and emoji has its ranges where editors count them', async () => {
    await start();
    const text = `\uFEFF# 😀\n${bad.replace('tenant: shop', 'tenant: "😀" # 😀')}`.replaceAll('\n', '\r\n');
    await client.open('tenant.yaml', text);
    const diagnostic = (await client.current('tenant.yaml')).find(
      ({ code }) => code === 'source-not-stitched',
    );
    expect(diagnostic?.range.start).toEqual({ line: 6, character: 12 });
  });

  it('of ten thousand lines follows typing', async () => {
    await start();
    const fields = Array.from({ length: 10_000 }, (_, at) => `      f${at}: string`).join('\n');
    await client.open('tenant.yaml', `${good}${fields}\n`);
    expect(await client.current('tenant.yaml')).toEqual([]);
    await client.type('tenant.yaml', 'f9999: string', 'f9999: strin');
    expect(rules(await client.current('tenant.yaml'))).toEqual(['schema']);
  });

  it('without a name is checked as a tenant', async () => {
    await start({ folders: [] });
    await client.open('untitled:Untitled-1', 'version: 1\ntenant: a\nsorces: {}\n');
    expect(rules(await client.current('untitled:Untitled-1'))).toEqual(['schema']);
    await client.close('untitled:Untitled-1');
    await client.diagnostics('untitled:Untitled-1', ({ diagnostics }) => diagnostics.length === 0);
  });
});

describe('a workspace', () => {
  it('shows what is wrong in files that nobody opened, and says when it is ready', async () => {
    await start({
      files: {
        'a/tenant.yaml': bad,
        'b/tenant.yaml': good,
        'b/x.tenant.yaml': 'sources: {A: {kind: fed}}\n',
      },
    });
    expect(rules(await client.diagnostics('a/tenant.yaml'))).toEqual(['source-not-stitched']);
    expect(rules(await client.diagnostics('b/x.tenant.yaml'))).toContain('schema');
    await client.ready();
    expect(client.statuses[0]?.state).toBe('starting');
    expect(client.statuses.at(-1)).toMatchObject({ state: 'ready', tenants: 2 });
    expect(client.statuses.at(-1)?.errors).toBeGreaterThanOrEqual(2);
    expect(client.published.has(client.uri('b/tenant.yaml'))).toBe(false);
  });

  it('follows files that come, change, get another name and go, behind the editor’s back', async () => {
    await start();
    await client.ready();
    expect(client.registered).toContain('workspace/didChangeWatchedFiles');
    client.write('a/tenant.yaml', bad);
    await client.watched(['a/tenant.yaml', 1]);
    expect(rules(await client.diagnostics('a/tenant.yaml'))).toEqual(['source-not-stitched']);
    client.write('a/tenant.yaml', good);
    await client.watched(['a/tenant.yaml', 2]);
    await client.diagnostics('a/tenant.yaml', ({ diagnostics }) => diagnostics.length === 0);
    client.write('a/tenant.yaml', bad);
    await client.watched(['a/tenant.yaml', 2]);
    await client.diagnostics('a/tenant.yaml', ({ diagnostics }) => diagnostics.length > 0);
    client.remove('a');
    client.write('b/tenant.yaml', bad);
    await client.request('workspace/executeCommand', { command: 'none' });
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: client.uri('a'), newUri: client.uri('b') }],
    });
    await client.diagnostics('a/tenant.yaml', ({ diagnostics }) => diagnostics.length === 0);
    expect(rules(await client.diagnostics('b/tenant.yaml'))).toEqual(['source-not-stitched']);
  });

  it('leaves nothing of a file that is deleted while it is open, once it is closed', async () => {
    await start({ files: { 'tenant.yaml': bad } });
    await client.open('tenant.yaml', bad);
    await client.current('tenant.yaml');
    client.remove('tenant.yaml');
    await client.watched(['tenant.yaml', 3]);
    await client.close('tenant.yaml');
    await client.diagnostics('tenant.yaml', ({ diagnostics }) => diagnostics.length === 0);
  });

  it('follows folders that are added and taken away', async () => {
    await start({ files: { 'a/tenant.yaml': bad, 'b/tenant.yaml': bad }, folders: ['a'] });
    await client.diagnostics('a/tenant.yaml');
    expect(client.published.has(client.uri('b/tenant.yaml'))).toBe(false);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: client.uri('b'), name: 'b' }], removed: [{ uri: client.uri('a'), name: 'a' }] },
    });
    await client.diagnostics('b/tenant.yaml', ({ diagnostics }) => diagnostics.length > 0);
    await client.diagnostics('a/tenant.yaml', ({ diagnostics }) => diagnostics.length === 0);
  });

  it('opens two folders at once', async () => {
    await start({ files: { 'a/tenant.yaml': bad, 'b/tenant.yaml': bad }, folders: ['a', 'b'] });
    await client.diagnostics('a/tenant.yaml');
    await client.diagnostics('b/tenant.yaml');
  });

  it('stands what is no file: a folder called tenant.yaml, binary, loops', async () => {
    await start({
      files: {
        'tenant.yaml/x.txt': '',
        'a/tenant.yaml': Buffer.from([0, 1, 2, 255, 10, 0]),
        'b/tenant.yaml': bad,
      },
    });
    expect(rules(await client.diagnostics('b/tenant.yaml'))).toEqual(['source-not-stitched']);
    expect(rules(await client.diagnostics('a/tenant.yaml'))).toContain('yaml-syntax');
  });
});

describe('sql files', () => {
  const broken = 'SELECT 1 AS x FROM (';

  it('are checked from disk, as they are typed, and when they come and go', async () => {
    await start({ files: { 'tenant.yaml': withSql('q.sql'), 'q.sql': broken } });
    expect(rules(await client.diagnostics('q.sql'))).toEqual(['sql-syntax']);
    await client.open('q.sql', 'SELECT 1 AS x', 'sql');
    expect(await client.current('q.sql')).toEqual([]);
    await client.type('q.sql', 'AS x', 'AS x FROM (');
    expect(rules(await client.current('q.sql'))).toEqual(['sql-syntax']);
    await client.close('q.sql');
    client.remove('q.sql');
    await client.watched(['q.sql', 3]);
    await client.diagnostics('q.sql', ({ diagnostics }) => diagnostics.length === 0);
    expect(
      rules(await client.diagnostics('tenant.yaml', ({ diagnostics }) => diagnostics.length > 0)),
    ).toContain('sql-file-missing');
  });

  it('that two tenants name show their diagnostics once', async () => {
    await start({
      files: { 'a/tenant.yaml': withSql('../q.sql'), 'b/tenant.yaml': withSql('../q.sql'), 'q.sql': broken },
    });
    await client.ready();
    expect(rules(await client.diagnostics('q.sql'))).toEqual(['sql-syntax']);
  });

  it('that two tenants name show a suppression as unused only where it is of use in neither', async () => {
    const tenant = (field: string): string =>
      `version: 1\ntenant: ${field}\nsources:\n  Src:\n    primary_key: a\n    fields: {a: string, ${field}: string}\n  Shaped:\n    kind: custom_domain_table\n    primary_key: a\n    sql_file: ../q.sql\n`;
    const sql =
      'SELECT a,\n-- tenant-config-disable-next-line sql-unknown-column\n  c,\n-- tenant-config-disable-next-line sql-order-by\n  a AS d\nFROM Src\n';
    await start({ files: { 'a/tenant.yaml': tenant('b'), 'b/tenant.yaml': tenant('c'), 'q.sql': sql } });
    await client.ready();
    const lines = (await client.diagnostics('q.sql')).map(
      ({ code, range }) => `${String(code)} ${range.start.line}`,
    );
    expect(lines).toEqual(['unused-suppression 3']);
    client.remove('a/tenant.yaml');
    await client.watched(['a/tenant.yaml', 3]);
    const both = await client.diagnostics('q.sql', ({ diagnostics }) => diagnostics.length === 2);
    expect(rules(both)).toEqual(['unused-suppression', 'unused-suppression']);
  });

  it('that two tenants name are mended with all else only where the other tenant is not worse off', async () => {
    const tenant = (field: string): string =>
      `version: 1\ntenant: ${field}\nsources:\n  Src:\n    primary_key: a\n    fields: {a: strin, ${field}: string}\n  Shaped:\n    kind: custom_domain_table\n    primary_key: a\n    sql_file: ../q.sql\n`;
    const files = {
      'a/tenant.yaml': tenant('colour'),
      'b/tenant.yaml': tenant('color'),
      'q.sql': 'SELECT a, colour FROM Src\n',
    };
    await start({ files });
    await client.ready();
    const edit = await client.request<WorkspaceEdit | null>('tenant-config/fixAll', {
      uri: client.uri('b/tenant.yaml'),
    });
    expect(editsOf(edit, client.uri('b/tenant.yaml'))).toHaveLength(1);
    expect(editsOf(edit, client.uri('q.sql'))).toEqual([]);
  });

  it('outside the workspace are refused', async () => {
    await start({ files: { 'a/tenant.yaml': withSql('../../../etc/passwd') }, folders: ['a'] });
    const [diagnostic] = await client.diagnostics('a/tenant.yaml');
    expect(diagnostic?.code).toBe('sql-file-missing');
  });

  it('that nobody names show nothing', async () => {
    await start({ files: { 'tenant.yaml': good } });
    await client.open('other.sql', broken, 'sql');
    expect(await client.diagnostics('other.sql')).toEqual([]);
  });
});

describe('clients that can do little', () => {
  it.each([
    ['no options', undefined],
    ['options of null', null],
    ['options that are no object', 'x'],
    ['options of the wrong shape', { diagnostics: 7, today: [] }],
  ])('are served with no capability at all and %s', async (_, initializationOptions) => {
    await start({ files: { 'tenant.yaml': bad }, capabilities: {}, initializationOptions });
    await client.open('tenant.yaml', bad, 'yaml');
    const [diagnostic] = await client.diagnostics('tenant.yaml');
    expect(diagnostic?.code).toBe('source-not-stitched');
    expect(client.registered).toEqual([]);
    expect(await client.at('textDocument/hover', 'tenant.yaml', 'stit')).toMatchObject({
      contents: { kind: 'plaintext' },
    });
  });

  it('hear of changes on disk when they save', async () => {
    await start({ files: { 'tenant.yaml': withSql('q.sql') }, capabilities: {} });
    await client.open('q.sql', 'SELECT 1 AS x', 'sql');
    expect(await client.diagnostics('q.sql')).toEqual([]);
    client.write('q.sql', 'SELECT 1 AS x FROM (');
    await client.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: client.uri('q.sql') },
    });
    await client.close('q.sql');
    expect(rules(await client.diagnostics('q.sql', ({ diagnostics }) => diagnostics.length > 0))).toEqual([
      'sql-syntax',
    ]);
  });

  it('spell uris in their own way and get them back so', async () => {
    await start({ folders: [] });
    const uri = client.uri('a b/tenant.yaml').replace('%20', ' ');
    await client.open(uri, bad);
    expect(rules(await client.diagnostics(uri))).toEqual(['source-not-stitched']);
    const [fix] = await client.actions(
      uri,
      client.published.get(uri)?.diagnostics[0] ?? { start: positionAt('', 0), end: positionAt('', 0) },
    );
    const resolved = await client.request<typeof fix>('codeAction/resolve', fix ?? {});
    expect(editsOf(resolved?.edit, uri)).toHaveLength(1);
  });
});
