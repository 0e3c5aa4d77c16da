import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, folderWith, repository, run, runCheck } from './command.js';

const examples = path.join(repository, 'examples');
const ready = path.join(examples, 'ready');

describe('check', () => {
  it('says nothing of a ready tenant, and exits 0', () => {
    const { status, report } = checkJson(['ready'], examples);
    expect(
      report.tenants[0]?.diagnostics.filter(({ severity }) => severity !== 'info' && severity !== 'hint'),
    ).toEqual([]);
    expect(report.tenants[0]?.features.campaigns).toEqual({
      enabled: true,
      ready: true,
      blockedBy: [],
      unverified: [],
    });
    expect(status).toBe(0);
  });

  it('exits 1 where something is at error level, and says what blocks each feature', () => {
    const { status, report } = checkJson(['starting'], examples);
    expect(status).toBe(1);
    const [tenant] = report.tenants;
    expect(tenant?.tenant).toBe('starting-example');
    expect(tenant?.root).toBe('starting');
    expect(tenant?.features.campaigns?.ready).toBe(false);
    expect(tenant?.features.campaigns?.blockedBy).toContain('customer-360-database-missing');
    expect(tenant?.features.segments).toEqual({
      enabled: false,
      ready: false,
      blockedBy: [],
      unverified: [],
    });
  });

  it('names paths from the working folder, and the root by a dot', () => {
    const inside = checkJson([], path.join(examples, 'starting')).report.tenants[0];
    expect(inside?.root).toBe('.');
    expect(new Set(inside?.diagnostics.map(({ file }) => file))).toEqual(new Set(['tenant.yaml']));
    const beside = checkJson(['../starting'], ready).report.tenants[0];
    expect(beside?.root).toBe('../starting');
    expect(beside?.diagnostics[0]?.file).toBe('../starting/tenant.yaml');
  });

  it('gives the same tenant for its folder, its file and a file in it, and each once', () => {
    const folder = folderWith({
      'a/tenant.yaml': 'version: 1\ntenant: a\n',
      'a/parts/more.tenant.yaml': 'sources: {}\n',
      'a/sql/x.sql': 'SELECT 1',
      'b/tenant.yaml': 'version: 1\ntenant: b\n',
    });
    for (const given of ['a', 'a/tenant.yaml', 'a/parts/more.tenant.yaml', 'a/parts', 'a/sql/x.sql']) {
      expect([given, checkJson([given], folder).report.tenants.map(({ tenant }) => tenant)]).toEqual([
        given,
        ['a'],
      ]);
    }
    expect(checkJson(['a', 'a/tenant.yaml', '.'], folder).report.summary.tenants).toBe(2);
  });

  it('orders by file, range and rule, and counts what it shows', () => {
    const { report } = checkJson(['.'], examples);
    for (const { diagnostics } of report.tenants) {
      const keys = diagnostics.map(({ file, range: { start, end }, rule }) => {
        const place = [start.line, start.character, end.line, end.character];
        return [file, ...place.map((part) => String(part).padStart(9, '0')), rule].join(' ');
      });
      expect(keys).toEqual([...keys].sort());
    }
    const all = report.tenants.flatMap(({ diagnostics }) => diagnostics);
    expect(report.summary.error).toBe(all.filter(({ severity }) => severity === 'error').length);
    expect(report.summary.tenants).toBe(4);
    expect(report.summary.files).toBe(4);
  });

  it('reports from a level up, and counts warnings all the same', () => {
    const { report } = checkJson(['--severity', 'error', 'blocked'], examples);
    expect(new Set(report.tenants[0]?.diagnostics.map(({ severity }) => severity))).toEqual(
      new Set(['error']),
    );
    const folder = folderWith({ 'tenant.yaml': 'version: 1\ntenant: a\nrules: {no-such-rule: off}\n' });
    expect(runCheck([], folder).status).toBe(0);
    expect(runCheck(['--max-warnings', '1'], folder).status).toBe(0);
    const strict = runCheck(['--max-warnings', '0', '--severity', 'error'], folder);
    expect(strict.status).toBe(1);
    expect(strict.stderr).toContain('1 warning');
  });

  it('counts a rule that is off for readiness', () => {
    const folder = folderWith({
      'tenant.yaml':
        'version: 1\ntenant: a\nfeatures: {campaigns: true}\nrules: {customer-360-database-missing: off, stitch-output-missing: hint}\n',
    });
    const { status, report } = checkJson([], folder);
    expect(status).toBe(0);
    expect(report.tenants[0]?.features.campaigns?.blockedBy).toEqual(
      expect.arrayContaining(['customer-360-database-missing', 'stitch-output-missing']),
    );
  });

  it('speaks to GitHub by default where GitHub runs it', () => {
    const actions = runCheck(['starting'], examples, { GITHUB_ACTIONS: 'true' }).stdout;
    expect(actions).toMatch(/^::error file=starting\/tenant\.yaml,line=\d+/m);
    expect(
      runCheck(['--format', 'text', 'starting'], examples, { GITHUB_ACTIONS: 'true' }).stdout,
    ).not.toContain('::error');
  });

  it('colours only where it is asked to', () => {
    expect(runCheck(['starting'], examples).stdout).not.toContain('\u001b[');
    expect(runCheck(['starting'], examples, { NO_COLOR: '', FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
  });

  it('writes all of a long report before it ends', () => {
    const sources = Array.from(
      { length: 3000 },
      (_, index) => `  S${index}: {records: customer, fields: {x: string}}`,
    );
    const folder = folderWith({ 'tenant.yaml': `version: 1\ntenant: a\nsources:\n${sources.join('\n')}\n` });
    const { report } = checkJson([], folder);
    expect(report.tenants[0]?.diagnostics.length).toBeGreaterThanOrEqual(3000);
  });

  it.skipIf(process.platform === 'win32')('exits as it would where nobody reads all of the report', () => {
    const sources = Array.from({ length: 3000 }, (_, at) => `  S${at}:\n    fields: {a: string}\n`).join('');
    const folder = folderWith({ 'tenant.yaml': `version: 1\ntenant: a\nsources:\n${sources}` });
    const command = path.join(repository, 'server/bin/tenant-config.js');
    const shell = `'${process.execPath}' '${command}' check --format text | head -n 1; echo \${PIPESTATUS[0]}`;
    const { stdout, stderr } = spawnSync('bash', ['-c', shell], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^tenant\.yaml\n1\n$/);
  });

  it('prints every format of each example', () => {
    for (const format of ['text', 'json', 'sarif', 'github', 'junit']) {
      const { stdout, status, stderr } = runCheck(['--format', format], examples);
      expect([format, status, stderr]).toEqual([format, 1, '']);
      expect(stdout.length).toBeGreaterThan(1000);
    }
  });

  it('takes sql files from the repository, not from outside of it', () => {
    const files = {
      'tenants/a/tenant.yaml':
        'version: 1\ntenant: a\nsources:\n  X: {kind: custom_domain_table, primary_key: a, sql_file: ../../sql/x.sql}\n',
      'sql/x.sql': 'SELECT 1 AS a\n',
    };
    const rules = (folder: string, given: string): string[] =>
      checkJson([given], folder).report.tenants[0]?.diagnostics.map(({ rule }) => rule) ?? [];
    expect(rules(folderWith(files), 'tenants/a')).not.toContain('sql-file-missing');
    const outside = folderWith({ 'inner/.git/HEAD': '' });
    cpSync(folderWith(files), path.join(outside, 'inner'), { recursive: true });
    expect(rules(path.join(outside, 'inner'), 'tenants/a')).not.toContain('sql-file-missing');
    const escaping = folderWith({
      'tenant.yaml':
        'version: 1\ntenant: a\nsources:\n  X: {kind: custom_domain_table, primary_key: a, sql_file: ../../../../../etc/passwd}\n',
    });
    expect(rules(escaping, '.')).toContain('sql-file-missing');
  });
});

describe('wrong usage', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a path that is not there', ['check', 'nowhere'], /nowhere: there is no such file or folder/],
    ['a path without any tenant', ['check', 'empty'], /empty: no tenant\.yaml/],
    ['a file of no tenant', ['check', 'empty/readme.txt'], /belongs to no tenant/],
    [
      'settings without a tenant',
      ['check', 'bare/tenant-config.yaml'],
      /no tenant\.yaml in its folder or below/,
    ],
    ['an unknown option', ['check', '--nonsense'], /unknown option '--nonsense'/],
    ['an unknown command', ['chekc'], /unknown command|too many arguments/],
    [
      'an unknown format',
      ['check', '--format', 'xml'],
      /Allowed choices are text, json, sarif, github, junit/,
    ],
    ['a day that is none', ['check', '--today', '2026-02-30'], /YYYY-MM-DD/],
    ['a number that is none', ['check', '--max-warnings', '-1'], /whole number/],
    ['a level that is none', ['check', '--severity', 'fatal'], /Allowed choices are error/],
    ['a dry run of nothing', ['check', '--dry-run'], /go with --fix/],
    ['an unknown rule', ['explain', 'semantic-unknwon'], /Did you mean semantic-unknown\?/],
    ['no rule', ['explain'], /missing required argument/],
    ['no command', [], /Usage: tenant-config/],
  ];
  const folder = folderWith({ 'empty/readme.txt': 'x', 'bare/tenant-config.yaml': 'rules: {}\n' });

  it.each(cases)('%s exits 2 with a clear message', (_, args, message) => {
    const { status, stdout, stderr } = run(args, folder);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('has --help and --version everywhere', () => {
    for (const command of [[], ['check'], ['readiness'], ['explain'], ['init'], ['lsp']]) {
      const help = run([...command, '--help'], folder);
      expect([command, help.status, help.stdout.startsWith('Usage: tenant-config')]).toEqual([
        command,
        0,
        true,
      ]);
      expect(run([...command, '--version'], folder).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    }
  });
});
