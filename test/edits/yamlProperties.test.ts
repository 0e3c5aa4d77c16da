import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import type { YamlValue } from '../../server/src/edits/value.js';
import { removeEntry, setIn } from '../../server/src/edits/yaml.js';
import { saysAlready } from '../../server/src/edits/yamlEqual.js';
import { entryOf } from '../../server/src/syntax/navigate.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import type { Entry, MappingNode, SyntaxNode, SyntaxTree } from '../../server/src/syntax/tree.js';

const block = `# head
version: 1
features: # what is on
  segments: true
  campaigns: false

sources:
  ACME:Loyalty:
    kind: feed
    primary_key: [member_id]
    fields:
      # the key
      member_id: {type: string, semantics: [ck]}
      points: integer  # short

  "Quoted: name":
    fields:
    # not indented

databases:
  Main:
    tables:
      A:
        build: sql
        sql: |-
          SELECT a
            -- # not a comment of YAML

          FROM b
      B: {build: passthrough, hidden: true}  # B
      C: {}
    # deeper than databases
  Empty: {tables: {}, kind: empty}
`;

const lists = `x-base: &base
  build: passthrough
  l:
  - one
  - two: 2
    three: 3
tables:
  A: *base
  B:
    <<: *base
    own: 'it''s'
  C: {
    build: sql, # the mode
    sql: "SELECT 1",
  }
text: >+
  folded
  text


last: |
  literal
`;

const wide = block.replace(/^( +)(?=\S)/gm, '$1$1').replaceAll('\n', '\r\n');
const files = [
  block,
  lists,
  wide,
  lists.replaceAll('\n', '\r\n'),
  `\uFEFF${block}`,
  block.trimEnd(),
  lists.trimEnd(),
  '',
  '# only\n',
  '{a: {b: 1}}\n',
  'a:',
];

const texts = fc.oneof(
  fc.constantFrom(
    'plain',
    'a: b',
    'yes',
    '2026-11-24',
    '@x',
    ' x ',
    'x #y',
    "it's",
    'say "x"',
    '',
    'a, b',
    '{',
    '-',
    '|',
    'a\nb',
    'Größe',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 6, unit: 'binary' }),
);
const keys = fc.oneof(
  fc.constantFrom('new', 'a b', 'A:B', 'c: d', 'true', '"q"', '1'),
  fc.string({ minLength: 1, maxLength: 6 }).filter((key) => key !== '<<'),
);
const sql = fc
  .constantFrom('SELECT 1', 'SELECT\n  a\n\nFROM b', '  SELECT\n x', 'x\n', '\tx', 'a\n \nb')
  .map((text) => ({ block: text }));
const values: fc.Arbitrary<YamlValue> = fc.letrec<{ value: YamlValue; map: YamlValue; leaf: YamlValue }>(
  (tie) => ({
    leaf: fc.oneof(texts, sql, fc.boolean(), fc.integer(), fc.constant(null)),
    map: fc
      .uniqueArray(fc.tuple(keys, tie('value')), { maxLength: 3, selector: ([key]) => key })
      .map((map) => ({ map })),
    value: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
      tie('map').map((inner) => ({ flow: inner as { map: [] } })),
    ),
  }),
).value;

/** The paths of all entries that stand in mappings below the root. */
function pathsOf(mapping: SyntaxNode | null, above: readonly string[] = []): (readonly string[])[] {
  if (mapping?.kind !== 'mapping') return [];
  return mapping.entries.flatMap(({ key, value }) => {
    const path = [...above, key.text];
    return [path, ...pathsOf(value, path)];
  });
}

/** What each path holds that is no mapping with entries; aliases by name, since they are no values of their own. */
function leavesOf(
  node: SyntaxNode | null,
  path = '',
  into = new Map<string, unknown>(),
): Map<string, unknown> {
  if (node?.kind === 'mapping' && node.entries.length > 0) {
    for (const { key, value } of node.entries) leavesOf(value, `${path}\0${key.text}`, into);
  } else if (node?.kind === 'sequence' && node.items.length > 0) {
    node.items.forEach((item, index) => leavesOf(item, `${path}\0${index}`, into));
  } else if (node?.kind === 'scalar') into.set(path, node.value);
  else into.set(path, node === null ? null : node.kind === 'alias' ? `*${node.name}` : node.kind);
  return into;
}

function at(tree: SyntaxTree, path: readonly string[]): Entry | null {
  let mapping: SyntaxNode | null = tree.root;
  let entry: Entry | null = null;
  for (const key of path) {
    entry = mapping?.kind === 'mapping' ? entryOf(mapping, key) : null;
    mapping = entry?.value ?? null;
  }
  return entry;
}

/** The leaves that neither stand at the path, nor below it, nor are an empty value on the way to it. */
function others(tree: SyntaxTree, path: readonly string[]): [string, unknown][] {
  const target = path.map((key) => `\0${key}`).join('');
  return [...leavesOf(tree.root)].filter(
    ([key]) =>
      key !== target && !key.startsWith(`${target}\0`) && !target.startsWith(`${key}\0`) && key !== '',
  );
}

/** The comments that are not in the entry's lines below its key: those go with an old value. */
function comments(tree: SyntaxTree, without: Entry | null): string[] {
  const lineEnd = (offset: number): number => `${tree.text}\n`.indexOf('\n', offset);
  const start = without === null ? 0 : lineEnd(without.key.range.start);
  const end = without === null ? 0 : lineEnd(without.range.end);
  return tree.comments
    .filter(({ range }) => range.end <= start || range.start >= end)
    .map(({ text }) => text.trim());
}

const cases = fc
  .constantFrom(...files)
  .chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc.constantFrom([] as readonly string[], ...pathsOf(parseYaml(text).root)),
      fc.array(keys, { maxLength: 2 }),
    ),
  )
  .map(([text, path, more]) => [text, [...path, ...more]] as const)
  .filter(([, path]) => path.length > 0);

describe('whatever is set in whatever file', () => {
  test('it reads back, all else stays, and setting it again changes nothing', () => {
    fc.assert(
      fc.property(cases, values, ([text, path], value) => {
        const tree = parseYaml(text);
        const edits = setIn(tree, path, value);
        const after = parseYaml(applyTextEdits(text, edits));
        expect(after.problems).toEqual([]);
        expect(others(after, path)).toEqual(others(tree, path));
        if (edits.length === 0) return;
        expect(saysAlready(at(after, path)?.value ?? null, value)).toBe(true);
        expect(setIn(after, path, value)).toEqual([]);
        for (const comment of comments(tree, at(tree, path)))
          expect(comments(after, null)).toContain(comment);
      }),
      { numRuns: 1500 },
    );
  });

  test('an entry that is removed is gone, and all else stays', () => {
    fc.assert(
      fc.property(
        cases.filter(([text, path]) => at(parseYaml(text), path) !== null),
        ([text, path]) => {
          const tree = parseYaml(text);
          const entry = at(tree, path);
          if (entry === null || entry.value?.anchor !== undefined) return;
          const after = parseYaml(applyTextEdits(text, removeEntry(tree, entry)));
          const left = others(after, path.slice(0, -1)).filter(([key]) => key !== '');
          expect(after.problems).toEqual([]);
          expect(at(after, path)).toBe(null);
          expect(left).toEqual(others(tree, path.slice(0, -1)));
          const parent = path.length === 1 ? after.root : at(after, path.slice(0, -1))?.value;
          expect(parent === null || parent?.kind === 'mapping').toBe(true);
          const siblings = (mapping: SyntaxNode | null | undefined): string[] =>
            mapping?.kind === 'mapping' ? mapping.entries.map(({ key }) => key.text) : [];
          const before = path.length === 1 ? (tree.root as MappingNode) : at(tree, path.slice(0, -1))?.value;
          expect(siblings(parent)).toEqual(siblings(before).filter((key) => key !== path.at(-1)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
