import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { readChange } from '../../server/src/syntax/readChange.js';
import { changeBetween } from '../../server/src/syntax/textChange.js';
import type { SyntaxTree } from '../../server/src/syntax/tree.js';
import { everything } from './described.js';

const tenant = `# The tenant
version: 1 # one
sources:
  Crm:Accounts:
    records: [customer]
    fields: # all of them
      first_name: {type: string, semantics: given-name}

      # who knows
      born: date
  "Quoted name":
    records:
    - customer
    - interaction
    sql: >-
      SELECT a
        , b

      FROM c
  Last: {}
databases:
  Customer_360:
    kind: customer_360
    tables:
      Customers:
        sql: |
          SELECT 'it''s' AS x
          -- # no comment of YAML's
          FROM t

        columns:
          x:
            type: string
            description: "two
              lines \\u0041"
      Orders:
        build: passthrough
# the end
`;
const texts = [
  tenant,
  tenant.trimEnd(),
  tenant.replaceAll('\n', '\r\n'),
  'a:\n- x\n- y: 1\n  z: 2\nb: |\n\nc:\n  d: plain\n    goes on\n  e: |+\n    k\n\n\nf: 1\n',
];

/** All that a tree says. */
function whole({ root, problems, comments, lineStarts, broken }: SyntaxTree): unknown {
  return { root: everything(root), problems, comments, lineStarts, broken };
}

function replaced(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}

/** What may change how a text is read. */
const pieces = [
  '',
  'x',
  ' ',
  '\n',
  ':',
  ': ',
  '#',
  ' # c',
  '- ',
  '"',
  "'",
  '|',
  '>',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\t',
  '\r',
  '&a ',
  '*a',
  '---\n',
  '\n  k: v\n',
  '\n    ',
  '%',
  '!t ',
  '? ',
  '<<: ',
];

describe('a text in which something is typed', () => {
  test.each(texts)('gives the tree that reading it whole gives: %j', (text) => {
    const before = parseYaml(text);
    const piece = fc.constantFrom(...pieces);
    let kept = 0;
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(3),
        piece,
        fc.nat(text.length),
        piece,
        (at, length, by, again, next) => {
          const once = replaced(text, at, length, by);
          const first = readChange(once, before);
          if (first === null) return;
          kept += 1;
          expect(whole(first)).toEqual(whole(parseYaml(once)));
          const twice = replaced(once, again, 0, next);
          const second = readChange(twice, first);
          if (second !== null) expect(whole(second)).toEqual(whole(parseYaml(twice)));
        },
      ),
      { numRuns: 1500, seed: 7 },
    );
    expect(kept).toBeGreaterThan(400);
  });

  test('leaves the tree of before as it was', () => {
    const before = parseYaml(tenant);
    const said = JSON.stringify(whole(before));
    readChange(tenant.replace('given-name', 'surname'), before);
    expect(JSON.stringify(whole(before))).toBe(said);
  });

  test('keeps the entries before the change, and those behind where nothing moved', () => {
    const before = parseYaml(tenant);
    const sources = (tree: SyntaxTree) => {
      const value = tree.root?.kind === 'mapping' ? tree.root.entries[1]?.value : null;
      return value?.kind === 'mapping' ? value.entries : [];
    };
    const longer = readChange(tenant.replace('[customer]', '[customers]'), before);
    const alike = readChange(tenant.replace('- interaction', '- interactiom'), before);
    expect(alike && sources(alike)[0]).toBe(sources(before)[0]);
    expect(alike && sources(alike)[2]).toBe(sources(before)[2]);
    expect(longer && sources(longer)[2]).not.toBe(sources(before)[2]);
  });

  test.each([
    ['a key at the root', 'sources:', 'source:'],
    ['a problem', 'records: [customer]', 'records: [customer'],
    ['an anchor', 'records: [customer]', 'records: &all [customer]'],
    ['a second entry at the root', 'databases:', 'more: 1\ndatabases:'],
    ['a name that stands twice', 'born: date', 'born: {type: date, type: string}'],
    ['the end of the document', 'born: date', 'born: date\n---'],
  ])('is read whole where %s is typed', (_, from, to) => {
    expect(readChange(tenant.replace(from, to), parseYaml(tenant))).toBeNull();
  });

  test.each(['a: 1\nb: 1\nb: 2\n', 'a: &x 1\nb: *x\n', '- a\n', 'a: "\n'])('is read whole in %j', (text) => {
    expect(readChange(text.replace('1', '12').replace('- a', '- ab'), parseYaml(text))).toBeNull();
  });
});

test('the difference of two texts is found', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 20 });
  fc.assert(
    fc.property(fc.nat(9000), letters, letters, letters, (length, head, from, to) => {
      const around = 'ab'.repeat(length);
      const before = around + head + from + around;
      const after = around + head + to + around;
      const change = changeBetween(before, after);
      if (before === after) return change === null;
      if (change === null) return false;
      const end = after.length - (before.length - change.end);
      const typed = after.slice(change.start, end);
      const { start } = change;
      return (
        before.slice(0, start) + typed + before.slice(change.end) === after &&
        (before[start] !== after[start] || change.end === start || end === start)
      );
    }),
    { numRuns: 300 },
  );
});
