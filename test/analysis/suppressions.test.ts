import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { unusedSuppression } from '../../server/src/rules/files/unusedSuppression.js';
import { analysed, analyseWith, listed, ruleThat, wordRule } from './analysed.js';

// These tests bring rules of their own, so that they are of the engine alone.
vi.mock('../../server/src/rules/registry.js', () => ({ allRules: [] }));

const rules = [wordRule('sql-order-by', 'foo'), wordRule('sql-union-distinct', 'bar'), unusedSuppression];

describe('a comment on the line before', () => {
  it('suppresses the rules that it names, and only on that line', () => {
    const yaml = `
# tenant-config-disable-next-line sql-order-by sql-union-distinct -- they are fine
x-a: foo bar
x-b: foo
`;
    const snapshot = analysed(yaml, { rules });
    expect(listed(snapshot)).toEqual(['sql-order-by warning 4: foo']);
    expect(listed(snapshot, snapshot.silenced)).toHaveLength(2);
  });

  it('may stand above another one of the same line', () => {
    const yaml = `
# tenant-config-disable-next-line sql-order-by
# tenant-config-disable-next-line sql-union-distinct
x-a: foo bar
`;
    expect(listed(analysed(yaml, { rules }))).toEqual([]);
  });

  it('counts by the line where a diagnostic begins', () => {
    const whole = ruleThat('whole', ({ tenant, report }) => {
      const root = tenant.main?.tree.root;
      if (root && tenant.main)
        report({ place: { uri: tenant.main.uri, range: root.range }, message: 'All.' });
    });
    const yaml = '# tenant-config-disable-next-line whole\na: 1\nb: 2\n';
    expect(listed(analysed(yaml, { rules: [whole] }))).toEqual([]);
  });

  it('works in SQL, inline and in a file', () => {
    const sql = 'SELECT\n  -- tenant-config-disable-next-line words\n  foo,\n  foo\n';
    const words = ruleThat('words', ({ tenant, report }) => {
      for (const query of tenant.queries) {
        for (const { index } of (query.text ?? '').matchAll(/foo/g)) {
          report({ place: query.placeOf({ start: index, end: index + 3 }), message: 'Found foo.' });
        }
      }
    });
    const snapshot = analyseWith(createEngine({ rules: [words] }), {
      yaml: {
        'tenant.yaml': `sources:\n  A:\n    sql: |\n${sql.replace(/^(?=.)/gm, '      ')}  B: {sql_file: b.sql}\n`,
      },
      sql: { 'b.sql': { kind: 'text', text: sql } },
    });
    expect(listed(snapshot)).toEqual(['words warning 4: foo', 'words warning 7: foo']);
  });
});

describe('a comment at the head of a file', () => {
  it('suppresses in the whole file', () => {
    const yaml = '# tenant-config-disable sql-order-by\nx-a: foo\nx-b: foo bar\n';
    expect(listed(analysed(yaml, { rules }))).toEqual(['sql-union-distinct warning 3: bar']);
  });

  it('suppresses nothing further down', () => {
    const yaml = 'x-a: foo\n# tenant-config-disable sql-order-by\nx-b: foo\n';
    expect(listed(analysed(yaml, { rules: rules.slice(0, 1) }))).toHaveLength(2);
  });

  it('of inline SQL speaks of that SQL only', () => {
    const yaml = `
sources:
  A:
    sql: |
      -- tenant-config-disable sql-order-by
      SELECT foo,
        foo
    description: foo
`;
    expect(listed(analysed(yaml, { rules }))).toEqual(['sql-order-by warning 8: foo']);
  });
});

describe('a comment that suppresses nothing', () => {
  const fixed = (yaml: string): string => {
    const [diagnostic] = analysed(yaml, { rules }).diagnostics;
    const [change] = diagnostic?.fixes[0]?.changes() ?? [];
    return change?.kind === 'edit' ? applyTextEdits(yaml, change.edits) : 'no fix';
  };

  it('is reported, faded, and its fix removes the line', () => {
    const yaml = 'x-a: 1\n  # tenant-config-disable-next-line sql-order-by\nx-b: 2\n';
    const snapshot = analysed(yaml, { rules });
    expect(listed(snapshot)).toEqual([
      'unused-suppression warning 2: # tenant-config-disable-next-line sql-order-by',
    ]);
    expect(snapshot.diagnostics[0]?.unnecessary).toBe(true);
    expect(fixed(yaml)).toBe('x-a: 1\nx-b: 2\n');
  });

  it('behind something else goes alone', () => {
    expect(fixed('x-a: 1 # tenant-config-disable-next-line sql-order-by\nx-b: 2\n')).toBe('x-a: 1\nx-b: 2\n');
  });

  it('for one of its rules loses that rule', () => {
    const yaml = '# tenant-config-disable-next-line sql-order-by sql-union-distinct -- why\nx-a: foo\n';
    expect(listed(analysed(yaml, { rules }))).toEqual(['unused-suppression warning 1: sql-union-distinct']);
    expect(fixed(yaml)).toBe('# tenant-config-disable-next-line sql-order-by -- why\nx-a: foo\n');
  });

  it('is left alone where its rule is off or unknown', () => {
    const yaml =
      'rules: {sql-order-by: off}\n# tenant-config-disable-next-line sql-order-by no-such-rule\nx-a: 1\n';
    expect(listed(analysed(yaml, { rules }))).toEqual([]);
  });

  it('may itself be suppressed', () => {
    const yaml = `# tenant-config-disable unused-suppression
# tenant-config-disable-next-line sql-order-by
x-a: 1
`;
    expect(listed(analysed(yaml, { rules }))).toEqual([]);
  });

  it('also by a comment on the line before, which speaks of the next line still', () => {
    const yaml = `# tenant-config-disable-next-line unused-suppression sql-order-by
# tenant-config-disable-next-line sql-union-distinct
x-a: foo
`;
    expect(listed(analysed(yaml, { rules }))).toEqual([]);
  });

  it('also when it suppresses this very report in vain', () => {
    const yaml = '# tenant-config-disable unused-suppression\nx-a: 1\n';
    expect(listed(analysed(yaml, { rules }))).toEqual([
      'unused-suppression warning 1: # tenant-config-disable unused-suppression',
    ]);
  });
});
