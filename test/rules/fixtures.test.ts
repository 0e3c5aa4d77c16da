import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Fix } from '../../server/src/rules/rule.js';
import { allRules } from '../../server/src/rules/registry.js';
import {
  analyse,
  applyChanges,
  describeDiagnostic,
  describeExpected,
  fixtureCases,
  readFixture,
  textOf,
  writeFiles,
  type FixtureCase,
} from './fixture.js';

/** Errors that a fix may never bring: they mean that it broke the file. */
const breaking = ['yaml-syntax', 'schema', 'sql-syntax', 'duplicate-definition'];

const cases = fixtureCases();

describe.each([...new Set(cases.map(({ rule }) => rule))])('%s', (rule) => {
  test('is the name of a rule', () => {
    expect(allRules.map(({ id }) => id)).toContain(rule);
  });

  describe.each(cases.filter((one) => one.rule === rule))('$name', (fixtureCase) => {
    test('reports exactly what is expected', () => reportsWhatIsExpected(fixtureCase));
    test.each(fixtureCase.fixes)('fix %s', (fix) => {
      fixesAsWritten(fixtureCase, fix);
    });
    test('its preferred fixes leave no new error and do nothing twice', () => {
      preferredFixesAreSound(fixtureCase);
    });
  });
});

function reportsWhatIsExpected({ rule, path, name }: FixtureCase): void {
  const fixture = readFixture(textOf(path), rule);
  const { diagnostics } = analyse(fixture.files, fixture.today);
  const named = new Set([rule, ...fixture.expected.map((expected) => expected.rule)]);
  const found = diagnostics.filter((diagnostic) => named.has(diagnostic.rule));
  const describeAll = (list: readonly Diagnostic[]): string[] =>
    list.map((diagnostic) => describeDiagnostic(diagnostic, fixture.files));
  expect(describeAll(found).sort()).toEqual(fixture.expected.map(describeExpected).sort());
  for (const expected of fixture.expected) {
    const messages = found
      .filter((diagnostic) => describeDiagnostic(diagnostic, fixture.files) === describeExpected(expected))
      .map(({ message }) => message);
    expect(
      messages.some((message) => message.includes(expected.message)),
      `${messages.join('\n')}\nhas "${expected.message}"`,
    ).toBe(true);
  }
  expect(
    name.startsWith('silent-') ? fixture.expected.filter((expected) => expected.rule === rule) : [],
    'a silent case expects nothing',
  ).toEqual([]);
  if (name.startsWith('fires-')) expect(fixture.expected, 'a firing case expects something').not.toEqual([]);
}

/** The rule's diagnostics as a list of texts, to see whether one is gone. */
function messagesOf(files: ReadonlyMap<string, string>, today: string, rules: readonly string[]): string[] {
  return analyse(files, today)
    .diagnostics.filter(({ rule }) => rules.includes(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

function fixesAsWritten({ rule, path }: FixtureCase, fixPath: string): void {
  const fixture = readFixture(textOf(path), rule);
  const written = textOf(fixPath);
  const [titleLine = ''] = written.split('\n');
  const title = readFixture(`${titleLine}\n`, rule).fixTitle;
  const { diagnostics } = analyse(fixture.files, fixture.today);
  const own = diagnostics.filter((diagnostic) => diagnostic.rule === rule);
  const diagnostic = own.find(({ fixes }) => fixes.some((fix) => fix.title === title));
  const titles = own.flatMap(({ fixes }) => fixes.map((fix) => fix.title)).join('\n');
  if (!diagnostic) throw new Error(`No fix is called "${String(title)}". There are:\n${titles}`);
  const fixed = applied(diagnostic, title ?? '', fixture.files);
  const text = `${titleLine}\n${writeFiles(fixed, fixture.files)}`;
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(fixPath, text);
  else expect(text).toBe(written);
  checkSound(diagnostic, fixture.files, fixed, fixture.today);
}

function preferredFixesAreSound({ rule, path }: FixtureCase): void {
  const fixture = readFixture(textOf(path), rule);
  const { diagnostics } = analyse(fixture.files, fixture.today);
  for (const diagnostic of diagnostics.filter((one) => one.rule === rule)) {
    for (const fix of diagnostic.fixes.filter((one) => one.suppression !== true)) {
      const fixed = applyChanges(fixture.files, fix.changes());
      checkSound(diagnostic, fixture.files, fixed, fixture.today);
    }
  }
}

function applied(
  diagnostic: Diagnostic,
  title: string,
  files: ReadonlyMap<string, string>,
): Map<string, string> {
  const fix = diagnostic.fixes.find((one): one is Fix => one.title === title);
  return applyChanges(files, fix?.changes() ?? []);
}

/** After a fix its diagnostic is gone, nothing is broken, and the same fix is not there to be applied again. */
function checkSound(
  diagnostic: Diagnostic,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  today: string,
): void {
  const own = `${diagnostic.rule}: ${diagnostic.message}`;
  const count = (files: ReadonlyMap<string, string>): number =>
    messagesOf(files, today, [diagnostic.rule]).filter((message) => message === own).length;
  expect(count(after), `"${own}" is less often there after its fix`).toBeLessThan(count(before));
  const known = new Set(messagesOf(before, today, breaking));
  expect(messagesOf(after, today, breaking).filter((message) => !known.has(message))).toEqual([]);
}
