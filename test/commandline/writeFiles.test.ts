import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../server/src/commandline/usageError.js';
import { writeFile } from '../../server/src/commandline/writeFiles.js';

let outer = '';
let boundary = '';
beforeEach(() => {
  outer = mkdtempSync(path.join(tmpdir(), 'tenant-config-write-'));
  boundary = path.join(outer, 'workspace');
  mkdirSync(boundary);
});
afterEach(() => rmSync(outer, { recursive: true, force: true }));

describe('writing a file', () => {
  it('keeps byte order mark, line ends and mode, and leaves nothing beside it', () => {
    const file = path.join(boundary, 'tenant.yaml');
    writeFileSync(file, '\uFEFFa: 1\r\n');
    chmodSync(file, 0o640);
    writeFile({ path: file, before: '\uFEFFa: 1\r\n', after: '\uFEFFa: 2\r\n' }, boundary);
    expect(readFileSync(file)).toEqual(Buffer.from('\uFEFFa: 2\r\n', 'utf8'));
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(boundary)).toEqual(['tenant.yaml']);
  });

  it('makes a new file with its folders, and never over one that is there', () => {
    const file = path.join(boundary, 'sql/new/query.sql');
    writeFile({ path: file, before: null, after: 'SELECT 1\n' }, boundary);
    expect(readFileSync(file, 'utf8')).toBe('SELECT 1\n');
    expect(() => writeFile({ path: file, before: null, after: 'x' }, boundary)).toThrow(UsageError);
    expect(readFileSync(file, 'utf8')).toBe('SELECT 1\n');
  });

  it('leaves a file that changed meanwhile, or that is no UTF-8', () => {
    const file = path.join(boundary, 'tenant.yaml');
    writeFileSync(file, 'changed');
    expect(() => writeFile({ path: file, before: 'a', after: 'b' }, boundary)).toThrow(/changed meanwhile/);
    const bytes = Buffer.from([0x61, 0xff, 0xfe, 0x62]);
    writeFileSync(file, bytes);
    expect(() => writeFile({ path: file, before: bytes.toString('utf8'), after: 'b' }, boundary)).toThrow(
      UsageError,
    );
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('writes nothing outside of the folder, by dots or by a link', () => {
    expect(() =>
      writeFile({ path: path.join(boundary, '../x.sql'), before: null, after: 'x' }, boundary),
    ).toThrow(/outside/);
    const secret = path.join(outer, 'secret.yaml');
    writeFileSync(secret, 'a');
    symlinkSync(secret, path.join(boundary, 'tenant.yaml'));
    const file = path.join(boundary, 'tenant.yaml');
    expect(() => writeFile({ path: file, before: 'a', after: 'b' }, boundary)).toThrow(/outside/);
    symlinkSync(outer, path.join(boundary, 'link'));
    expect(() =>
      writeFile({ path: path.join(boundary, 'link/new.sql'), before: null, after: 'x' }, boundary),
    ).toThrow(/outside/);
    expect(readFileSync(secret, 'utf8')).toBe('a');
    expect(readdirSync(outer).sort()).toEqual(['secret.yaml', 'workspace']);
  });

  it('follows a link inside of the folder and keeps it', () => {
    writeFileSync(path.join(boundary, 'real.yaml'), 'a');
    symlinkSync('real.yaml', path.join(boundary, 'tenant.yaml'));
    writeFile({ path: path.join(boundary, 'tenant.yaml'), before: 'a', after: 'b' }, boundary);
    expect(readFileSync(path.join(boundary, 'real.yaml'), 'utf8')).toBe('b');
  });
});
