import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { described, mended, problemsOf } from './described.js';

/** What is read of a broken text, its problems, and what its mends make of it. */
function read(text: string) {
  const tree = parseYaml(text);
  return { tree: described(tree.root), problems: problemsOf(tree), mended: mended(text) };
}

describe('one broken entry leaves the others', () => {
  test('an unclosed bracket ends with its entry', () => {
    expect(read('fields:\n  x: {type: string, semantics: [a\n  y: integer # y\nz: 1\n')).toEqual({
      tree: { fields: { 'BROKEN x': { type: 'string', semantics: ['a'] }, y: 'integer' }, z: 1 },
      problems: ['unclosed-bracket at "["'],
      mended: 'fields:\n  x: {type: string, semantics: [a]}\n  y: integer # y\nz: 1\n',
    });
  });

  test('a bracket closed by the wrong sign', () => {
    expect(read('x: {l: [a, b}\ny: [a}\n')).toEqual({
      tree: { 'BROKEN x': { l: ['a', 'b'] }, 'BROKEN y': ['a'] },
      problems: ['unclosed-bracket at "["', 'unclosed-bracket at "["'],
      mended: 'x: {l: [a, b]}\ny: [a]\n',
    });
  });

  test('an unclosed quote ends with its line', () => {
    expect(read('a:\n  b: "foo\n  c: bar\nd: {e: \'f, g: h}\n')).toEqual({
      tree: { a: { 'BROKEN b': 'foo', c: 'bar' }, 'BROKEN d': { e: 'f, g: h}' } },
      problems: ['unclosed-quote at "\\""', 'unclosed-quote at "\'"'],
      mended: 'a:\n  b: "foo"\n  c: bar\nd: {e: \'f\', g: h}\n',
    });
  });

  test('a key that is being typed has no colon yet', () => {
    expect(read('tables:\n  A:\n    build: sql\n    sq\n  B:\n    build: passthrough\n')).toEqual({
      tree: { tables: { A: { build: 'sql', 'BROKEN sq': null }, B: { build: 'passthrough' } } },
      problems: ['error at "sq"'],
      mended: 'tables:\n  A:\n    build: sql\n    sq\n  B:\n    build: passthrough\n',
    });
    expect(read('fields:\n  foo\n  bar: {type: string}\n').tree).toEqual({
      fields: { 'BROKEN foo': null, bar: { type: 'string' } },
    });
    expect(read('a: 1\nb\n\nc:\n  d: 1\n').tree).toEqual({ a: 1, 'BROKEN b': null, c: { d: 1 } });
  });

  test('a colon without a space behind it', () => {
    const tree = parseYaml('a:\n  build:sql\n  b: 1\n');
    expect(described(tree.root)).toEqual({ a: { 'BROKEN build:sql': null, b: 1 } });
    expect(tree.problems[0]?.message).toMatch(/no space behind its colon/);
  });

  test('a dash that is being typed is an empty item', () => {
    expect(read('l:\n  - a\n  - \nm: 1\n')).toMatchObject({ tree: { l: ['a', null], m: 1 }, problems: [] });
    expect(read('l:\n  - a\n  - "b\n  - c\nm: 1\n').tree).toEqual({ l: ['a', 'b', 'c'], m: 1 });
  });

  test('a line that stands between two depths', () => {
    expect(read('a:\n    x: 1\n   y: 2\n    z: 3\nb: 1\n')).toEqual({
      tree: { a: { x: 1, 'BROKEN y': 2, z: 3 }, b: 1 },
      problems: ['error at "y"'],
      mended: 'a:\n    x: 1\n    y: 2\n    z: 3\nb: 1\n',
    });
  });

  test('a line that stands deeper than its neighbours', () => {
    expect(read('a:\n  x: 1\n    y: 2\n  z: 3\n')).toEqual({
      tree: { a: { x: 1, 'BROKEN y': 2, z: 3 } },
      problems: ['error at "y"'],
      mended: 'a:\n  x: 1\n  y: 2\n  z: 3\n',
    });
  });

  test('SQL that stands no deeper than its key', () => {
    expect(read('t:\n  sql: |-\n  SELECT a\n  FROM b\n  hidden: true\n')).toEqual({
      tree: { t: { 'BROKEN sql': 'SELECT a\nFROM b', hidden: true } },
      problems: ['error at "SELECT a"'],
      mended: 't:\n  sql: |-\n    SELECT a\n    FROM b\n  hidden: true\n',
    });
  });

  test('a value that wants quotes', () => {
    expect(read('a: @x # c\nb: c: d\ne: 1\n')).toEqual({
      tree: { 'BROKEN a': '@x', 'BROKEN b': { c: 'd' }, e: 1 },
      problems: ['error at "@x"', 'error at "c:"'],
      mended: 'a: "@x" # c\nb: "c: d"\ne: 1\n',
    });
  });

  test('tabs that indent are read as if they were spaces', () => {
    const text = 'sources:\n\tA:\n\t\tsql: |\n\t\t\tSELECT a\n\t\t\tFROM b\n\tB: 1\nc: 1\n';
    expect(read(text)).toEqual({
      tree: { sources: { A: { sql: 'SELECT a\nFROM b\n' }, B: 1 }, c: 1 },
      problems: ['tab at "\\t"'],
      mended: 'sources:\n  A:\n    sql: |\n      SELECT a\n      FROM b\n  B: 1\nc: 1\n',
    });
    expect(read('a:\n  b: 1\n\tc: "x\n  d: 2\n').tree).toEqual({ a: { b: 1, 'BROKEN c': 'x', d: 2 } });
  });

  test('both sides of a merge conflict are read', () => {
    const text = 'a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\nc: "x\n>>>>>>> theirs\nd: 1\n';
    const tree = parseYaml(text);
    expect(problemsOf(tree)).toEqual(['conflict-marker at "<<<<<<< ours"', 'unclosed-quote at "\\""']);
    expect(tree.root?.kind === 'mapping' && tree.root.entries.map(({ key }) => key.text)).toEqual([
      'a',
      'b',
      'b',
      'c',
      'd',
    ]);
    expect(parseYaml('a: |\n  =======\n  >>>>>>> x\n').problems).toEqual([]);
  });

  test('anchors and aliases reach across the broken entry', () => {
    const text = 'x: &x\n  k: "1\n  l: 2\ny: *x\nz: *nothing\n';
    const tree = parseYaml(text);
    expect(problemsOf(tree)).toEqual(['unclosed-quote at "\\""', 'unknown-alias at "*nothing"']);
    const y = tree.root?.kind === 'mapping' ? tree.root.entries[1]?.value : null;
    expect(y?.kind === 'alias' && described(y.target)).toEqual({ 'BROKEN k': '1', l: 2 });
  });
});

describe('lines that are misplaced are read where they are meant to stand', () => {
  const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

  test.each([
    [
      'a line with a value that stands in the column of a block above',
      lines('s:', '  A:', '    x: 1', '  y: 2', '    z: 3', '  B: {x: 1}'),
      { s: { A: { x: 1, 'BROKEN y': 2, z: 3 }, B: { x: 1 } } },
      ['error at "y"'],
    ],
    [
      'the first line of a block, too deep',
      lines('a:', '    x: 1', '  y: 2', '  z: 3', 'b: 1'),
      { a: { 'BROKEN x': 1, y: 2, z: 3 }, b: 1 },
      ['error at "x"'],
    ],
    [
      'the first line of a block, not deep enough',
      lines('s:', '  A:', '  x: 1', '    y: 2', '    z: 3', '  B:', '    x: 1'),
      { s: { A: { 'BROKEN x': 1, y: 2, z: 3 }, B: { x: 1 } } },
      ['error at "x"'],
    ],
    [
      'a key that stands too far left of its block',
      lines('t:', '  A: {x: 1}', 'B:', '    x: 1', '  C:', '    x: 1', 'u: 1'),
      { t: { A: { x: 1 }, 'BROKEN B': { x: 1 }, C: { x: 1 } }, u: 1 },
      ['error at "B"'],
    ],
    [
      'the first key of a block, too far left',
      lines('t:', 'A:', '    x: 1', '  B:', '    x: 1', 'u: 1'),
      { t: { 'BROKEN A': { x: 1 }, B: { x: 1 } }, u: 1 },
      ['error at "A"'],
    ],
    [
      'a key as deep as what it holds',
      lines('t:', '    A:', '    x: 1', '    y: 1', '  B:', '    x: 1'),
      { t: { 'BROKEN A': { x: 1, y: 1 }, B: { x: 1 } } },
      ['error at "A"'],
    ],
    [
      'lines whose name is missing',
      lines('t:', '    x: 1', '    y: 1', '  B:', '    x: 1'),
      { t: { 'BROKEN x': 1, 'BROKEN y': 1, B: { x: 1 } } },
      ['missing-line at "x"'],
    ],
    [
      'a word that is being typed between a key and its block',
      lines('A:', 'wor', '  x: 1', '  y: 2', 'b: 1'),
      { A: { 'BROKEN wor': null, x: 1, y: 2 }, b: 1 },
      ['error at "wor"'],
    ],
    [
      'a key with a block that has lost its colon',
      lines('a: 1', 'b', '  x: 1', '  y: 2', 'c: 1'),
      { a: 1, 'BROKEN b': { x: 1, y: 2 }, c: 1 },
      ['error at "b"'],
    ],
    [
      'keys with values that have lost their colon',
      lines('a:', '  x {type: string, of: [p]}', '  y 2026-11-16', '', 'b: 1'),
      { a: { 'BROKEN x': { type: 'string', of: ['p'] }, 'BROKEN y': '2026-11-16' }, b: 1 },
      ['error at "x"', 'error at "y"'],
    ],
    [
      'a line of a text, not deep enough',
      lines('t:', '  sql: |-', '    SELECT a', '   FROM b', '    WHERE c', '  hidden: true'),
      { t: { 'BROKEN sql': ' SELECT a\nFROM b\n WHERE c', hidden: true } },
      ['error at "FROM b"'],
    ],
    [
      'no line of a text whose head says how deep it stands',
      lines('t:', '  sql: |2-', '      SELECT a', '    FROM b', '  hidden: "x'),
      { t: { sql: '  SELECT a\nFROM b', 'BROKEN hidden': 'x' } },
      ['unclosed-quote at "\\""'],
    ],
    [
      'one tab among spaces',
      lines('s:', '  A:', '    x: 1', '\ty: 2', '    z: 3', '  B:', '\tx: 1'),
      { s: { A: { x: 1, 'BROKEN y': 2, z: 3 }, B: { 'BROKEN x': 1 } } },
      ['tab at "\\t"', 'tab at "\\t"'],
    ],
  ])('%s', (_, text, tree, problems) => {
    expect(read(text).tree).toEqual(tree);
    expect(read(text).problems).toEqual(problems);
  });

  test.each([
    lines('s:', '  A:', '    x: 1', '  y: 2', '    z: 3'),
    lines('a:', '    x: 1', '  y: 2', '  z: 3'),
    lines('t:', '  A: {x: 1}', 'B:', '    x: 1', '  C:', '    x: 1'),
    lines('t:', '  sql: |-', '    SELECT a', '   FROM b', '  hidden: true'),
    lines('t:', '  sql: |-', '      a', '    ,b', '    FROM c', '  hidden: true'),
    lines('t:', '    sql: |-', '    SELECT a', '    FROM b', '  hidden: true', '  x: 1'),
    lines('s:', '  A:', '    x: 1', '\ty: 2', '    z: 3'),
    lines('a:', '  x {type: string}', '  y: 1'),
  ])('the mends of %j give a text without an error', (text) => {
    expect(parseYaml(mended(text)).problems).toEqual([]);
  });
});

describe('a text that is no mapping', () => {
  test.each([
    ['', null, []],
    ['# only a comment', null, []],
    ['---\n', null, []],
    ['sour', 'sour', ['not-a-mapping at "sour"']],
    ['- a\n- b\n', ['a', 'b'], ['not-a-mapping at "- a"']],
    ['a: 1\n---\nb: 2\n', { a: 1 }, ['several-documents at "---"']],
    ['a: 1\n...\n# end\n', { a: 1 }, []],
    ['a: 1\n...\nb: 2\n', { a: 1 }, ['several-documents at "b: "']],
    ['a: \0', null, ['binary at "\\u0000"']],
    ['%YAML 1.2\n---\na: "x\nb: 1\n', { 'BROKEN a': 'x', b: 1 }, ['unclosed-quote at "\\""']],
    ['\uFEFFa: "x\nb: 1\n', { 'BROKEN a': 'x', b: 1 }, ['unclosed-quote at "\\""']],
    ['a: 1\r\nb: "x\r\nc: 2\r\n', { a: 1, 'BROKEN b': 'x', c: 2 }, ['unclosed-quote at "\\""']],
  ])('%j', (text, tree, problems) => {
    const parsed = parseYaml(text);
    expect(described(parsed.root)).toEqual(tree);
    expect(problemsOf(parsed)).toEqual(problems);
  });

  test('an empty second document is taken away by its mend', () => {
    expect(mended('a: 1\n---\n')).toBe('a: 1\n');
  });
});

describe('what counts twice', () => {
  test('a key that stands twice names the first', () => {
    const text = 'a:\n  b: 1\n  "b": 2\n';
    const [problem] = parseYaml(text).problems;
    expect(problem?.kind).toBe('duplicate-key');
    expect(problem?.range).toEqual({ start: 12, end: 15 });
    expect(problem?.related).toEqual({ start: 5, end: 6 });
    expect(parseYaml(text).broken).toBe(false);
  });
});
