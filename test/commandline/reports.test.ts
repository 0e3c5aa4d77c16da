import picocolors from 'picocolors';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../server/src/commandline/report/frame.js';
import { githubReport } from '../../server/src/commandline/report/github.js';
import { jsonReport } from '../../server/src/commandline/report/json.js';
import { junitReport } from '../../server/src/commandline/report/junit.js';
import type { Report, ReportedDiagnostic, SourceText } from '../../server/src/commandline/report/report.js';
import { sarifReport } from '../../server/src/commandline/report/sarif.js';
import { textReport } from '../../server/src/commandline/report/text.js';
import { lineStartsOf } from '../../server/src/syntax/positions.js';
import type { JsonReport } from './command.js';

const plain = picocolors.createColors(false);

function source(text: string): SourceText {
  return { text, lineStarts: lineStartsOf(text) };
}

function range(line: number, from: number, to: number, endLine = line): ReportedDiagnostic['range'] {
  return { start: { line, character: from }, end: { line: endLine, character: to } };
}

const diagnostic: ReportedDiagnostic = {
  file: 'a/tenant.yaml',
  range: range(1, 2, 7),
  rule: 'semantic-unknown',
  severity: 'error',
  message: 'One, two: 100% <wrong> & "odd"\nsecond\u0007 line',
  docs: 'https://example.com/semantic-unknown',
  data: { database: null, table: 'T', column: null, source: 'S', features: ['campaigns'] },
  related: [{ file: 'b c/x.sql', range: range(0, 0, 1), message: 'It is here.' }],
  fixes: [
    {
      title: 'Mend it',
      preferred: true,
      suppression: false,
      edits: [{ file: 'a/tenant.yaml', range: range(1, 2, 7), newText: 'right' }],
    },
    { title: 'Suppress it', preferred: false, suppression: true, edits: [] },
  ],
};

const report: Report = {
  tenants: [
    {
      name: 'acme',
      root: 'a',
      features: [
        {
          feature: 'segments',
          enabled: false,
          ready: false,
          blockedBy: [],
          unverified: [],
          requirements: [],
        },
        {
          feature: 'campaigns',
          enabled: true,
          ready: false,
          blockedBy: ['semantic-unknown'],
          unverified: ['revenue'],
          requirements: [],
        },
      ],
      diagnostics: [
        diagnostic,
        { ...diagnostic, severity: 'hint', fixes: [], related: [], message: 'Only advice.' },
      ],
    },
    { name: null, root: '.', features: [], diagnostics: [] },
  ],
  summary: { files: 2, tenants: 2, error: 1, warning: 0, info: 0, hint: 1 },
  texts: new Map([['a/tenant.yaml', source('one:\n  wrong: 1\n')]]),
  base: 'file:///work/',
};

describe('json', () => {
  it('prints the fields of the format in their order', () => {
    const text = jsonReport(report);
    const parsed = JSON.parse(text) as JsonReport;
    expect(Object.keys(parsed)).toEqual(['version', 'tenants', 'summary']);
    expect(Object.keys(parsed.tenants[0] ?? {})).toEqual(['tenant', 'root', 'features', 'diagnostics']);
    expect(parsed.tenants[0]?.features).toEqual({
      segments: { enabled: false, ready: false, blockedBy: [], unverified: [] },
      campaigns: { enabled: true, ready: false, blockedBy: ['semantic-unknown'], unverified: ['revenue'] },
    });
    expect(parsed.tenants[0]?.diagnostics[0]).toEqual({
      file: 'a/tenant.yaml',
      range: range(1, 2, 7),
      rule: 'semantic-unknown',
      severity: 'error',
      message: diagnostic.message,
      docs: diagnostic.docs,
      data: diagnostic.data,
      fixes: [
        { title: 'Mend it', preferred: true },
        { title: 'Suppress it', preferred: false },
      ],
    });
    expect(parsed.summary).toEqual({ files: 2, tenants: 2, error: 1, warning: 0, info: 0, hint: 1 });
  });
});

describe('github', () => {
  it('escapes what would end a command or a property', () => {
    const [first, second] = githubReport({
      ...report,
      tenants: [
        { name: null, root: '.', features: [], diagnostics: [{ ...diagnostic, file: 'a,b:c/t.yaml' }] },
      ],
    }).split('\n');
    expect(first).toBe(
      '::error file=a%2Cb%3Ac/t.yaml,line=2,endLine=2,col=3,endColumn=8,title=semantic-unknown::One, two: 100%25 <wrong> & "odd"%0Asecond\u0007 line',
    );
    expect(second).toBe('1 error(s), 0 warning(s), 0 info, 1 hint(s)');
  });

  it('names no columns for what spans lines, and says what two tenants share once', () => {
    const spanning = { ...diagnostic, range: range(1, 2, 0, 2), severity: 'info' as const, message: 'x' };
    const tenant = { name: null, root: '.', features: [], diagnostics: [spanning] };
    const lines = githubReport({ ...report, tenants: [tenant, tenant] }).split('\n');
    expect(lines[0]).toBe('::notice file=a/tenant.yaml,line=2,endLine=3,title=semantic-unknown::x');
    expect(lines).toHaveLength(3);
  });
});

describe('junit', () => {
  it('escapes text and leaves out what XML cannot say', () => {
    const xml = junitReport(report);
    expect(xml).toContain('<testsuites name="tenant-config" tests="3" failures="1" errors="0">');
    expect(xml).toContain(
      'message="One, two: 100% &lt;wrong&gt; &amp; &quot;odd&quot;&#10;second\uFFFD line"',
    );
    expect(xml).toContain('name="semantic-unknown (a/tenant.yaml:2:3)"');
    expect(xml).toContain('<system-out>hint: Only advice.</system-out>');
    expect(xml).toContain('<testcase classname="." name="no diagnostics"/>');
    expect(xml).not.toContain('\u0007');
  });
});

describe('sarif', () => {
  const log = JSON.parse(sarifReport(report)) as Log;
  const [first, second] = log.runs[0]?.results ?? [];

  it('counts from 1 and points at the rule', () => {
    expect(log.version).toBe('2.1.0');
    expect(first?.level).toBe('error');
    expect(second?.level).toBe('note');
    expect(first?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'a/tenant.yaml', uriBaseId: 'ROOT' },
      region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 8 },
    });
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    const index = rules.findIndex((rule) => rule.id === 'semantic-unknown');
    expect(first?.ruleIndex).toBe(index === -1 ? undefined : index);
    expect(first?.relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('b%20c/x.sql');
  });

  it('carries the fixes that mend, not the one that suppresses', () => {
    expect(first?.fixes).toEqual([
      {
        description: { text: 'Mend it' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'a/tenant.yaml', uriBaseId: 'ROOT' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 8 },
                insertedContent: { text: 'right' },
              },
            ],
          },
        ],
      },
    ]);
    expect(second?.fixes).toBeUndefined();
  });
});

describe('text', () => {
  const text = textReport(report, plain);

  it('shows each diagnostic at its lines, and what blocks each feature', () => {
    expect(text).toContain('> 2 |   wrong: 1\n      |   ^^^^^');
    expect(text).toContain('error semantic-unknown a/tenant.yaml:2:3\n  One, two: 100%');
    expect(text).toContain('fix: Mend it (--fix)');
    expect(text).toContain('✗ Campaigns  blocked by semantic-unknown; not verified: revenue');
    expect(text).toContain('- Segments   off');
    expect(text).toContain('2 tenants, 2 files: 1 error, 1 hint; --fix mends 1');
  });

  it('prints nothing that moves a cursor', () => {
    // eslint-disable-next-line no-control-regex -- what a terminal would obey
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F\u007F]/);
  });
});

describe('a code frame', () => {
  it('keeps its carets under what it speaks of, behind tabs and control characters', () => {
    const frame = codeFrame(source('a: 1\n\tb\u001B: wrong # x\n'), range(1, 5, 10), plain);
    expect(frame).toEqual(['  1 | a: 1', '> 2 |   b·: wrong # x', '    |       ^^^^^']);
  });

  it('cuts long lines around it', () => {
    const frame = codeFrame(
      source(`${'x'.repeat(5000)}wrong${'y'.repeat(5000)}`),
      range(0, 5000, 5005),
      plain,
    );
    const [line = '', carets = ''] = frame;
    expect(line.length).toBeLessThan(140);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('wrong');
  });

  it('shows one caret for an empty range, and the line end of what goes on', () => {
    expect(codeFrame(source('abc'), range(0, 3, 3), plain).at(-1)).toBe('    |    ^');
    expect(codeFrame(source('abc\ndef\n'), range(0, 1, 2, 1), plain)).toEqual(['> 1 | abc', '    |  ^^']);
    expect(codeFrame(source(''), range(0, 0, 0), plain)).toEqual([]);
  });
});
