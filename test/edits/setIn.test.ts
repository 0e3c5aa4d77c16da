import { describe, expect, test } from 'vitest';
import { setIn } from '../../server/src/edits/yaml.js';
import type { YamlValue } from '../../server/src/edits/value.js';
import { lines, settled } from './edited.js';

const table: YamlValue = {
  map: [
    ['build', 'passthrough'],
    ['segment_editor', true],
  ],
};
const query: YamlValue = {
  map: [
    ['build', 'sql'],
    ['sql', { block: 'SELECT\n  a\nFROM b' }],
  ],
};

describe('a new entry', () => {
  test('stands behind the last one of its mapping', () => {
    const text = lines(
      'version: 1',
      'features:',
      '  segments: true',
      '',
      '# people check these',
      'verified:',
      '  stitch_run: 2026-11-02',
    );
    expect(settled(text, (tree) => setIn(tree, ['features', 'campaigns'], true))).toBe(
      lines(
        'version: 1',
        'features:',
        '  segments: true',
        '  campaigns: true',
        '',
        '# people check these',
        'verified:',
        '  stitch_run: 2026-11-02',
      ),
    );
  });

  test('may stand behind or before a neighbour', () => {
    const text = lines('a: 1', '# of b', 'b: 2');
    expect(settled(text, (tree) => setIn(tree, ['x'], 9, { after: 'a' }))).toBe(
      lines('a: 1', 'x: 9', '# of b', 'b: 2'),
    );
    expect(settled(text, (tree) => setIn(tree, ['x'], 9, { before: 'b' }))).toBe(
      lines('a: 1', 'x: 9', '# of b', 'b: 2'),
    );
    expect(settled(text, (tree) => setIn(tree, ['x'], 9, { before: 'a' }))).toBe(
      lines('x: 9', 'a: 1', '# of b', 'b: 2'),
    );
  });

  test('takes the width of indentation of the file', () => {
    const text = lines('databases:', '    Main:', '        kind: customer_360');
    expect(settled(text, (tree) => setIn(tree, ['databases', 'Main', 'tables', 'Customers'], query))).toBe(
      lines(
        'databases:',
        '    Main:',
        '        kind: customer_360',
        '        tables:',
        '            Customers:',
        '                build: sql',
        '                sql: |-',
        '                    SELECT',
        '                      a',
        '                    FROM b',
      ),
    );
  });

  test('is set apart by a blank line where its neighbours are', () => {
    const text = lines(
      'tables:',
      '  A: {build: passthrough}',
      '',
      '  B:',
      '    build: passthrough',
      '',
      'rules:',
      '  x: off',
    );
    expect(settled(text, (tree) => setIn(tree, ['tables', 'C'], table))).toBe(
      lines(
        'tables:',
        '  A: {build: passthrough}',
        '',
        '  B:',
        '    build: passthrough',
        '',
        '  C:',
        '    build: passthrough',
        '    segment_editor: true',
        '',
        'rules:',
        '  x: off',
      ),
    );
  });

  test('keeps the line ends of the file', () => {
    expect(settled('a:\r\n  b: 1\r\nc: 2\r\n', (tree) => setIn(tree, ['a', 'q'], query))).toBe(
      'a:\r\n  b: 1\r\n  q:\r\n    build: sql\r\n    sql: |-\r\n      SELECT\r\n        a\r\n      FROM b\r\nc: 2\r\n',
    );
  });

  test('follows a file that ends without a line end', () => {
    expect(settled('a: 1', (tree) => setIn(tree, ['b'], 2))).toBe('a: 1\nb: 2');
  });

  test('leaves a deeper comment to the entry before and one at its own column to the next', () => {
    const text = lines('a:', '  b: 1 # one', '    # more of b', '# of c', 'c: 2');
    expect(settled(text, (tree) => setIn(tree, ['a', 'x'], 9))).toBe(
      lines('a:', '  b: 1 # one', '    # more of b', '  x: 9', '# of c', 'c: 2'),
    );
    expect(settled(text, (tree) => setIn(tree, ['x'], 9, { after: 'a' }))).toBe(
      lines('a:', '  b: 1 # one', '    # more of b', 'x: 9', '# of c', 'c: 2'),
    );
  });

  test('stands behind all lines of a text that keeps its blank lines', () => {
    expect(settled('a: |+\n  x\n\n\nb: 1\n', (tree) => setIn(tree, ['c'], 1, { after: 'a' }))).toBe(
      'a: |+\n  x\n\n\nc: 1\nb: 1\n',
    );
  });
});

describe('an empty place', () => {
  test('an empty file takes its first entry, behind its comments', () => {
    expect(settled('', (tree) => setIn(tree, ['version'], 1))).toBe('version: 1\n');
    expect(settled('# ours', (tree) => setIn(tree, ['a', 'b'], 'x'))).toBe('# ours\na:\n  b: x\n');
    expect(settled('---\n', (tree) => setIn(tree, ['a'], 1))).toBe('---\na: 1\n');
  });

  test('a key without a value takes entries below it', () => {
    const text = lines('tables: # none yet', 'rules: {}');
    expect(settled(text, (tree) => setIn(tree, ['tables', 'A'], table))).toBe(
      lines('tables: # none yet', '  A:', '    build: passthrough', '    segment_editor: true', 'rules: {}'),
    );
  });

  test.each(['{}', 'null', '~', '{ }'])('%s gives way to entries below', (empty) => {
    expect(
      settled(`tables: ${empty} # none yet\nb: 1\n`, (tree) => setIn(tree, ['tables', 'A', 'build'], 'sql')),
    ).toBe(lines('tables: # none yet', '  A:', '    build: sql', 'b: 1'));
  });

  test('empty braces between braces are filled', () => {
    expect(settled('a: {b: {}, c: }\n', (tree) => setIn(tree, ['a', 'b', 'x'], 1))).toBe(
      'a: {b: {x: 1}, c: }\n',
    );
    expect(settled('a: {b: {}, c: }\n', (tree) => setIn(tree, ['a', 'c', 'x'], 1))).toBe(
      'a: {b: {}, c: {x: 1} }\n',
    );
    expect(settled('a: {b, c}\n', (tree) => setIn(tree, ['a', 'b'], 1))).toBe('a: {b: 1, c}\n');
    expect(settled('{}\n', (tree) => setIn(tree, ['a'], 1))).toBe('a: 1\n');
  });
});

describe('between braces', () => {
  test('an entry joins the line', () => {
    expect(settled('f: {a: 1, b: 2} # x\n', (tree) => setIn(tree, ['f', 'c'], 'x, y'))).toBe(
      'f: {a: 1, b: 2, c: "x, y"} # x\n',
    );
    expect(settled('f: {a: 1, b: 2}\n', (tree) => setIn(tree, ['f', 'c'], 3, { after: 'a' }))).toBe(
      'f: {a: 1, c: 3, b: 2}\n',
    );
    expect(settled('f: {a: 1, b: 2}\n', (tree) => setIn(tree, ['f', 'c'], 3, { before: 'a' }))).toBe(
      'f: {c: 3, a: 1, b: 2}\n',
    );
  });

  test('an entry takes a line of its own where the others do', () => {
    expect(settled('f: {\n  a: 1,\n  b: 2 # two\n}\n', (tree) => setIn(tree, ['f', 'c'], 3))).toBe(
      'f: {\n  a: 1,\n  b: 2, # two\n  c: 3\n}\n',
    );
    expect(settled('f: {\n  a: 1,\n  b: 2, # two\n}\n', (tree) => setIn(tree, ['f', 'c'], 3))).toBe(
      'f: {\n  a: 1,\n  b: 2, # two\n  c: 3,\n}\n',
    );
  });

  test('SQL rewrites the braces of its own table, and no others', () => {
    const text = lines('tables:', '  A: {build: sql, hidden: true} # ours', '  B: {build: passthrough}');
    expect(
      settled(text, (tree) =>
        setIn(tree, ['tables', 'A', 'sql'], { block: 'SELECT 1\nFROM x' }, { after: 'build' }),
      ),
    ).toBe(
      lines(
        'tables:',
        '  A: # ours',
        '    build: sql',
        '    sql: |-',
        '      SELECT 1',
        '      FROM x',
        '    hidden: true',
        '  B: {build: passthrough}',
      ),
    );
  });

  test('SQL deep between braces stands between quotes', () => {
    expect(
      settled('t: {A: {build: sql}}\n', (tree) =>
        setIn(tree, ['t', 'A', 'sql'], { block: 'SELECT "a"\nFROM x' }),
      ),
    ).toBe('t: {A: {build: sql, sql: "SELECT \\"a\\"\\nFROM x"}}\n');
  });
});

describe('an entry that is there', () => {
  test('takes another value and keeps its quotes, comment and anchor', () => {
    expect(settled("a: 'x' # why\n", (tree) => setIn(tree, ['a'], "it's"))).toBe("a: 'it''s' # why\n");
    expect(settled('a: "x"\n', (tree) => setIn(tree, ['a'], 'y'))).toBe('a: "y"\n');
    expect(settled('a: &x old\nb: *x\n', (tree) => setIn(tree, ['a'], 'new'))).toBe('a: &x new\nb: *x\n');
    expect(settled('a: false\n', (tree) => setIn(tree, ['a'], true))).toBe('a: true\n');
  });

  test('is left alone where it says so already', () => {
    expect(
      settled("a: 'x'\nb: [1, 2]\nc: {d: x}\n", (tree) => [
        ...setIn(tree, ['a'], 'x'),
        ...setIn(tree, ['b'], [1, 2]),
        ...setIn(tree, ['c'], { map: [['d', 'x']] }),
      ]),
    ).toBe("a: 'x'\nb: [1, 2]\nc: {d: x}\n");
  });

  test('takes lines of text where it had one line, and the other way round', () => {
    expect(settled('a: old # c\nb: 1\n', (tree) => setIn(tree, ['a'], { block: 'x\n\n  y' }))).toBe(
      'a: |- # c\n  x\n\n    y\nb: 1\n',
    );
    expect(settled('a: |\n  x\n  y\n\nb: 1\n', (tree) => setIn(tree, ['a'], 'one'))).toBe('a: one\n\nb: 1\n');
    expect(settled('a: # c\n  x: 1\n  y: 2\nb: 1\n', (tree) => setIn(tree, ['a'], 'one'))).toBe(
      'a: one # c\nb: 1\n',
    );
    expect(settled('a:\n- x\n- y\nb: 1\n', (tree) => setIn(tree, ['a'], { map: [['k', 1]] }))).toBe(
      'a:\n  k: 1\nb: 1\n',
    );
    expect(settled('a: >\n  x\n  y\nb: 1\n', (tree) => setIn(tree, ['a'], { block: 'z' }))).toBe(
      'a: |-\n  z\nb: 1\n',
    );
  });

  test('is not changed through an alias, whose node others share', () => {
    const text = lines('x: &base', '  build: sql', 'a: *base', 'b:', '  <<: *base');
    expect(settled(text, (tree) => setIn(tree, ['a', 'build'], 'passthrough'))).toBe(text);
    expect(settled(text, (tree) => setIn(tree, ['b', 'build'], 'passthrough'))).toBe(
      lines('x: &base', '  build: sql', 'a: *base', 'b:', '  <<: *base', '  build: passthrough'),
    );
  });

  test('that is merged is not hidden by a part of it', () => {
    const text = lines('x: &base', '  columns: {a: string}', 'b:', '  <<: *base');
    expect(settled(text, (tree) => setIn(tree, ['b', 'columns', 'c'], 'string'))).toBe(text);
  });
});

describe('what is written', () => {
  test('stands between quotes where it would be read as something else', () => {
    const values = [
      'plain',
      'ACME:Loyalty',
      'txn-item/order-id',
      '2026-11-24',
      'a: b',
      'yes',
      '12',
      '@x',
      '',
      ' x',
      'a #b',
      '- x',
      '*x',
      'true',
      '~',
      'x:',
      '[x',
      "it's",
      'say "x"',
      'a\nb',
      '---',
    ];
    expect(
      settled('', (tree) => setIn(tree, ['v'], { map: values.map((value, index) => [`k${index}`, value]) })),
    ).toBe(
      lines(
        'v:',
        '  k0: plain',
        '  k1: ACME:Loyalty',
        '  k2: txn-item/order-id',
        '  k3: 2026-11-24',
        '  k4: "a: b"',
        '  k5: "yes"',
        '  k6: "12"',
        '  k7: "@x"',
        '  k8: ""',
        '  k9: " x"',
        '  k10: "a #b"',
        '  k11: "- x"',
        '  k12: "*x"',
        '  k13: "true"',
        '  k14: "~"',
        '  k15: "x:"',
        '  k16: "[x"',
        "  k17: it's",
        '  k18: say "x"',
        '  k19: "a\\nb"',
        '  k20: "---"',
      ),
    );
    expect(settled('', (tree) => setIn(tree, ['v'], { flow: ['a:b', 'a, b', '{x}', ':x', 'x'] }))).toBe(
      'v: [a:b, "a, b", "{x}", ":x", x]\n',
    );
    expect(settled('', (tree) => setIn(tree, ['a: b', 'true'], 1))).toBe('"a: b":\n  "true": 1\n');
  });

  test('uses the quotes of the file', () => {
    expect(settled("a: 'x'\n", (tree) => setIn(tree, ['b'], 'yes'))).toBe("a: 'x'\nb: 'yes'\n");
  });

  test('lists stand in brackets, or behind dashes where the file has them so', () => {
    expect(settled('a: 1\n', (tree) => setIn(tree, ['l'], ['x', 'y']))).toBe('a: 1\nl: [x, y]\n');
    expect(settled('a:\n  - 1\n', (tree) => setIn(tree, ['l'], ['x', 'y']))).toBe(
      'a:\n  - 1\nl:\n  - x\n  - y\n',
    );
    expect(settled('a:\n- 1\n', (tree) => setIn(tree, ['l'], ['x', 'y']))).toBe('a:\n- 1\nl:\n- x\n- y\n');
    expect(settled('a: 1\n', (tree) => setIn(tree, ['l'], [table, 'y']))).toBe(
      'a: 1\nl:\n  - build: passthrough\n    segment_editor: true\n  - y\n',
    );
  });

  test('text with line ends reads back as it was', () => {
    for (const block of ['a', 'a\n', 'a\n\n', '  a\nb', '\na', 'a\n\n\tb', 'a\n   \nb', '', '\n']) {
      const after = settled('x: 1\ny:\n  z: 1\n', (tree) => setIn(tree, ['y', 'sql'], { block }));
      expect(after).toContain('sql: ');
    }
  });
});
