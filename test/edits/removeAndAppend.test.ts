import { describe, expect, test } from 'vitest';
import {
  appendItem,
  removeEntry,
  removeItem,
  renameKey,
  replaceScalarText,
} from '../../server/src/edits/yaml.js';
import { inSequence, setIn } from '../../server/src/edits/yaml.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import type { SyntaxTree } from '../../server/src/syntax/tree.js';
import { edited, entryAt, lines, settled } from './edited.js';

const without = (text: string, ...path: string[]): string =>
  edited(text, (tree) => removeEntry(tree, entryAt(tree, ...path)));

/** Without the item at `index` of the list at `path`. */
function withoutItem(text: string, index: number, ...path: string[]): string {
  return edited(text, (tree) => {
    const entry = entryAt(tree, ...path);
    const item = entry.value?.kind === 'sequence' ? entry.value.items[index] : entry.value;
    return item ? removeItem(tree, entry, item) : [];
  });
}

const withItem = (text: string, value: string, ...path: string[]): string =>
  settled(text, (tree) => appendItem(tree, entryAt(tree, ...path), value));

function scalar(tree: SyntaxTree, ...path: string[]) {
  const { value } = entryAt(tree, ...path);
  if (value?.kind !== 'scalar') throw new Error('no scalar');
  return value;
}

describe('an entry is removed', () => {
  test('with its lines and the comments in them, and no others', () => {
    expect(without(lines('# of a', 'a:', '  b: 1 # one', '  # more', '# of c', 'c: 2'), 'a')).toBe(
      lines('# of a', '# of c', 'c: 2'),
    );
    expect(without(lines('a: 1', 'b: |', '  x', '', '  y', 'c: 2'), 'b')).toBe(lines('a: 1', 'c: 2'));
  });

  test('with one of the blank lines around it', () => {
    expect(without(lines('a: 1', '', 'b: 2', '', 'c: 3'), 'b')).toBe(lines('a: 1', '', 'c: 3'));
    expect(without(lines('a: 1', '', 'b: 2'), 'b')).toBe(lines('a: 1'));
  });

  test('from the end of a file without a line end', () => {
    expect(without('a: 1\nb: 2', 'b')).toBe('a: 1');
    expect(without('a: 1\r\nb: 2', 'b')).toBe('a: 1');
  });

  test('from between braces with one comma', () => {
    expect(without('f: {a: 1, b: 2, c: 3}\n', 'f', 'a')).toBe('f: {b: 2, c: 3}\n');
    expect(without('f: {a: 1, b: 2, c: 3}\n', 'f', 'b')).toBe('f: {a: 1, c: 3}\n');
    expect(without('f: {a: 1, b: 2, c: 3}\n', 'f', 'c')).toBe('f: {a: 1, b: 2}\n');
    expect(without('f: {a: 1}\n', 'f', 'a')).toBe('f: {}\n');
  });

  test('and the mapping that it leaves empty stays a mapping', () => {
    expect(without(lines('a:', '  b: 1', 'c: 2'), 'a', 'b')).toBe(lines('a: {}', 'c: 2'));
    expect(without('a: 1\n', 'a')).toBe('');
  });
});

describe('an item is removed', () => {
  test('from brackets, from dashes, and as the only value', () => {
    expect(withoutItem('l: [a, b, c]\n', 0, 'l')).toBe('l: [b, c]\n');
    expect(withoutItem('l: [a, b, c]\n', 2, 'l')).toBe('l: [a, b]\n');
    expect(withoutItem(lines('l:', '  - a', '  - b # two', '  - c'), 1, 'l')).toBe(
      lines('l:', '  - a', '  - c'),
    );
    expect(withoutItem(lines('l:', '- a: 1', '  b: 2', '- c'), 0, 'l')).toBe(lines('l:', '- c'));
    expect(withoutItem(lines('l: a', 'm: b'), 0, 'l')).toBe('m: b\n');
    expect(withoutItem(lines('f: {type: string, l: [a]}'), 0, 'f', 'l')).toBe('f: {type: string}\n');
  });
});

describe('an item is added', () => {
  test('to a list in brackets', () => {
    expect(withItem('l: [a, b] # c\n', 'x', 'l')).toBe('l: [a, b, x] # c\n');
    expect(withItem('l: []\n', 'x', 'l')).toBe('l: [x]\n');
    expect(withItem('l: [\n  a,\n  b\n]\n', 'x', 'l')).toBe('l: [\n  a,\n  b,\n  x\n]\n');
    expect(withItem('f: {l: [a]}\n', 'x, y', 'f', 'l')).toBe('f: {l: [a, "x, y"]}\n');
  });

  test('to a list behind dashes', () => {
    expect(withItem(lines('l:', '  - a', '  - b', 'm: 1'), 'x', 'l')).toBe(
      lines('l:', '  - a', '  - b', '  - x', 'm: 1'),
    );
    expect(withItem('l:\r\n- a', 'x', 'l')).toBe('l:\r\n- a\r\n- x');
  });

  test('to a single value, which becomes a list', () => {
    expect(withItem('l: a # c\n', 'x', 'l')).toBe('l: [a, x] # c\n');
    expect(withItem("f: {l: 'a', m: 1}\n", 'x', 'f', 'l')).toBe("f: {l: ['a', x], m: 1}\n");
    expect(withItem('l: a, b\n', 'x', 'l')).toBe('l: ["a, b", x]\n');
    expect(withItem('l:\n', 'x', 'l')).toBe('l: x\n');
  });

  test('only once, and not to a list that others share', () => {
    expect(withItem('l: [a]\n', 'a', 'l')).toBe('l: [a]\n');
    expect(withItem('l: a\n', 'a', 'l')).toBe('l: a\n');
    expect(withItem('m: &m [a]\nl: *m\n', 'x', 'l')).toBe('m: &m [a]\nl: *m\n');
  });
});

describe('a text is replaced where it stands', () => {
  test('in the quotes that it has', () => {
    const put = (text: string, next: string): string =>
      settled(text, (tree) => replaceScalarText(tree, scalar(tree, 'a'), next));
    expect(put('a: x # c\n', 'y')).toBe('a: y # c\n');
    expect(put("a: 'x'\n", 'y')).toBe("a: 'y'\n");
    expect(put('a: "x"\n', 'y')).toBe('a: "y"\n');
    expect(put('a: x\n', 'y: z')).toBe('a: "y: z"\n');
    expect(put('a: true\n', 'false')).toBe('a: false\n');
    expect(put('a: text\n', 'false')).toBe('a: "false"\n');
    expect(put('b:\n  1: x\na: |\n  x\n  y\nc: 1\n', 'z\nw')).toBe('b:\n  1: x\na: |-\n  z\n  w\nc: 1\n');
  });

  test('between brackets with quotes where brackets need them', () => {
    expect(settled('f: {a: x}\n', (tree) => replaceScalarText(tree, scalar(tree, 'f', 'a'), 'y, z'))).toBe(
      'f: {a: "y, z"}\n',
    );
  });

  test('a key is renamed in the quotes that it has', () => {
    const text = '"A:B":\n  x: 1\n';
    expect(edited(text, (tree) => renameKey(tree, entryAt(tree, 'A:B'), 'C D'))).toBe('"C D":\n  x: 1\n');
    expect(edited('a: 1\n', (tree) => renameKey(tree, entryAt(tree, 'a'), 'b'))).toBe('b: 1\n');
  });
});

test('several changes of one place are one edit', () => {
  const tree = parseYaml('t:\n  A: {build: passthrough}\n');
  const edits = inSequence(
    tree,
    (one) => setIn(one, ['t', 'A', 'build'], 'sql'),
    (one) => setIn(one, ['t', 'A', 'sql'], { block: 'SELECT 1' }),
  );
  expect(edits).toHaveLength(1);
  expect(edited(tree.text, () => edits)).toBe('t:\n  A:\n    build: sql\n    sql: |-\n      SELECT 1\n');
});
