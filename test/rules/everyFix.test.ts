import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../server/src/analysis/snapshot.js';
import { createEngine } from '../../server/src/analysis/engine.js';
import { meantTree } from '../../server/src/format/meantTree.js';
import type { Diagnostic } from '../../server/src/rules/rule.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { fixAll } from '../../server/src/workspace/fixAll.js';
import { analyser, brokenPromises, dataOf, fixed, saying } from './fixProperties.js';
import { fixtureCases, inputOf, readFixture, textOf } from './fixture.js';
import { retellings, type Files } from './retold.js';

/**
 * What holds of every fix of every diagnostic of every fixture, not only of the rule that the fixture is about. As it
 * stands a fixture is checked whole; told in another way, half of the fixtures and a part of their fixes, drawn with a
 * fixed seed.
 * `EVERY_FIX=all npx vitest run test/rules/everyFix.test.ts` checks them all (a few minutes).
 */
const all = process.env['EVERY_FIX'] === 'all';
const shareOfFixtures = 0.5;
const shareOfRetold = 0.12;

interface Told {
  readonly name: string;
  readonly files: Files;
  readonly today: string;
}

const fixtures: readonly (Told & { readonly rule: string })[] = fixtureCases().map(({ rule, name, path }) => {
  const { files, today } = readFixture(textOf(path), rule);
  const written = [...files].filter(([file, text]) => file !== 'tenant.yaml' || text !== '');
  return { rule, name: `${rule}/${name}`, files: new Map(written), today };
});

const examples: readonly Told[] = ['bare', 'blocked', 'ready', 'starting'].map((name) => {
  const path = fileURLToPath(new URL(`../../examples/${name}/tenant.yaml`, import.meta.url));
  return { name, files: new Map([['tenant.yaml', readFileSync(path, 'utf8')]]), today: '2026-11-24' };
});

/** Numbers between 0 and 1, the same ones on each run. */
function drawing(seed: string): () => number {
  let state = [...seed].reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619),
    2166136261,
  );
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Every broken promise of the fixes of one tenant, each in a line. */
function problemsOf({ name, files, today }: Told, share: number): readonly string[] {
  const analyse = analyser(today);
  const before = analyse(files);
  const draw = drawing(name);
  const problems: string[] = [];
  for (const diagnostic of before.diagnostics) {
    for (const fix of diagnostic.fixes) {
      if (draw() > share) continue;
      problems.push(
        ...brokenPromises(files, before, diagnostic, fix, analyse).map((problem) => `${name}: ${problem}`),
      );
    }
  }
  return problems;
}

const rules = [...new Set(fixtures.map(({ rule }) => rule))];
const of = (rule: string): readonly Told[] => fixtures.filter((fixture) => fixture.rule === rule);

describe('a fix mends what it is for, breaks nothing, and is done once', () => {
  test.each(rules)('in the fixtures of %s', (rule) => {
    expect(
      of(rule)
        .flatMap((told) => problemsOf(told, 1))
        .join('\n'),
    ).toBe('');
  });
  test.each(examples)('in the example $name', (told) => {
    expect(problemsOf(told, 1).join('\n')).toBe('');
  });
});

describe.each(Object.entries(retellings))('told with %s', (way, retell) => {
  test.each(rules)('the fixtures of %s say and mend the same', (rule) => {
    expect(
      of(rule)
        .flatMap((told) => retold(told, way, retell))
        .join('\n'),
    ).toBe('');
  });
  test.each(examples)('the example $name says and mends the same', (told) => {
    expect(retold(told, way, retell).join('\n')).toBe('');
  });
});

/** What is said and mended otherwise where a tenant is told in another way. */
function retold(
  { name, files, today }: Told,
  way: string,
  retell: (files: Files) => Files | null,
): readonly string[] {
  const other = retell(files);
  if (other === null || dataOf(files) === null || isMisplaced(files)) return [];
  if (!all && drawing(`${name} ${way}`)() > shareOfFixtures) return [];
  const told = { name: `${name}, ${way}`, files: other, today };
  const analyse = analyser(today);
  const [first, second] = [analyse(files), analyse(other)];
  const [said, saidOtherwise] = [sayings(first), sayings(second)];
  const problems = [
    ...said.filter((line) => !saidOtherwise.includes(line)).map((line) => `${told.name} silences ${line}`),
    ...saidOtherwise.filter((line) => !said.includes(line)).map((line) => `${told.name} brings ${line}`),
  ];
  return problems.length > 0
    ? problems
    : [...mendedOtherwise(told, files, first, second), ...problemsOf(told, all ? 1 : shareOfRetold)];
}

/** Where a line stands in a wrong column, that is seen by its column, which another way of writing does not have. */
function isMisplaced(files: Files): boolean {
  return [...files].some(
    ([path, text]) =>
      !path.endsWith('.sql') &&
      meantTree(parseYaml(text), path === 'tenant.yaml' ? 'tenant' : 'part').problems.length > 0,
  );
}

function sayings({ diagnostics }: Snapshot): readonly string[] {
  return diagnostics.map(saying);
}

/** Fixes that have another effect, compared as data. */
function mendedOtherwise(told: Told, files: Files, first: Snapshot, second: Snapshot): string[] {
  const draw = drawing(`${told.name} again`);
  const problems: string[] = [];
  for (const diagnostic of first.diagnostics) {
    const twin = nth(second, diagnostic, first.diagnostics);
    for (const fix of diagnostic.fixes.filter(({ suppression }) => suppression !== true)) {
      if (!all && draw() > shareOfRetold) continue;
      const same = twin?.fixes.find(({ title }) => title === fix.title);
      const label = `${told.name}: ${saying(diagnostic)}\n    fix: ${fix.title}`;
      if (same === undefined) problems.push(`${label}\n    is not offered`);
      else if (JSON.stringify(effect(files, fix)) !== JSON.stringify(effect(told.files, same))) {
        problems.push(`${label}\n    does something else`);
      }
    }
  }
  return problems;
}

/** The diagnostic that says the same; where several do, the one of the same rank. */
function nth(
  { diagnostics }: Snapshot,
  diagnostic: Diagnostic,
  all: readonly Diagnostic[],
): Diagnostic | undefined {
  const same = (list: readonly Diagnostic[]): readonly Diagnostic[] =>
    list.filter((one) => saying(one) === saying(diagnostic));
  return same(diagnostics)[same(all).indexOf(diagnostic)];
}

function effect(files: Files, fix: Parameters<typeof fixed>[1]): unknown {
  const after = fixed(files, fix);
  return after === null ? null : sorted(dataOf(after));
}

function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  );
}

describe('all fixes at once', () => {
  test.each(rules)('of the fixtures of %s bring no error, and a second time change nothing', (rule) => {
    for (const { name, files, today } of of(rule)) {
      for (const suggestions of [false, true]) {
        const first = fixAll(inputOf(files, today), createEngine(), { suggestions });
        const again = fixAll(first.snapshot.input, createEngine(), { suggestions });
        expect([...again.files.keys()], name).toEqual([]);
      }
    }
  });
});
