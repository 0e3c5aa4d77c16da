import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FormatRole } from '../../server/src/format/schema.js';
import { validateFormat } from '../../server/src/format/validate.js';
import { parseYaml } from '../../server/src/syntax/parse.js';

/** Each problem as `text at its range` kind: message → title of the mend. */
function problems(text: string, role: FormatRole = 'tenant'): string[] {
  return validateFormat(parseYaml(text), role).map(({ range, kind, message, mend }) => {
    const at = text.slice(range.start, range.end);
    return `${kind} \`${at}\`: ${message}${mend ? ` → ${mend.preferred ? '! ' : ''}${mend.title}` : ''}`;
  });
}

/** A tenant that fits but for what is put after its first lines. */
function tenant(rest: string): string {
  return `version: 1\ntenant: acme\n${rest}`;
}

it('says nothing of a file that has every key', () => {
  const text = readFileSync(new URL('whole.tenant.yaml', import.meta.url), 'utf8');
  expect(problems(text)).toEqual([]);
});

describe('unknown keys', () => {
  it('are read as the key that is near', () => {
    expect(
      problems(tenant('databases: {D: {kind: customer_360, tables: {T: {buld: passthrough}}}}')),
    ).toEqual([
      'unknown-key `buld`: `buld` is not a key of a table. Did you mean `build`? → ! Change to `build`',
    ]);
    expect(problems(tenant('sources: {A: {fields: {a: {semantic: email}}, primaryKey: a}}'))).toEqual([
      'unknown-key `semantic`: `semantic` is not a key of a field. Did you mean `semantics`? → ! Change to `semantics`',
      'unknown-key `primaryKey`: `primaryKey` is not a key of a source. Did you mean `primary_key`? → ! Change to `primary_key`',
    ]);
  });

  it('are not taken for a key that is there already', () => {
    expect(problems(tenant('features: {segments: true, segment: true}'))).toEqual([
      'unknown-key `segment`: `segment` is not a key of `features`. Did you mean `segment_insights`? → ! Change to `segment_insights`',
    ]);
    expect(problems(tenant('databases: {D: {tables: {T: {build: passthrough, buld: sql}}}}'))).toEqual([
      'unknown-key `buld`: `buld` is not a key of a table. Take it away, or begin it with `x-` if it is for another tool.',
    ]);
  });

  it('that belong in tenant.yaml are sent there', () => {
    expect(problems('features: {segments: true}', 'part')).toEqual([
      "unknown-key `features`: `features` does not stand in a part of a tenant. Move it to the tenant's tenant.yaml.",
    ]);
    expect(problems('sources: {}', 'settings')).toEqual([
      "unknown-key `sources`: `sources` does not stand in tenant-config.yaml. Move it to the tenant's tenant.yaml.",
    ]);
  });

  it('may have names that objects have by nature', () => {
    expect(problems(tenant('constructor: 1\n__proto__: 2'))).toHaveLength(2);
    expect(
      problems(tenant('sources: {constructor: {fields: {__proto__: string, toString: {type: string}}}}')),
    ).toEqual([]);
  });

  it('for other tools may stand anywhere', () => {
    expect(
      problems(tenant('x-a: 1\nsources: {x-b: 1, A: {x-c: {d: 1}, fields: {x-e: [1], f: {x-g: 1}}}}')),
    ).toEqual([]);
  });
});

describe('missing keys', () => {
  it('at the root are said at its first key, and in an empty file at its start', () => {
    const expected = [
      'needs `version`: the version of the format, 1. → Add `version: 1`',
      'needs `tenant`: the name of the tenant. → Add `tenant`',
    ];
    expect(problems('sources: {}')).toEqual(
      expected.map((rest) => `missing-key \`sources\`: tenant.yaml ${rest}`),
    );
    expect(problems('')).toEqual(expected.map((rest) => `missing-key \`\`: tenant.yaml ${rest}`));
    expect(problems('', 'part')).toEqual([]);
  });

  it('of a source follow from its kind', () => {
    expect(
      problems(
        tenant('sources: {A: {kind: bridge}, B: , C: {kind: external}, D: {kind: custom_domain_table}}'),
      ),
    ).toEqual([
      'missing-key `A`: The source `A` needs `fields`: what the feed or bridge brings. → Add `fields`',
      'missing-key `B`: The source `B` needs `fields`: what the feed or bridge brings. → Add `fields`',
      'missing-key `D`: The source `D` needs `sql`: the query that makes it, here or in a file by `sql_file`. → Add `sql`',
    ]);
  });

  it('are not said beside the slip that they come from', () => {
    expect(problems(tenant('databases: {D: {tables: {T: {build: sql, sqlFile: a.sql}}}}'))).toHaveLength(1);
    expect(problems(tenant('sources: {A: {feilds: {}}}'))).toHaveLength(1);
    expect(problems(tenant('sources: {A: {kind: fed}}'))).toHaveLength(1);
  });

  it('build is guessed from what is there', () => {
    const build = (rest: string): string[] => problems(tenant(`databases: {D: {tables: {T: {${rest}}}}}`));
    expect(build('sql: SELECT 1')[0]).toContain('Add `build: sql`');
    expect(build('template: merged_customers')[0]).toContain('Add `build: template`');
    expect(build('source: A')[0]).toContain('Add `build: passthrough`');
    expect(build('')[0]).toContain('missing-key `T`');
  });

  it('say nothing of the kind of a database, as its parts may stand in several files', () => {
    expect(problems(tenant('databases: {D: {tables: {}}, E: }'))).toEqual([]);
  });
});

describe('keys that exclude each other', () => {
  it('follow from build', () => {
    expect(problems(tenant('databases: {D: {tables: {T: {build: passthrough, sql: a}}}}'))).toEqual([
      'excluded-key `sql`: `sql` stands only with `build: sql`. Take it away, or change `build`. → Remove `sql`',
    ]);
    expect(problems(tenant('databases: {D: {tables: {T: {build: template, source: a}}}}'))).toHaveLength(1);
    expect(
      problems(tenant('databases: {D: {tables: {T: {build: sql, sql: a, template: wrong}}}}')),
    ).toHaveLength(1);
  });

  it('a query is here or in a file', () => {
    expect(problems(tenant('databases: {D: {tables: {T: {build: sql, sql_file: a.sql, sql: a}}}}'))).toEqual([
      'excluded-key `sql`: A table has `sql` or `sql_file`, not both. Keep one of them. → Remove `sql`',
    ]);
  });

  it('SQL of a feed makes it a custom domain table', () => {
    expect(problems(tenant('sources: {A: {sql: SELECT 1}}'))).toEqual([
      'excluded-key `sql`: `sql` stands only with `kind: custom_domain_table`. → Make it a custom domain table',
    ]);
    const [problem] = validateFormat(parseYaml(tenant('sources: {A: {sql: SELECT 1}}')), 'tenant');
    expect(problem?.entry?.key.text).toBe('A');
    expect(problems(tenant('sources: {A: {kind: bridge, fields: {}, sql: 1}}'))).toEqual([
      'excluded-key `sql`: `sql` stands only with `kind: custom_domain_table`. → Remove `sql`',
    ]);
  });
});

describe('values', () => {
  it.each([
    ['version: "1"\ntenant: a', 'wrong-value `"1"`: `version` is 1 without quotes. → ! Change to `1`'],
    [
      'version: 2\ntenant: a',
      'wrong-value `2`: `2` is not a value of `version`. Did you mean `1`? → ! Change to `1`',
    ],
    [
      'version: 1\ntenant: 12',
      'wrong-type `12`: `tenant` is text, and `12` without quotes is none. Put it between quotes. → ! Change to "12"',
    ],
    ['version: 1\ntenant: ""', 'wrong-value `""`: `tenant` is empty. Write a name.'],
    ['version: 1\ntenant:', 'wrong-type `tenant`: `tenant` has no value. Write text.'],
    [
      tenant('features: {segments: yes}'),
      'wrong-value `yes`: `yes` is not a value of `segments`. Did you mean `true`? → ! Change to `true`',
    ],
    [tenant('features: [segments]'), 'wrong-type `[segments]`: `features` takes keys with values below it.'],
    [
      tenant('verified: {revenue: true}'),
      'wrong-value `true`: `true` is no day of the calendar. Write it as YYYY-MM-DD.',
    ],
    [
      tenant('verified: {revenue: 2026-02-30}'),
      'wrong-value `2026-02-30`: `2026-02-30` is no day of the calendar. Write it as YYYY-MM-DD.',
    ],
    [
      tenant('rules: {some-rule: warn}'),
      'wrong-value `warn`: `warn` is not a value of `some-rule`. Did you mean `warning`? → ! Change to `warning`',
    ],
    [
      tenant('sources: {A: {records: [customer, custmer], fields: {}}}'),
      'wrong-value `custmer`: `custmer` is not a value of `records`. Did you mean `customer`? → ! Change to `customer`',
    ],
    [
      tenant('sources: {A: {fields: {points: int}}}'),
      'wrong-value `int`: `int` is not a value of `points`. Did you mean `integer`? → ! Change to `integer`',
    ],
    [
      tenant('sources: {A: {fields: {points: {type: money}}}}'),
      'wrong-value `money`: `money` is not a value of `type`. Write `string`, `integer`, `decimal`, `float`, `boolean`, `date` or `datetime`.',
    ],
    [tenant('sources: {A: [1]}'), 'wrong-type `[1]`: `A` takes keys with values below it.'],
    [
      tenant('databases: {D: {tables: {T: {build: }}}}'),
      'wrong-value `build`: `build` has no value. Write `passthrough`, `sql` or `template`.',
    ],
    [
      tenant('databases: {D: {activation_ids: {h: {field: [a]}}}}'),
      'wrong-type `[a]`: `field` must be text.',
    ],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

describe('aliases and merges', () => {
  it('count where they stand, and a shared mistake is said once where it is', () => {
    const shared = 'x-t: &t {build: passthrough, hiden: true}\n';
    const text = tenant(`${shared}databases: {D: {tables: {A: *t, B: {<<: *t}, C: *t}}}`);
    expect(problems(text)).toEqual([
      'unknown-key `hiden`: `hiden` is not a key of a table. Did you mean `hidden`? → ! Change to `hidden`',
    ]);
  });

  it('own keys win over merged ones', () => {
    const text = tenant(
      'x-t: &t {build: wrong}\ndatabases: {D: {tables: {A: {<<: *t, build: passthrough}}}}',
    );
    expect(problems(text)).toEqual([]);
  });

  it('of aliases of aliases cost no more than their text', () => {
    let text = 'version: 1\ntenant: acme\nx0: &x0 {a: 1}\n';
    for (let level = 1; level <= 40; level++) {
      const below = `*x${String(level - 1)}`;
      text += `x-${String(level)}: &x${String(level)} {a: ${below}, b: ${below}, c: [${below}, ${below}]}\n`;
    }
    const tree = parseYaml(`${text}sources: *x40\ndatabases: *x40\nfeatures: *x40\n`);
    const start = performance.now();
    validateFormat(tree, 'tenant');
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('text that cannot be read in full', () => {
  it('is not said to lack what may stand there', () => {
    expect(problems(tenant('sources:\n  A:\n    records: "cust\n  B:\n    fields: {}\n'))).toEqual([]);
    expect(problems('tenant: acme\nsources: {A: {fields\n')).toEqual([]);
  });

  it('still has its good parts checked', () => {
    const text = tenant('sources:\n  A:\n    records: "cust\n  B:\n    recrods: other\n    fields: {}\n');
    expect(problems(text)).toHaveLength(1);
  });

  it('says nothing of a file that is no mapping', () => {
    expect(problems('- 1\n- 2')).toEqual([]);
    expect(problems('just words')).toEqual([]);
  });
});

it('gives the keys that lead to each problem', () => {
  const [problem] = validateFormat(parseYaml('sources: {A: {fields: {f: {type: strng}}}}'), 'part');
  expect(problem?.path).toEqual(['sources', 'A', 'fields', 'f', 'type']);
  expect(problem?.entry?.key.text).toBe('type');
  expect(problem?.mend).toMatchObject({ kind: 'replace-value', value: 'string' });
});
