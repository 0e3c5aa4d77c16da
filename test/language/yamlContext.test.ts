import { describe, expect, it } from 'vitest';
import { indentationWidth, yamlContextAt, type YamlContext } from '../../server/src/language/yamlContext.js';

/** The context at the `¦`. */
function at(marked: string): YamlContext {
  return yamlContextAt(marked.replace('¦', ''), marked.indexOf('¦'));
}

describe('yamlContextAt', () => {
  it.each([
    ['ver¦', 'key', []],
    ['features:\n  ¦', 'key', ['features']],
    ['features:\n  seg¦', 'key', ['features']],
    ['features:\n\n  seg¦\n  campaigns: true', 'key', ['features']],
    ['features:\n  segments: ¦', 'value', ['features', 'segments']],
    ['features:\n  segments:¦', 'value', ['features', 'segments']],
    ['features:\n  segments: true\n¦', 'key', []],
    [
      'databases:\n  D:\n    tables:\n      T:\n        build: s¦',
      'value',
      ['databases', 'D', 'tables', 'T', 'build'],
    ],
    ['databases:\n  D:\n    tables:\n      ¦', 'key', ['databases', 'D', 'tables']],
    ['sources:\n  "A:B":\n    ¦', 'key', ['sources', 'A:B']],
    ['sources:\n  A:B:\n    kind: ¦', 'value', ['sources', 'A:B', 'kind']],
    ['sources:\n  A:\n    fields:\n      x: {¦', 'key', ['sources', 'A', 'fields', 'x']],
    ['sources:\n  A:\n    fields:\n      x: {type: ¦}', 'value', ['sources', 'A', 'fields', 'x', 'type']],
    ['sources:\n  A:\n    fields:\n      x: {type: string, ¦}', 'key', ['sources', 'A', 'fields', 'x']],
    [
      'sources:\n  A:\n    fields:\n      x: {semantics: [em¦]}',
      'value',
      ['sources', 'A', 'fields', 'x', 'semantics'],
    ],
    ['sources:\n  A:\n    fields: {\n      x: {\n        ¦', 'key', ['sources', 'A', 'fields', 'x']],
    ['features: {segments: true, ¦', 'key', ['features']],
    ['sources:\n  A:\n    primary_key:\n      - ¦', 'value', ['sources', 'A', 'primary_key']],
    ['sources:\n  A:\n    primary_key:\n    - a¦', 'value', ['sources', 'A', 'primary_key']],
    ['sources:\r\n  A:\r\n    ¦\r\n', 'key', ['sources', 'A']],
  ] as const)('%j', (marked, kind, path) => {
    const context = at(marked);
    expect({ kind: context.kind, path: context.path }).toEqual({ kind, path });
  });

  it('knows the typed word and what a choice replaces', () => {
    const context = at('features:\n  se¦gments: true');
    expect(context.prefix).toBe('se');
    expect(context.replace).toEqual({ start: 12, end: 20 });
    expect(context.hasColon).toBe(true);
  });

  it('is in a comment behind a hash', () => {
    expect(at('a: 1 # ten¦').kind).toBe('comment');
  });

  it('finds the width of indentation', () => {
    expect(indentationWidth('a:\n    b: 1\n')).toBe(4);
    expect(indentationWidth('# x\na: # y\n\n   b: 1\n')).toBe(3);
    expect(indentationWidth('a: 1\n')).toBe(2);
  });

  it('stands any text', () => {
    for (const text of [
      '¦',
      '{{{[¦',
      '"¦',
      "a: '¦",
      '- - ¦',
      '? ¦',
      '\t¦',
      'a: |\n  ¦',
      '::: ¦',
      '[¦\n[\n{',
    ]) {
      expect(() => at(text)).not.toThrow();
    }
  });
});
