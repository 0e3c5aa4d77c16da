import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import type { Snapshot } from '../../server/src/analysis/snapshot.js';
import {
  Workspace,
  type WorkspaceChange,
  type WorkspaceOptions,
} from '../../server/src/workspace/workspace.js';
import { MemoryFileSystem } from './memoryFileSystem.js';

const root = 'file:///w';
const at = (path: string): string => `${root}/${path}`;
const minimal = 'version: 1\ntenant: a\n';
const withSql = (file: string): string =>
  `${minimal}sources:\n  Orders:\n    kind: custom_domain_table\n    sql_file: ${file}\n`;

interface Opened {
  readonly files: MemoryFileSystem;
  readonly workspace: Workspace;
  readonly changes: WorkspaceChange[];
}

async function open(
  files: Record<string, string>,
  folders: readonly string[] = [root],
  options: Partial<WorkspaceOptions> = {},
): Promise<Opened> {
  const memory = new MemoryFileSystem(files);
  const changes: WorkspaceChange[] = [];
  const workspace = new Workspace({
    fileSystem: memory,
    createEngine,
    today: () => '2026-11-24',
    onChange: (change) => changes.push(change),
    ...options,
  });
  await workspace.setFolders(folders);
  return { files: memory, workspace, changes };
}

async function snapshotAt(workspace: Workspace, path: string): Promise<Snapshot> {
  const snapshot = await workspace.snapshot(at(path).replace(/\/$/, ''));
  if (snapshot === null) {
    throw new Error(`no tenant at ${path}`);
  }
  return snapshot;
}

const ids = (workspace: Workspace): string[] => workspace.tenants().map(({ id }) => id);

describe('finding tenants', () => {
  it('finds several, nested ones and parts without one', async () => {
    const { workspace } = await open({
      'a/tenant.yaml': minimal,
      'a/b/tenant.yaml': minimal,
      'a/b/x.tenant.yaml': 'sources: {}\n',
      'c/y.tenant.yaml': 'sources: {}\n',
    });
    expect(ids(workspace)).toEqual([at('a/b'), at('a'), at('c/y.tenant.yaml')]);
    const nested = await snapshotAt(workspace, 'a/b');
    expect([...nested.input.yaml.keys()]).toEqual([at('a/b/tenant.yaml'), at('a/b/x.tenant.yaml')]);
  });

  it('finds the tenant and the settings above the folder that is open', async () => {
    const { workspace } = await open(
      {
        'tenant-config.yaml': 'rules: {}\n',
        'a/tenant.yaml': minimal,
        'a/parts/x.tenant.yaml': 'sources: {}\n',
      },
      [at('a/parts')],
    );
    const [tenant] = workspace.tenants();
    expect(tenant?.id).toBe(at('a'));
    expect(tenant?.settings).toEqual([at('tenant-config.yaml')]);
  });

  it('finds the tenant around a file that is opened outside all folders, until it is closed', async () => {
    const { workspace } = await open({ 'a/tenant.yaml': minimal, 'a/p/x.tenant.yaml': 'sources: {}\n' }, []);
    expect(ids(workspace)).toEqual([]);
    await workspace.openDocument(at('a/p/x.tenant.yaml'), 'sources: {}\n', false);
    expect(ids(workspace)).toEqual([at('a')]);
    await workspace.closeDocument(at('a/p/x.tenant.yaml'));
    expect(ids(workspace)).toEqual([]);
  });

  it('takes an unsaved text of the format for a tenant of its own', async () => {
    const { workspace } = await open({});
    await workspace.openDocument('untitled:Untitled-1', 'version: 1\n', true);
    const snapshot = await workspace.snapshot('untitled:Untitled-1');
    expect([...(snapshot?.trees.keys() ?? [])]).toEqual(['untitled:Untitled-1']);
    await workspace.closeDocument('untitled:Untitled-1');
    expect(ids(workspace)).toEqual([]);
  });

  it('says which files it could not read, and nothing of that tenant', async () => {
    const { workspace } = await open({ 'a/tenant.yaml': 'unreadable' });
    expect(await workspace.snapshot(at('a'))).toBeNull();
    expect(workspace.unreadableFiles(at('a'))).toEqual([at('a/tenant.yaml')]);
  });

  it('says which settings cannot be read, as severities hang on them', async () => {
    const { workspace } = await open({
      'tenant-config.yaml': 'unreadable',
      'a/tenant.yaml': 'version: 1\ntenant: a\n',
    });
    expect(await workspace.snapshot(at('a'))).not.toBeNull();
    expect(workspace.unreadableFiles(at('a'))).toEqual([at('tenant-config.yaml')]);
  });
});

describe('texts', () => {
  it('prefers what is open to what is on disk', async () => {
    const { workspace } = await open({ 'a/tenant.yaml': minimal });
    await workspace.openDocument(at('a/tenant.yaml'), 'version: 1\ntenant: unsaved\n', true);
    expect((await snapshotAt(workspace, 'a')).tenant.name?.value).toBe('unsaved');
    workspace.changeDocument(at('a/tenant.yaml'), 'version: 1\ntenant: typed\n');
    expect((await snapshotAt(workspace, 'a')).tenant.name?.value).toBe('typed');
    await workspace.closeDocument(at('a/tenant.yaml'));
    expect((await snapshotAt(workspace, 'a')).tenant.name?.value).toBe('a');
  });

  it('keeps a snapshot until something changes', async () => {
    const { workspace, files } = await open({ 'a/tenant.yaml': minimal, 'b/tenant.yaml': minimal });
    const [a, b] = [await snapshotAt(workspace, 'a'), await snapshotAt(workspace, 'b')];
    files.files.set(at('a/tenant.yaml'), 'version: 1\ntenant: z\n');
    await workspace.filesChanged([{ uri: at('a/tenant.yaml'), kind: 'changed' }]);
    expect((await snapshotAt(workspace, 'a')).tenant.name?.value).toBe('z');
    expect(await snapshotAt(workspace, 'a')).not.toBe(a);
    expect(await snapshotAt(workspace, 'b')).toBe(b);
  });

  it('looks again on the next day', async () => {
    let today = '2026-11-24';
    const { workspace } = await open({ 'a/tenant.yaml': minimal }, [root], { today: () => today });
    const before = await snapshotAt(workspace, 'a');
    today = '2026-11-25';
    expect((await snapshotAt(workspace, 'a')).input.today).toBe('2026-11-25');
    expect(await snapshotAt(workspace, 'a')).not.toBe(before);
  });

  it('lets go of snapshots that nobody used for long, and makes them anew', async () => {
    const paths = ['a', 'b', 'c', 'd'];
    const files = Object.fromEntries(paths.map((path) => [`${path}/tenant.yaml`, minimal]));
    const { workspace } = await open(files, [root], { keptSnapshots: 2 });
    const snapshots = [];
    for (const path of paths) {
      snapshots.push(await snapshotAt(workspace, path));
    }
    expect(await snapshotAt(workspace, 'd')).toBe(snapshots[3]);
    expect(await snapshotAt(workspace, 'a')).not.toBe(snapshots[0]);
  });
});

describe('sql files', () => {
  it('reads those that a tenant names, and says to whom they belong', async () => {
    const { workspace } = await open({
      'a/tenant.yaml': withSql('q.sql'),
      'b/tenant.yaml': withSql('../a/q.sql'),
      'a/q.sql': 'SELECT 1 AS x',
    });
    const snapshots = await workspace.snapshotsOf(at('a/q.sql'));
    expect(snapshots.map((snapshot) => snapshot.tenant.queries[0]?.text)).toEqual([
      'SELECT 1 AS x',
      'SELECT 1 AS x',
    ]);
    expect(workspace.tenantsOf(at('a/q.sql')).map(({ id }) => id)).toEqual([at('a'), at('b')]);
    expect(workspace.tenantsOf(at('a/other.sql'))).toEqual([]);
  });

  it('tells missing, unreadable and outside apart, and reads nothing outside', async () => {
    const { workspace, files } = await open(
      {
        'a/tenant.yaml': withSql('gone.sql'),
        'b/tenant.yaml': withSql('locked.sql'),
        'b/locked.sql': 'unreadable',
        'c/tenant.yaml': withSql('../../etc/passwd'),
      },
      [root],
    );
    const states = [];
    for (const path of ['a', 'b', 'c']) {
      states.push((await snapshotAt(workspace, path)).tenant.queries[0]?.state);
    }
    expect(states).toEqual(['missing', 'unreadable', 'outside']);
    expect(files.reads.filter((uri) => uri.includes('passwd'))).toEqual([]);
  });

  it('takes the text of an open sql file, and forgets it on close', async () => {
    const { workspace, changes } = await open({
      'a/tenant.yaml': withSql('q.sql'),
      'a/q.sql': 'SELECT 1 AS x',
    });
    await snapshotAt(workspace, 'a');
    await workspace.openDocument(at('a/q.sql'), 'SELECT 2 AS y', false);
    expect(changes.at(-1)?.stale).toEqual([at('a')]);
    expect((await snapshotAt(workspace, 'a')).tenant.queries[0]?.text).toBe('SELECT 2 AS y');
    await workspace.closeDocument(at('a/q.sql'));
    expect((await snapshotAt(workspace, 'a')).tenant.queries[0]?.text).toBe('SELECT 1 AS x');
  });

  it('sees one that is made and deleted', async () => {
    const { workspace, files } = await open({ 'a/tenant.yaml': withSql('q.sql') });
    expect((await snapshotAt(workspace, 'a')).tenant.queries[0]?.state).toBe('missing');
    files.files.set(at('a/q.sql'), 'SELECT 1 AS x');
    await workspace.filesChanged([{ uri: at('a/q.sql'), kind: 'created' }]);
    expect((await snapshotAt(workspace, 'a')).tenant.queries[0]?.state).toBe('read');
    files.files.delete(at('a/q.sql'));
    await workspace.filesChanged([{ uri: at('a/q.sql'), kind: 'deleted' }]);
    expect((await snapshotAt(workspace, 'a')).tenant.queries[0]?.state).toBe('missing');
  });
});

describe('changes of files and folders', () => {
  it('follows a part that is made, renamed and deleted', async () => {
    const { workspace, files } = await open({ 'a/tenant.yaml': minimal });
    files.files.set(at('a/x.tenant.yaml'), 'sources: {}\n');
    await workspace.filesChanged([{ uri: at('a/x.tenant.yaml'), kind: 'created' }]);
    expect([...(await snapshotAt(workspace, 'a')).input.yaml.keys()]).toContain(at('a/x.tenant.yaml'));
    files.files.delete(at('a/x.tenant.yaml'));
    files.files.set(at('a/y.tenant.yaml'), 'sources: {}\n');
    await workspace.filesChanged([
      { uri: at('a/x.tenant.yaml'), kind: 'deleted' },
      { uri: at('a/y.tenant.yaml'), kind: 'created' },
    ]);
    expect([...(await snapshotAt(workspace, 'a')).input.yaml.keys()]).toEqual([
      at('a/tenant.yaml'),
      at('a/y.tenant.yaml'),
    ]);
  });

  it('makes orphans of the parts of a tenant.yaml that is deleted', async () => {
    const { workspace, files, changes } = await open({
      'a/tenant.yaml': minimal,
      'a/x.tenant.yaml': 'sources: {}\n',
    });
    files.files.delete(at('a/tenant.yaml'));
    await workspace.filesChanged([{ uri: at('a/tenant.yaml'), kind: 'deleted' }]);
    expect(ids(workspace)).toEqual([at('a/x.tenant.yaml')]);
    expect(changes.at(-1)?.removed).toEqual([at('a')]);
  });

  it('follows a folder that goes and comes by another name', async () => {
    const { workspace, files } = await open({
      'a/tenant.yaml': withSql('q.sql'),
      'a/q.sql': 'SELECT 1 AS x',
    });
    await snapshotAt(workspace, 'a');
    for (const name of ['tenant.yaml', 'q.sql']) {
      files.files.set(at(`b/${name}`), files.files.get(at(`a/${name}`)) ?? '');
      files.files.delete(at(`a/${name}`));
    }
    await workspace.filesChanged([
      { uri: at('a'), kind: 'deleted' },
      { uri: at('b/'), kind: 'created' },
    ]);
    expect(ids(workspace)).toEqual([at('b')]);
    expect((await snapshotAt(workspace, 'b')).tenant.queries[0]?.state).toBe('read');
  });

  it('keeps a file that is open although it was deleted on disk, until it is closed', async () => {
    const { workspace, files } = await open({ 'a/tenant.yaml': minimal });
    await workspace.openDocument(at('a/tenant.yaml'), minimal, true);
    files.files.delete(at('a/tenant.yaml'));
    await workspace.filesChanged([{ uri: at('a/tenant.yaml'), kind: 'deleted' }]);
    expect(ids(workspace)).toEqual([at('a')]);
    await workspace.closeDocument(at('a/tenant.yaml'));
    expect(ids(workspace)).toEqual([]);
  });

  it('applies changed settings to every tenant below them and to no other', async () => {
    const { workspace, files, changes } = await open({
      'x/tenant-config.yaml': 'rules: {}\n',
      'x/a/tenant.yaml': minimal,
      'x/b/tenant.yaml': minimal,
      'c/tenant.yaml': minimal,
    });
    files.files.set(at('x/tenant-config.yaml'), 'rules: {build-mode: off}\n');
    await workspace.filesChanged([{ uri: at('x/tenant-config.yaml'), kind: 'changed' }]);
    expect(changes.at(-1)?.stale).toEqual([at('x/a'), at('x/b')]);
    expect((await snapshotAt(workspace, 'x/a')).tenant.rules.map(({ rule }) => rule)).toEqual(['build-mode']);
  });

  it('drops the tenants of folders that are left', async () => {
    const { workspace, changes } = await open({ 'a/tenant.yaml': minimal, 'b/tenant.yaml': minimal }, [
      at('a'),
      at('b'),
    ]);
    await workspace.setFolders([at('b')]);
    expect(ids(workspace)).toEqual([at('b')]);
    expect(changes.at(-1)?.removed).toEqual([at('a')]);
  });
});

it('takes text that changes while other files are read', async () => {
  const { workspace } = await open({ 'a/tenant.yaml': minimal, 'a/x.tenant.yaml': 'sources: {}\n' });
  await workspace.openDocument(at('a/tenant.yaml'), minimal, true);
  const running = workspace.snapshot(at('a'));
  workspace.changeDocument(at('a/tenant.yaml'), 'version: 1\ntenant: newer\n');
  expect((await running)?.tenant.name?.value).toBe('newer');
});
