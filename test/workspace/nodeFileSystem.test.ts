import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { createEngine } from '../../server/src/analysis/engine.js';
import { nodeFileSystem } from '../../server/src/workspace/nodeFileSystem.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

const tenantWith = (file: string): string =>
  `version: 1\ntenant: a\nsources:\n  Orders: {kind: custom_domain_table, sql_file: ${file}}\n`;
let folder = '';
const uri = (name: string): string => URI.file(path.join(folder, name)).toString();
const write = (name: string, content: string | Buffer = ''): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};
const found = async (): Promise<string[]> =>
  (await nodeFileSystem.findConfigurationFiles(URI.file(folder).toString())).map((one) =>
    URI.parse(one)
      .fsPath.slice(folder.length + 1)
      .replace(/\\/g, '/'),
  );

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenant-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('readFile', () => {
  it('tells text, missing and unreadable apart', async () => {
    write('a.yaml', 'x: 1');
    mkdirSync(path.join(folder, 'tenant.yaml'));
    expect(await nodeFileSystem.readFile(uri('a.yaml'))).toEqual({ kind: 'text', text: 'x: 1' });
    expect(await nodeFileSystem.readFile(uri('b.yaml'))).toEqual({ kind: 'missing' });
    expect(await nodeFileSystem.readFile(uri('a.yaml/b.yaml'))).toEqual({ kind: 'missing' });
    expect(await nodeFileSystem.readFile(uri('tenant.yaml'))).toEqual({ kind: 'unreadable' });
  });

  it('keeps a byte order mark, and reads binary files as text', async () => {
    write('bom.yaml', '\uFEFFx: 1');
    write('binary.yaml', Buffer.from([0, 255, 254, 120]));
    expect(await nodeFileSystem.readFile(uri('bom.yaml'))).toEqual({ kind: 'text', text: '\uFEFFx: 1' });
    expect((await nodeFileSystem.readFile(uri('binary.yaml'))).kind).toBe('text');
  });

  it('reads no other scheme', async () => {
    expect(await nodeFileSystem.readFile('https://example.com/tenant.yaml')).toEqual({ kind: 'missing' });
  });

  it('does not throw for a file that may not be read', async () => {
    write('secret.yaml', 'x');
    chmodSync(path.join(folder, 'secret.yaml'), 0);
    // The superuser may read it all the same.
    expect(['unreadable', 'text']).toContain((await nodeFileSystem.readFile(uri('secret.yaml'))).kind);
  });

  it('does not follow a link to itself', async () => {
    symlinkSync('loop.yaml', path.join(folder, 'loop.yaml'));
    expect((await nodeFileSystem.readFile(uri('loop.yaml'))).kind).toBe('unreadable');
  });
});

describe('findConfigurationFiles', () => {
  it('finds the files of the format and nothing else', async () => {
    for (const name of [
      'tenant.yaml',
      'a/tenant.yml',
      'a/b/c.tenant.yaml',
      'a/b/d.tenant.yml',
      'tenant-config.yaml',
    ]) {
      write(name);
    }
    for (const name of [
      'other.yaml',
      'tenant.yaml.bak',
      'tenant.json',
      'node_modules/m/tenant.yaml',
      '.git/tenant.yaml',
    ]) {
      write(name);
    }
    expect(await found()).toEqual([
      'a/b/c.tenant.yaml',
      'a/b/d.tenant.yml',
      'a/tenant.yml',
      'tenant-config.yaml',
      'tenant.yaml',
    ]);
  });

  it('enters links once, also those that lead back', async () => {
    write('a/tenant.yaml');
    symlinkSync(folder, path.join(folder, 'a', 'up'), 'dir');
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'dangling'));
    expect(await found()).toEqual(['a/tenant.yaml']);
  });

  it('looks into a folder called tenant.yaml', async () => {
    write('tenant.yaml/x.tenant.yaml');
    expect(await found()).toEqual(['tenant.yaml/x.tenant.yaml']);
  });

  it('gives nothing for a folder that is not there', async () => {
    expect(await nodeFileSystem.findConfigurationFiles(uri('none'))).toEqual([]);
  });
});

describe('realUri', () => {
  it('follows links of files and folders', async () => {
    write('a/x.sql', 'SELECT 1');
    symlinkSync(path.join(folder, 'a'), path.join(folder, 'b'), 'dir');
    symlinkSync(path.join(folder, 'a', 'x.sql'), path.join(folder, 'y.sql'));
    const real = URI.file(path.join(realpathSync(folder), 'a', 'x.sql')).toString();
    expect(await nodeFileSystem.realUri?.(uri('b/x.sql'))).toBe(real);
    expect(await nodeFileSystem.realUri?.(uri('y.sql'))).toBe(real);
  });

  it('gives back what is not there, or leads in a circle', async () => {
    symlinkSync('loop.sql', path.join(folder, 'loop.sql'));
    expect(await nodeFileSystem.realUri?.(uri('loop.sql'))).toBe(uri('loop.sql'));
    expect(await nodeFileSystem.realUri?.(uri('none.sql'))).toBe(uri('none.sql'));
    expect(await nodeFileSystem.realUri?.('https://example.com/x.sql')).toBe('https://example.com/x.sql');
  });
});

describe('a `sql_file` that is a link', () => {
  const states = async (target: string): Promise<string[]> => {
    write('w/tenant.yaml', tenantWith('q.sql'));
    symlinkSync(target, path.join(folder, 'w', 'q.sql'));
    const workspace = new Workspace({
      fileSystem: nodeFileSystem,
      createEngine,
      today: () => '2026-11-24',
    });
    await workspace.setFolders([uri('w')]);
    const [snapshot] = await workspace.snapshotsOf(uri('w/tenant.yaml'));
    return (snapshot?.tenant.queries ?? []).map(({ state, text }) => `${state} ${text ?? ''}`.trim());
  };

  it('is read where it leads to a file of the workspace', async () => {
    write('w/sql/real.sql', 'SELECT 1 AS a');
    expect(await states(path.join('sql', 'real.sql'))).toEqual(['read SELECT 1 AS a']);
  });

  it('is refused where it leads out of the workspace', async () => {
    write('secret.sql', 'SELECT 1 AS secret');
    expect(await states(path.join('..', 'secret.sql'))).toEqual(['outside']);
  });

  it('cannot be read where it leads to itself', async () => {
    expect(await states('q.sql')).toEqual(['unreadable']);
  });

  it('is read in a workspace that itself is opened through a link', async () => {
    write('real/tenant.yaml', tenantWith('q.sql'));
    write('real/q.sql', 'SELECT 1 AS a');
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'linked'), 'dir');
    const workspace = new Workspace({ fileSystem: nodeFileSystem, createEngine, today: () => '2026-11-24' });
    await workspace.setFolders([uri('linked')]);
    const [snapshot] = await workspace.snapshotsOf(uri('linked/tenant.yaml'));
    expect(snapshot?.tenant.queries.map(({ state }) => state)).toEqual(['read']);
  });
});
