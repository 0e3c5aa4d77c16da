import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { nodeFileSystem } from '../../server/src/workspace/nodeFileSystem.js';

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
