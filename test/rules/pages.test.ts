import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { allRules } from '../../server/src/rules/registry.js';
import type { Diagnostic } from '../../server/src/rules/rule.js';
import { analyse } from './fixture.js';

const pages = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const ready = readFileSync(
  fileURLToPath(new URL('../../examples/ready/tenant.yaml', import.meta.url)),
  'utf8',
);

const headings = [
  'What it checks',
  'Why it matters',
  'Wrong',
  'Right',
  'How to mend it',
  'When to turn it off',
  'Source',
];

/** A page's YAML example: a whole tenant, a part, or what is laid over the tenant that is ready. */
interface Example {
  readonly kind: string;
  readonly text: string;
}

type Mapping = Record<string, unknown>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Mappings that are laid over each other key by key; everything else is replaced whole, and `null` removes it. */
const mergedPaths = [/^$/, /^(features|verified|rules|sources|databases)$/, /^databases\.[^.]+(\.tables)?$/];

function overlay(below: Mapping, above: Mapping, path = ''): Mapping {
  const result: Mapping = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const inner = path === '' ? key : `${path}.${key}`;
    const existing = result[key];
    if (value === null) Reflect.deleteProperty(result, key);
    else if (isMapping(value) && isMapping(existing) && mergedPaths.some((merged) => merged.test(inner))) {
      result[key] = overlay(existing, value, inner);
    } else result[key] = value;
  }
  return result;
}

function filesOf({ kind, text }: Example): ReadonlyMap<string, string> {
  if (kind === 'part') return new Map([['sources.tenant.yaml', text]]);
  const whole = kind === 'ready' ? stringify(overlay(parse(ready) as Mapping, parse(text) as Mapping)) : text;
  return new Map([['tenant.yaml', whole]]);
}

function diagnosticsOf(example: Example): readonly Diagnostic[] {
  return analyse(filesOf(example), '2026-11-24').diagnostics;
}

function section(page: string, heading: string): string {
  const [, rest = ''] = page.split(`\n## ${heading}\n`);
  return rest.split('\n## ')[0] ?? '';
}

function exampleIn(page: string, heading: string): Example {
  const found = /```yaml ?(\w*)\n([\s\S]*?)```/.exec(section(page, heading));
  if (!found) throw new Error(`"${heading}" has no example.`);
  return { kind: found[1] ?? '', text: found[2] ?? '' };
}

function pageOf(id: string): string {
  const path = `${pages}${id}.md`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

test('every page is of a rule', () => {
  const ids = new Set(allRules.map(({ id }) => id));
  const named = readdirSync(pages).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(named.map((name) => name.slice(0, -'.md'.length)).filter((id) => !ids.has(id))).toEqual([]);
});

describe.each(allRules.map((rule) => ({ id: rule.id, rule })))('the page of $id', ({ id, rule }) => {
  const page = pageOf(id);

  test('is there, in the one shape', () => {
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    expect(page).toMatch(/^\*\*Severity:\*\* .+$/m);
    expect(page).toMatch(/^\*\*Protects:\*\* .+$/m);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);
    for (const heading of headings) expect(section(page, heading).trim(), heading).not.toBe('');
  });

  test('names the severity', () => {
    expect(/^\*\*Severity:\*\* (.+)$/m.exec(page)?.[1]).toContain(rule.severity);
  });

  test('shows a wrong tenant, in which this rule alone speaks', () => {
    const found = diagnosticsOf(exampleIn(page, 'Wrong'));
    expect(found.map((diagnostic) => diagnostic.rule)).toContain(id);
    const others = found.filter(
      ({ rule: other, severity }) => other !== id && (severity === 'error' || severity === 'warning'),
    );
    expect(others.map((diagnostic) => `${diagnostic.rule}: ${diagnostic.message}`)).toEqual([]);
  });

  test('shows a right one, in which it does not', () => {
    const found = diagnosticsOf(exampleIn(page, 'Right'));
    expect(found.filter((diagnostic) => diagnostic.rule === id).map(({ message }) => message)).toEqual([]);
    const broken = found.filter((diagnostic) =>
      ['yaml-syntax', 'schema', 'sql-syntax'].includes(diagnostic.rule),
    );
    expect(broken.map(({ message }) => message)).toEqual([]);
  });
});
