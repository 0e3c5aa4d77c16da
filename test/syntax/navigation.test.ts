import { describe, expect, test } from 'vitest';
import { effectiveEntries } from '../../server/src/syntax/mergeKeys.js';
import { entryOf, isBroken, nodeAt, pathAt, resolveAlias } from '../../server/src/syntax/navigate.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { lineEnd, lineStartsOf, offsetAt, positionAt } from '../../server/src/syntax/positions.js';
import type { MappingNode, SyntaxNode } from '../../server/src/syntax/tree.js';

function mappingAt(root: SyntaxNode | null, key: string): MappingNode {
  const value = root?.kind === 'mapping' ? resolveAlias(entryOf(root, key)?.value) : null;
  if (value?.kind !== 'mapping') throw new Error(`no mapping ${key}`);
  return value;
}

describe('positions', () => {
  const text = 'a\r\nbc\n\rd\n';
  const lines = { text, lineStarts: lineStartsOf(text) };

  test('lines end at LF and CRLF, not at a lone CR', () => {
    expect(lines.lineStarts).toEqual([0, 3, 6, 9]);
    expect([0, 1, 2, 3].map((line) => lineEnd(lines, line))).toEqual([1, 5, 8, 9]);
  });

  test('offsets and positions lead to each other, and outside the text they are clamped', () => {
    for (const offset of [0, 1, 3, 4, 5, 6, 7, 8, 9])
      expect(offsetAt(lines, positionAt(lines, offset))).toBe(offset);
    expect(positionAt(lines, 99)).toEqual({ line: 3, character: 0 });
    expect(offsetAt(lines, { line: 0, character: 99 })).toBe(1);
    expect(offsetAt(lines, { line: 9, character: 0 })).toBe(9);
    expect(offsetAt(lines, { line: -1, character: 3 })).toBe(0);
  });
});

test('a path leads through entries and items to an offset', () => {
  const text = 'a:\n  l: [x, {k: v}]\n  e:\nb: 1\n';
  const tree = parseYaml(text);
  const names = (offset: number): string[] =>
    pathAt(tree, offset).map((step) => (step.kind === 'entry' ? step.entry.key.text : `[${step.index}]`));
  expect(names(text.indexOf('v'))).toEqual(['a', 'l', '[1]', 'k']);
  expect(names(text.indexOf('x'))).toEqual(['a', 'l', '[0]']);
  expect(names(text.indexOf('e:') + 2)).toEqual(['a', 'e']);
  expect(names(text.indexOf('b:'))).toEqual(['b']);
  const node = nodeAt(tree, text.indexOf('v'));
  expect(node?.kind === 'scalar' && node.text).toBe('v');
  expect(isBroken(parseYaml('a:\n  b: "x\n').root)).toBe(true);
  expect(isBroken(tree.root)).toBe(false);
});

describe('merge keys', () => {
  test('own entries come first, earlier mappings win, and each entry is the one that is written', () => {
    const tree = parseYaml('x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: {<<: [*x, *y], a: 9}\n');
    const entries = effectiveEntries(mappingAt(tree.root, 'z'));
    expect(entries.map(({ key, value }) => [key.text, value?.kind === 'scalar' && value.value])).toEqual([
      ['a', 9],
      ['b', 2],
      ['c', 4],
    ]);
    expect(entries[1]).toBe(mappingAt(tree.root, 'x').entries[1]);
  });

  test('merges that double at each step cost no more than their text', () => {
    let text = 'm0: &m0 {k: 1}\n';
    for (let step = 1; step < 60; step++)
      text += `m${step}: &m${step} {<<: [*m${step - 1}, *m${step - 1}]}\n`;
    expect(effectiveEntries(mappingAt(parseYaml(text).root, 'm59'))).toHaveLength(1);
  });

  test('an alias inside the thing that it names stands for nothing', () => {
    const tree = parseYaml('a: &a\n  b: *a\n  <<: *a\n');
    const inner = entryOf(mappingAt(tree.root, 'a'), 'b')?.value;
    expect(inner?.kind === 'alias' && inner.target).toBe(null);
    expect(effectiveEntries(mappingAt(tree.root, 'a'))).toHaveLength(1);
  });
});

describe('hostile texts are read in a moment', () => {
  const hostile: Record<string, string> = {
    'one line of a megabyte': `a: ${'x '.repeat(500_000)}`,
    'ten thousand open brackets': `a: ${'['.repeat(10_000)}\nb: 1\n`,
    'ten thousand pairs of brackets': `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\nb: 1\n`,
    'a million open brackets': '['.repeat(1_000_000),
    'dashes in dashes': '- '.repeat(20_000),
    'keys in keys': 'a: '.repeat(30_000),
    'fifty thousand broken lines': 'a: "x\n'.repeat(50_000),
    'fifty thousand words': 'a\n'.repeat(50_000),
    'fifty thousand tabs': '\ta: 1\n'.repeat(50_000),
    'escaped line ends': `a: "${'\\\n'.repeat(200_000)}"`,
    'aliases of aliases': `a: &b0 [x]\n${Array.from({ length: 5000 }, (_, i) => `b${i + 1}: &b${i + 1} [*b${i}, *b${i}]`).join('\n')}`,
    'a thousand depths': `${Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')} "`,
  };

  test.each(Object.keys(hostile))('%s', (name) => {
    const started = performance.now();
    const tree = parseYaml(hostile[name] ?? '');
    expect(tree.lineStarts.length).toBeGreaterThan(0);
    // Tens to hundreds of milliseconds; what grows with the square takes minutes.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('what stands beside too many brackets is read', () => {
    const { root } = parseYaml(hostile['ten thousand open brackets'] ?? '');
    expect(root?.kind === 'mapping' && root.entries.map(({ key, broken }) => [key.text, broken])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });
});
