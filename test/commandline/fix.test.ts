import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { checkJson, folderWith, repository, runCheck } from './command.js';

function example(name: string): string {
  const folder = folderWith({});
  copyFileSync(path.join(repository, 'examples', name, 'tenant.yaml'), path.join(folder, 'tenant.yaml'));
  return folder;
}

function read(folder: string, file = 'tenant.yaml'): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** Two tenants that name one file of SQL; their sources differ in the name of a field. */
function sharedSql(
  select: string,
  fields: { readonly a: string; readonly b: string },
): Record<string, string> {
  const tenant = (name: 'a' | 'b'): string =>
    `version: 1\ntenant: ${name}\nsources:\n  Src:\n    primary_key: a\n    fields: {a: string, ${fields[name]}: string}\n  Shaped:\n    kind: custom_domain_table\n    primary_key: a\n    sql_file: ../q.sql\n`;
  return {
    'a/tenant.yaml': tenant('a'),
    'b/tenant.yaml': tenant('b'),
    'q.sql': `SELECT ${select}\nFROM Src\n`,
  };
}

describe('--fix', () => {
  it('leaves no diagnostic that has a preferred fix, and changes nothing the second time', () => {
    const folder = example('blocked');
    const { report } = checkJson(['--fix'], folder);
    const left = report.tenants[0]?.diagnostics.filter(({ fixes }) =>
      fixes.some(({ preferred }) => preferred),
    );
    expect(left).toEqual([]);
    const once = read(folder);
    expect(once).not.toBe(readFileSync(path.join(repository, 'examples/blocked/tenant.yaml'), 'utf8'));
    expect(runCheck(['--fix'], folder).stderr).toContain('0 fixes applied in 0 files.');
    expect(read(folder)).toBe(once);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'tenant.yaml']);
  });

  it('reports what remains as a check afterwards does', () => {
    const folder = example('blocked');
    const fixed = checkJson(['--fix'], folder);
    expect(checkJson([], folder)).toEqual(fixed);
  });

  it('writes nothing in a dry run, and prints a patch that makes the same', () => {
    const folder = example('blocked');
    const before = read(folder);
    const { stdout, stderr } = runCheck(['--fix', '--dry-run'], folder);
    expect(read(folder)).toBe(before);
    expect(stderr).toMatch(/nothing was written/);
    const [patch] = parsePatch(stdout);
    expect(patch?.newFileName).toBe('b/tenant.yaml');
    const patched = applyPatch(before, stdout);
    runCheck(['--fix'], folder);
    expect(patched).toBe(read(folder));
  });

  it('keeps the byte order mark, line ends and all else', () => {
    const text = '\uFEFF# head\r\nversion: 1\r\ntenant: a\r\nrules:\r\n  semantic-unknwon:   off   # why\r\n';
    const folder = folderWith({ 'tenant.yaml': text });
    runCheck(['--fix'], folder);
    expect(read(folder)).toBe(text.replace('semantic-unknwon', 'semantic-unknown'));
  });

  it('mends what two tenants share once', () => {
    const folder = folderWith({
      'tenant-config.yaml': 'rules:\n  semantic-unknwon: off\n',
      'a/tenant.yaml': 'version: 1\ntenant: a\n',
      'b/tenant.yaml': 'version: 1\ntenant: b\n',
    });
    const { status, stderr } = runCheck(['--fix'], folder);
    expect(stderr).toBe('1 fix applied in 1 file.\n');
    expect(status).toBe(0);
    expect(read(folder, 'tenant-config.yaml')).toBe('rules:\n  semantic-unknown: off\n');
  });

  it('changes no file of SQL so that another tenant which names it is worse off, and leaves that to a person', () => {
    const folder = folderWith(sharedSql('a, colour', { a: 'colour', b: 'color' }));
    const { status, report } = checkJson(['--fix'], folder);
    expect(status).toBe(1);
    expect(read(folder, 'q.sql')).toBe('SELECT a, colour\nFROM Src\n');
    expect(checkJson([], folder).report).toEqual(report);
    expect(report.summary.error).toBe(1);
  });

  it('mends a file of SQL that two tenants name where neither is worse off, and reports both as they are then', () => {
    const folder = folderWith(sharedSql('a, coler', { a: 'color', b: 'color' }));
    const { status, report } = checkJson(['--fix'], folder);
    expect(status).toBe(0);
    expect(read(folder, 'q.sql')).toBe('SELECT a, color\nFROM Src\n');
    expect(checkJson([], folder).report).toEqual(report);
  });

  it('never says that people have verified something, and never suppresses', () => {
    const folder = example('starting');
    runCheck(['--fix', '--suggestions'], folder);
    expect(read(folder)).not.toContain('verified');
    expect(read(folder)).not.toContain('disable');
  });

  it('leaves a file that is no UTF-8 as it is', () => {
    const bytes = Buffer.concat([
      Buffer.from('version: 1\ntenant: a\nx-note: "'),
      Buffer.from([0xe9]),
      Buffer.from('"\nrules: {semantic-unknwon: off}\n'),
    ]);
    const folder = folderWith({ 'tenant.yaml': bytes });
    const { status, stderr } = runCheck(['--fix'], folder);
    expect(stderr).toContain('no UTF-8');
    expect(status).toBe(2);
    expect(readFileSync(path.join(folder, 'tenant.yaml'))).toEqual(bytes);
  });
});

describe('--suggestions', () => {
  it('leads from bare sources to a tenant without errors, and only adds', () => {
    const folder = example('bare');
    const before = read(folder).split('\n');
    runCheck(['--fix', '--suggestions'], folder);
    const { report } = checkJson([], folder);
    expect(report.tenants[0]?.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const after = read(folder);
    for (const line of before.filter((text) => /^ {2}\S+:$|^ {6}\w+:/.test(text))) {
      expect(after).toContain(line.trim().split(':')[0]);
    }
    const again = checkJson(['--fix', '--suggestions'], folder);
    expect(read(folder)).toBe(after);
    expect(again.report.summary.error).toBe(0);
  });

  it('makes sql files only inside of the repository', () => {
    const folder = folderWith({
      'tenant.yaml':
        'version: 1\ntenant: a\nsources:\n  X: {kind: custom_domain_table, primary_key: a, sql_file: ../../outside.sql, fields: {a: string}}\n',
    });
    runCheck(['--fix', '--suggestions'], folder);
    expect(existsSync(path.join(folder, '../../outside.sql'))).toBe(false);
    writeFileSync(
      path.join(folder, 'tenant.yaml'),
      'version: 1\ntenant: a\nsources:\n  X: {kind: custom_domain_table, primary_key: a, sql_file: sql/inside.sql, fields: {a: string}}\n',
    );
    const { report } = checkJson(['--fix', '--suggestions'], folder);
    expect(report.tenants[0]?.diagnostics.map(({ rule }) => rule)).not.toContain('sql-file-missing');
    expect(read(folder, 'sql/inside.sql')).toMatch(/select/i);
  });
});
