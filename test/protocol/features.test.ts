import type {
  CompletionList,
  DocumentSymbol,
  Hover,
  Location,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client, editsOf, positionAt, pushing } from './client.js';

const tenant = `version: 1
tenant: shop
features: {segments: true}
sources:
  Members:
    records: customer
    stitch: false
    primary_key: [id]
    fields:
      id: {type: string, semantics: [ck]}
      mail: {type: string, semantics: emial}
      first: {type: string, semantics: given-name}
databases:
  C360:
    kind: customer_360
    tables:
      Mine:
        build: sql
        sql_file: mine.sql
`;
const sql = 'SELECT m.mail AS address, UPPER(m.id) AS loud FROM Members m';

let client: Client;
beforeEach(async () => {
  client = await Client.start({ files: { 'tenant.yaml': tenant, 'mine.sql': sql } });
  await client.open('tenant.yaml', tenant);
  await client.open('mine.sql', sql, 'sql');
  await client.ready();
});
afterEach(async () => {
  expect(client.log.filter((line) => line.includes('failed'))).toEqual([]);
  expect(await client.stop()).toBe(0);
});

describe('an editor asks', () => {
  it('what things are', async () => {
    const inYaml = await client.at<Hover>('textDocument/hover', 'tenant.yaml', '    stit');
    expect(inYaml.contents).toMatchObject({ kind: 'markdown' });
    const inSql = await client.at<Hover>('textDocument/hover', 'mine.sql', 'm.ma');
    expect(JSON.stringify(inSql.contents)).toContain('field of `Members`');
    expect(inSql.range).toEqual({ start: { line: 0, character: 9 }, end: { line: 0, character: 13 } });
  });

  it('what may come next', async () => {
    const { items } = await client.at<CompletionList>('textDocument/completion', 'mine.sql', 'SELECT m.');
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['id', 'mail']));
  });

  it('where things are declared and used', async () => {
    const definitions = await client.at<Location[]>('textDocument/definition', 'mine.sql', 'm.ma');
    const at = tenant.indexOf('mail');
    expect(definitions).toEqual([
      {
        uri: client.uri('tenant.yaml'),
        range: { start: positionAt(tenant, at), end: positionAt(tenant, at + 4) },
      },
    ]);
    const references = await client.at<Location[]>('textDocument/references', 'tenant.yaml', '      ma', {
      context: { includeDeclaration: false },
    });
    expect(references.map(({ uri }) => uri)).toEqual([client.uri('mine.sql')]);
  });

  it('for another name, in YAML and SQL, and is told why not', async () => {
    const edit = await client.at<WorkspaceEdit>('textDocument/rename', 'tenant.yaml', '      ma', {
      newName: 'email',
    });
    expect(editsOf(edit, client.uri('tenant.yaml')).map(({ newText }) => newText)).toEqual(['email']);
    expect(editsOf(edit, client.uri('mine.sql')).map(({ newText }) => newText)).toEqual(['email']);
    await expect(
      client.at('textDocument/rename', 'tenant.yaml', '      ma', { newName: 'id' }),
    ).rejects.toThrow('id is there already.');
  });

  it('for outline, symbols, folds, links, tokens, selections and signatures', async () => {
    const textDocument = { uri: client.uri('tenant.yaml') };
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    expect(symbols.map(({ name }) => name)).toEqual([
      'version',
      'tenant',
      'features',
      'sources',
      'databases',
    ]);
    const found = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'mem' });
    expect(found.map(({ name }) => name)).toEqual(['Members']);
    expect(await client.request<unknown[]>('textDocument/foldingRange', { textDocument })).not.toHaveLength(
      0,
    );
    expect(await client.request('textDocument/documentLink', { textDocument })).toMatchObject([
      { target: client.uri('mine.sql') },
    ]);
    const tokens = await client.request<{ data: number[] }>('textDocument/semanticTokens/full', {
      textDocument,
    });
    expect(tokens.data.length % 5).toBe(0);
    expect(tokens.data).not.toHaveLength(0);
    const positions = [{ line: 4, character: 4 }];
    expect(await client.request('textDocument/selectionRange', { textDocument, positions })).toHaveLength(1);
    expect(await client.at('textDocument/signatureHelp', 'mine.sql', 'UPPER(')).toMatchObject({
      activeParameter: 0,
    });
    expect(await client.at('textDocument/documentHighlight', 'tenant.yaml', '      ma')).toHaveLength(1);
  });

  it('about a file that nobody knows, or a place that is not there', async () => {
    const textDocument = { uri: client.uri('none.yaml') };
    const position = { line: 99, character: 99 };
    expect(await client.request('textDocument/hover', { textDocument, position })).toBeNull();
    expect(await client.request('textDocument/completion', { textDocument, position })).toBeNull();
    const known = { uri: client.uri('tenant.yaml') };
    expect(await client.request('textDocument/hover', { textDocument: known, position })).toBeNull();
  });

  it('and thinks better of it', async () => {
    const source = new CancellationTokenSource();
    const position = { line: 6, character: 6 };
    const asked = client.connection.sendRequest(
      'textDocument/hover',
      { textDocument: { uri: client.uri('tenant.yaml') }, position },
      source.token,
    );
    source.cancel();
    const answer = await asked.then(
      () => 'answered',
      (error: { code: number }) => error.code,
    );
    expect([-32800, 'answered']).toContain(answer);
    expect(await client.at('textDocument/hover', 'tenant.yaml', '    stit')).not.toBeNull();
  });
});

describe('quick-fixes', () => {
  it('mend the text, and undoing brings the diagnostic back', async () => {
    const diagnostics = await client.current('tenant.yaml');
    const wrong = diagnostics.find(({ code }) => code === 'source-not-stitched');
    if (wrong === undefined) {
      throw new Error('source-not-stitched is not reported');
    }
    const actions = await client.actions('tenant.yaml', wrong);
    const preferred = actions.find(({ isPreferred }) => isPreferred === true);
    expect(preferred?.edit).toBeUndefined();
    const resolved = await client.request<typeof preferred>('codeAction/resolve', preferred ?? {});
    await client.applyEdits('tenant.yaml', editsOf(resolved?.edit, client.uri('tenant.yaml')));
    expect(client.text('tenant.yaml')).toBe(tenant.replace('stitch: false', 'stitch: true'));
    expect((await client.current('tenant.yaml')).map(({ code }) => code)).not.toContain(
      'source-not-stitched',
    );
    await client.change('tenant.yaml', null, tenant, tenant);
    expect((await client.current('tenant.yaml')).map(({ code }) => code)).toContain('source-not-stitched');
  });

  it('of a version that is gone do nothing', async () => {
    const [wrong] = await client.current('tenant.yaml');
    const [action] = wrong === undefined ? [] : await client.actions('tenant.yaml', wrong);
    await client.change('tenant.yaml', null, 'version: 1\ntenant: a\n', 'version: 1\ntenant: a\n');
    const resolved = await client.request<typeof action>('codeAction/resolve', action ?? {});
    expect(resolved?.edit).toBeUndefined();
  });

  it('all at once', async () => {
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const [all] = await client.actions('tenant.yaml', whole, ['source.fixAll']);
    expect(all?.kind).toBe('source.fixAll.tenantConfig');
    const resolved = await client.request<typeof all>('codeAction/resolve', all ?? {});
    await client.applyEdits('tenant.yaml', editsOf(resolved?.edit, client.uri('tenant.yaml')));
    expect(client.text('tenant.yaml')).toContain('stitch: true');
    expect(client.text('tenant.yaml')).toContain('semantics: email');
  });
});

describe('the server’s own requests', () => {
  it('fix a whole tenant, as a request and as a command', async () => {
    const uri = client.uri('tenant.yaml');
    const edit = await client.request<WorkspaceEdit | null>('tenant-config/fixAll', {
      uri,
      rule: 'source-not-stitched',
    });
    expect(editsOf(edit, uri)).toHaveLength(1);
    const applied = await client.request('workspace/executeCommand', {
      command: 'tenant-config.fixAll',
      arguments: [{ uri, rule: 'source-not-stitched' }],
    });
    expect(applied).toBe(true);
    expect(editsOf(client.applied[0], uri)).toEqual(editsOf(edit, uri));
  });

  it('say how ready the tenants are', async () => {
    const answers = await client.request<
      { tenant: string; features: { feature: string; ready: boolean }[] }[]
    >('tenant-config/readiness', {});
    expect(answers.map((one) => one.tenant)).toEqual(['shop']);
    expect(answers[0]?.features.find(({ feature }) => feature === 'segments')?.ready).toBe(false);
  });

  it('answer at once that they are there', async () => {
    expect(await client.request('tenant-config/alive', {})).toBeNull();
  });

  it('explain a rule', async () => {
    const page = await client.request<{ markdown: string } | null>('tenant-config/explain', {
      rule: 'source-not-stitched',
    });
    expect(page?.markdown).toMatch(/^# source-not-stitched/);
    expect(await client.request('tenant-config/explain', { rule: 'none' })).toBeNull();
    expect(await client.request('tenant-config/explain', {})).toBeNull();
  });
});

it('never logs what the files say', async () => {
  await client.open(
    'secret.tenant.yaml',
    'sources: {S: {fields: {x: {type: string, semantics: hunter2}}}}\n',
  );
  await client.current('secret.tenant.yaml');
  await client.request('codeAction/resolve', { title: 'x', data: { kind: 'fix', tenant: 7 } });
  expect(client.log.join('\n')).not.toContain('hunter2');
});

it('says what it can do, and only that', () => {
  const capabilities = client.initialized?.capabilities;
  expect(capabilities?.positionEncoding).toBe('utf-16');
  expect(capabilities?.textDocumentSync).toMatchObject({ change: 2, openClose: true });
  expect(capabilities?.diagnosticProvider).toBeUndefined();
  expect(capabilities?.codeActionProvider).toMatchObject({ resolveProvider: true });
  expect(capabilities?.workspace?.fileOperations?.didRename).toBeDefined();
  expect(pushing.textDocument?.diagnostic).toBeUndefined();
});
