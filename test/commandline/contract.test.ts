import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, folderWith, run, runCheck, type JsonDiagnostic } from './command.js';

/** The rules that a report names, each with its file and line. */
function places(diagnostics: readonly JsonDiagnostic[], rule: string): string[] {
  return diagnostics
    .filter((one) => one.rule === rule)
    .map(({ file, range, severity }) => `${severity} ${file}:${String(range.start.line)}`);
}

const untagged = (name: string): string =>
  `version: 1\ntenant: ${name}\nsources:\n  S: {records: customer, primary_key: a, fields: {a: string}}\n`;

describe('the JSON report', () => {
  it('has the fields of the format, each of its type', () => {
    const folder = folderWith({ 'acme/tenant.yaml': `${untagged('acme')}features: {campaigns: true}\n` });
    const { report } = checkJson(['acme'], folder);
    expect(Object.keys(report).slice(0, 3)).toEqual(['version', 'tenants', 'summary']);
    expect(report.version).toBe(1);
    const [tenant] = report.tenants;
    expect(Object.keys(tenant?.features ?? {})).toEqual([
      'segments',
      'segment_insights',
      'campaigns',
      'predictive_modeling',
    ]);
    const name = expect.toSatisfy((value) => value === null || typeof value === 'string') as string | null;
    for (const one of tenant?.diagnostics ?? []) {
      expect(one).toEqual({
        file: 'acme/tenant.yaml',
        range: {
          start: { line: expect.any(Number) as number, character: expect.any(Number) as number },
          end: { line: expect.any(Number) as number, character: expect.any(Number) as number },
        },
        rule: expect.stringMatching(/^[a-z0-9-]+$/) as string,
        severity: expect.stringMatching(/^(error|warning|info|hint)$/) as string,
        message: expect.stringMatching(/\S.*[.?]$/) as string,
        docs: expect.stringContaining(one.rule) as string,
        data: {
          database: name,
          table: name,
          column: name,
          source: name,
          features: expect.any(Array) as unknown[],
        },
        fixes: one.fixes.map(({ title, preferred }) => ({
          title: String(title),
          preferred: Boolean(preferred),
        })),
      });
      expect(one.fixes.length, 'every diagnostic can be suppressed').toBeGreaterThan(0);
    }
    expect(Object.keys(report.summary)).toEqual(['files', 'tenants', 'error', 'warning', 'info', 'hint']);
  });

  it('counts characters as the language server protocol does', () => {
    const folder = folderWith({ 'tenant.yaml': 'version: 1\ntenant: a\nx-note: "😀"\n"😀": 1\n' });
    const [only] =
      checkJson([], folder).report.tenants[0]?.diagnostics.filter(({ rule }) => rule === 'schema') ?? [];
    expect(only?.range).toEqual({ start: { line: 3, character: 0 }, end: { line: 3, character: 4 } });
  });

  it('is the same on each run', () => {
    const folder = folderWith({ 'b/tenant.yaml': untagged('b'), 'a/tenant.yaml': untagged('a') });
    const first = runCheck(['--format', 'json'], folder).stdout;
    expect(runCheck(['--format', 'json'], folder).stdout).toBe(first);
    expect(checkJson([], folder).report.tenants.map(({ root }) => root)).toEqual(['a', 'b']);
  });
});

describe('several tenants', () => {
  it('below one another: each part belongs to the nearest', () => {
    const folder = folderWith({
      'tenant.yaml': 'version: 1\ntenant: outer\n',
      'parts/one.tenant.yaml': untagged('x').replace(/^version.*\ntenant.*\n/, ''),
      'inner/tenant.yaml': 'version: 1\ntenant: inner\n',
      'inner/parts/two.tenant.yaml': untagged('x')
        .replace(/^version.*\ntenant.*\n/, '')
        .replace('S:', 'T:'),
    });
    const { report } = checkJson([], folder);
    const found = report.tenants.map(({ tenant, root, diagnostics }) => [
      tenant,
      root,
      places(diagnostics, 'profile-semantics-missing'),
    ]);
    expect(found).toEqual([
      ['inner', 'inner', ['error inner/parts/two.tenant.yaml:1']],
      ['outer', '.', ['error parts/one.tenant.yaml:1']],
    ]);
    expect(report.summary).toMatchObject({ files: 4, tenants: 2, error: 2 });
  });

  it('that share one file of SQL: it is analysed in each', () => {
    const tenant = (name: string, table: string): string =>
      `version: 1\ntenant: ${name}\nsources:\n  ${table}: {kind: external, fields: {a: string}}\n` +
      '  C: {kind: custom_domain_table, primary_key: a, sql_file: ../shared/c.sql}\n';
    const folder = folderWith({
      'one/tenant.yaml': tenant('one', 'X'),
      'two/tenant.yaml': tenant('two', 'Y'),
      'shared/c.sql': 'SELECT a FROM X\n',
    });
    const { report, status } = checkJson([], folder);
    expect(report.tenants.map(({ diagnostics }) => places(diagnostics, 'sql-unknown-table'))).toEqual([
      [],
      ['error shared/c.sql:0'],
    ]);
    expect(status).toBe(1);
  });

  it('that share one file of SQL: they are checked for it, where it lies in none of their folders', () => {
    const tenant = (name: string, file: string): string =>
      `version: 1\ntenant: ${name}\nsources:\n  S:\n    kind: custom_domain_table\n    primary_key: x\n    sql_file: ${file}\n`;
    const folder = folderWith({
      'tenants/a/tenant.yaml': tenant('a', '../../shared/q.sql'),
      'tenants/b/tenant.yaml': tenant('b', '../../shared/q.sql'),
      'tenants/c/tenant.yaml': tenant('c', 'own.sql'),
      'tenants/c/own.sql': 'SELECT 1 AS x',
      'shared/q.sql': 'SELECT 1 AS x FROM (',
      'shared/other.sql': 'SELECT 1 AS x',
    });
    const { status, report } = checkJson(['q.sql'], path.join(folder, 'shared'));
    expect(status).toBe(1);
    expect(report.tenants.map(({ root }) => root)).toEqual(['../tenants/a', '../tenants/b']);
    const nobody = runCheck(['shared/other.sql'], folder);
    expect(nobody.status).toBe(2);
    expect(nobody.stderr).toContain('none names it');
  });

  it('without a main file: the part is checked by itself', () => {
    const folder = folderWith({ 'lost/a.tenant.yaml': 'sources:\n  S: {feilds: {a: string}}\n' });
    const { report, status } = checkJson([], folder);
    const [tenant] = report.tenants;
    expect(tenant?.tenant).toBeNull();
    expect(places(tenant?.diagnostics ?? [], 'orphan-part')).toEqual(['info lost/a.tenant.yaml:0']);
    expect(places(tenant?.diagnostics ?? [], 'schema')).toEqual(['error lost/a.tenant.yaml:1']);
    expect(status).toBe(1);
  });
});

describe('severities', () => {
  it('of settings files cascade: the nearest wins, the tenant’s own over all', () => {
    const folder = folderWith({
      'tenant-config.yaml': 'rules: {profile-semantics-missing: hint, primary-key-missing: info}\n',
      'eu/tenant-config.yaml': 'rules: {profile-semantics-missing: warning}\n',
      'eu/a/tenant.yaml': untagged('a').replace('primary_key: a, ', ''),
      'eu/b/tenant.yaml': `${untagged('b')}rules: {profile-semantics-missing: off}\n`,
      'us/tenant.yaml': untagged('c'),
    });
    for (const [given, cwd] of [
      ['.', folder],
      ['..', `${folder}/us`],
    ] as const) {
      const { report } = checkJson([given], cwd);
      const found = report.tenants.map(({ tenant, diagnostics }) => [
        tenant,
        ...['profile-semantics-missing', 'primary-key-missing'].flatMap((rule) =>
          diagnostics.filter((one) => one.rule === rule).map(({ severity }) => severity),
        ),
      ]);
      expect(found).toEqual([['a', 'warning', 'info'], ['b'], ['c', 'hint']]);
    }
    const alone = checkJson(['eu/a/tenant.yaml'], folder).report.tenants[0];
    expect(alone?.diagnostics.find(({ rule }) => rule === 'profile-semantics-missing')?.severity).toBe(
      'warning',
    );
  });

  it('are weighed by --max-warnings and the status', () => {
    const folder = folderWith({
      'tenant.yaml': `${untagged('a')}rules: {profile-semantics-missing: warning}\n`,
    });
    expect(runCheck([], folder).status).toBe(0);
    expect(runCheck(['--max-warnings', '0'], folder).status).toBe(1);
    expect(runCheck(['--max-warnings=1'], folder).status).toBe(0);
  });
});

describe('suppressions', () => {
  it('leave out what they name, in YAML and in SQL', () => {
    const folder = folderWith({
      'tenant.yaml':
        'version: 1\ntenant: a\nsources:\n' +
        '  # tenant-config-disable-next-line profile-semantics-missing -- tagged in March\n' +
        '  S: {records: customer, primary_key: a, fields: {a: string}}\n' +
        '  C:\n    kind: custom_domain_table\n    primary_key: a\n    sql: |\n      SELECT a\n' +
        '      -- tenant-config-disable-next-line sql-unknown-table\n      FROM Nowhere\n' +
        '  D: {kind: custom_domain_table, primary_key: a, sql_file: d.sql}\n',
      'd.sql': '-- tenant-config-disable sql-unknown-table\nSELECT a\nFROM Nowhere\n',
    });
    const { status, report } = checkJson([], folder);
    expect(report.tenants[0]?.diagnostics.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(status).toBe(0);
  });

  it('are of use in a file of SQL as soon as one of the tenants that name it has what they suppress', () => {
    const tenant = (field: string): string =>
      `version: 1\ntenant: ${field}\nsources:\n  Src:\n    primary_key: a\n    fields: {a: string, ${field}: string}\n  Shaped:\n    kind: custom_domain_table\n    primary_key: a\n    sql_file: ../q.sql\n`;
    const folder = folderWith({
      'a/tenant.yaml': tenant('b'),
      'b/tenant.yaml': tenant('c'),
      'q.sql':
        'SELECT a,\n-- tenant-config-disable-next-line sql-unknown-column\n  c,\n-- tenant-config-disable-next-line sql-order-by\n  a AS d\nFROM Src\n',
    });
    const { report } = checkJson(['--severity', 'warning'], folder);
    const said = report.tenants.map(({ diagnostics }) =>
      diagnostics.map(({ rule, range }) => `${rule} ${range.start.line}`),
    );
    expect(said).toEqual([['unused-suppression 3'], ['unused-suppression 3']]);
    expect(report.summary.warning).toBe(2);
    expect(runCheck(['--max-warnings', '2'], folder).status).toBe(0);
  });

  it('that suppress nothing are reported, and --fix takes them away', () => {
    const folder = folderWith({
      'tenant.yaml': 'version: 1\n# tenant-config-disable-next-line schema\ntenant: a\n',
    });
    expect(places(checkJson([], folder).report.tenants[0]?.diagnostics ?? [], 'unused-suppression')).toEqual([
      'warning tenant.yaml:1',
    ]);
    expect(runCheck(['--fix'], folder).status).toBe(0);
    expect(checkJson([], folder).report.summary.warning).toBe(0);
  });
});

describe('--today', () => {
  const text = 'version: 1\ntenant: a\nfeatures: {campaigns: true}\nverified: {stitch_qa: 2026-06-01}\n';
  it.each([
    ['2026-06-30', [], []],
    ['2026-12-31', ['info tenant.yaml:3'], []],
    ['2026-05-31', [], ['warning tenant.yaml:3']],
  ])('%s', (today, stale, future) => {
    const folder = folderWith({ 'tenant.yaml': text });
    const { stdout } = run(['check', '--format', 'json', '--today', today], folder);
    const { diagnostics } = (JSON.parse(stdout) as { tenants: [{ diagnostics: JsonDiagnostic[] }] })
      .tenants[0];
    expect(places(diagnostics, 'verification-stale')).toEqual(stale);
    expect(places(diagnostics, 'verification-in-future')).toEqual(future);
  });
});

describe('wrong usage', () => {
  it.each([
    [['nowhere']],
    [['empty']],
    [['--format', 'xml']],
    [['--severity', 'loud']],
    [['--max-warnings', 'many']],
    [['--today', 'tomorrow']],
    [['--today', '2026-02-30']],
    [['--suggestions']],
    [['--dry-run']],
    [['--no-such-option']],
  ])('%j ends with 2, a message and no stack', (args) => {
    const folder = folderWith({ 'a/tenant.yaml': 'version: 1\ntenant: a\n', 'empty/readme.txt': '' });
    const { status, stdout, stderr } = run(['check', ...args], folder);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().length).toBeGreaterThan(10);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
