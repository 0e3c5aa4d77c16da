import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, folderWith, runCheck } from './command.js';

const good = 'version: 1\ntenant: good\n';

describe('bad input', () => {
  it('reports a binary file, and goes on with the others', () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 97) % 256));
    const folder = folderWith({ 'bad/tenant.yaml': bytes, 'good/tenant.yaml': good });
    const { status, stdout, stderr } = runCheck([], folder);
    expect(status).toBe(1);
    expect(stdout).toContain('yaml-syntax');
    // eslint-disable-next-line no-control-regex -- what a terminal would obey
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    expect(stderr).toBe('');
    expect(checkJson([], folder).report.tenants.map(({ tenant }) => tenant)).toContain('good');
  });

  it('does not take a folder called tenant.yaml for a file', () => {
    const folder = folderWith({ 'tenant.yaml/x.txt': '', 'a/tenant.yaml': good });
    expect(checkJson([], folder).report.tenants).toHaveLength(1);
    expect(runCheck(['tenant.yaml'], folder).status).toBe(2);
  });

  it('checks an empty file, and one of comments', () => {
    for (const text of ['', '# nothing\n', '\uFEFF', '---\n', 'null\n', '3\n', '[]\n']) {
      const { status, report } = checkJson([], folderWith({ 'tenant.yaml': text }));
      expect([text, report.summary.tenants]).toEqual([text, 1]);
      expect([0, 1]).toContain(status);
    }
  });

  it('follows a link that loops once', () => {
    const folder = folderWith({ 'a/tenant.yaml': good });
    symlinkSync('..', path.join(folder, 'a/up'));
    symlinkSync('self', path.join(folder, 'self'));
    expect(checkJson([], folder).report.tenants).toHaveLength(1);
    expect(runCheck(['self'], folder).status).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)('exits 2 for a file that may not be read', () => {
    const folder = folderWith({ 'a/tenant.yaml': good, 'b/tenant.yaml': good });
    chmodSync(path.join(folder, 'a/tenant.yaml'), 0);
    const { status, stdout, stderr } = runCheck([], folder);
    expect(status).toBe(2);
    expect(stderr).toContain('a/tenant.yaml cannot be read.');
    expect(stdout).toContain('1 tenant');
  });

  it('checks 1 MB on one line', () => {
    const folder = folderWith({
      'tenant.yaml': `version: 1\ntenant: a\nsources: {${'x'.repeat(1 << 20)}: {fields: {}}}\n`,
    });
    expect(checkJson([], folder).report.summary.tenants).toBe(1);
  });

  it('checks 10,000 tables', () => {
    const tables = Array.from({ length: 10_000 }, (_, index) =>
      index % 2 === 0
        ? `      T${index}: {build: passthrough, source: S}`
        : `      T${index}: {build: sql, sql: "SELECT a, b FROM T${index - 1}"}`,
    );
    const text = `version: 1\ntenant: big\nfeatures: {segments: true}\nsources:\n  S: {primary_key: a, fields: {a: string, b: integer}}\ndatabases:\n  C:\n    kind: customer_360\n    tables:\n${tables.join('\n')}\n`;
    const { status, report } = checkJson([], folderWith({ 'tenant.yaml': text }));
    expect(status).toBe(1);
    expect(report.tenants[0]?.diagnostics.map(({ rule }) => rule)).not.toContain('sql-unknown-table');
  });

  it('checks nesting that is deeper than a stack', () => {
    const deep = `version: 1\ntenant: a\nx-deep: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`;
    const wide = `version: 1\ntenant: a\nx-deep: ${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}\n`;
    const sql = `version: 1\ntenant: a\nsources:\n  X: {kind: custom_domain_table, primary_key: a, sql: 'SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)} AS a'}\n`;
    for (const text of [deep, wide, sql]) {
      const { status, stderr } = runCheck([], folderWith({ 'tenant.yaml': text }));
      expect(stderr).toBe('');
      expect([0, 1]).toContain(status);
    }
  });

  it('takes names with spaces, percent signs and other letters', () => {
    const folder = folderWith({ 'ä b%20c#d/tenant.yaml': 'version: 1\ntenant: a\nunknown: 1\n' });
    const { report } = checkJson([], folder);
    expect(report.tenants[0]?.root).toBe('ä b%20c#d');
    expect(report.tenants[0]?.diagnostics[0]?.file).toBe('ä b%20c#d/tenant.yaml');
    expect(checkJson(['ä b%20c#d/tenant.yaml'], folder).report.tenants).toHaveLength(1);
  });

  it('looks into no folder of packages', () => {
    const folder = folderWith({ 'tenant.yaml': good, 'node_modules/x/tenant.yaml': good });
    mkdirSync(path.join(folder, 'empty'));
    expect(checkJson([], folder).report.tenants).toHaveLength(1);
  });
});
