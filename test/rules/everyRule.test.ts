import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allRules } from '../../server/src/rules/registry.js';
import type { Rule, Severity } from '../../server/src/rules/rule.js';

/**
 * Every rule that the specification lists, with its default severity. Where the specification gives a rule two (an
 * error here, a warning there), the one that stands first or that it has in most cases.
 */
const specified: Readonly<Record<string, Severity>> = {
  'yaml-syntax': 'error',
  schema: 'error',
  'duplicate-definition': 'error',
  'orphan-part': 'info',
  'sql-file-missing': 'error',
  'unknown-rule': 'warning',
  'unused-suppression': 'warning',
  'profile-semantics-missing': 'error',
  'profile-semantics-few': 'warning',
  'transaction-semantics-missing': 'error',
  'transaction-link-missing': 'error',
  'catalog-semantics-missing': 'warning',
  'source-not-stitched': 'error',
  'source-needlessly-stitched': 'warning',
  'bridge-tagged': 'error',
  'primary-key-missing': 'error',
  'primary-key-unknown': 'error',
  'semantic-unknown': 'warning',
  'semantic-prefix': 'error',
  'semantic-type': 'warning',
  'semantic-repeated': 'error',
  'return-and-cancellation-shared': 'error',
  'update-date-missing': 'warning',
  'foreign-key-several': 'warning',
  'foreign-key-unmatched': 'error',
  'opt-status-tagged': 'warning',
  'field-name-invalid': 'error',
  'stitch-output-missing': 'error',
  'customer-360-database-missing': 'error',
  'database-inactive': 'error',
  'database-not-visible': 'warning',
  'required-table-missing': 'error',
  'build-mode': 'error',
  'passthrough-source-unknown': 'error',
  'custom-domain-table-not-passed-through': 'warning',
  'rollup-missing': 'error',
  'order-grain': 'warning',
  'order-return-logic': 'warning',
  'attribute-columns-missing': 'error',
  'customer-360-attributes-missing': 'error',
  'customer-360-table-unused': 'info',
  'customer-join-multiplies': 'warning',
  'merged-source-unknown': 'error',
  'merged-source-unranked': 'hint',
  'source-priority': 'error',
  'required-column-missing': 'error',
  'required-column-empty': 'warning',
  'amperity-id-unchecked': 'info',
  'automated-validations-off': 'error',
  'stitch-output-not-passed-through': 'warning',
  'override-without-original': 'error',
  'brand-pattern-half-made': 'error',
  'table-cycle': 'error',
  'static-schema-drift': 'error',
  'declared-column-absent': 'warning',
  'segment-editor-without-amperity-id': 'error',
  'segment-editor-none': 'info',
  'segment-editor-off': 'hint',
  'segment-editor-automatic': 'info',
  'segment-editor-not-for-marketers': 'warning',
  'verification-missing': 'warning',
  'verification-stale': 'info',
  'verification-in-future': 'warning',
  'campaign-recipients': 'hint',
  'recommended-data-missing': 'hint',
  'catalog-size': 'info',
  'sql-syntax': 'error',
  'sql-not-a-query': 'error',
  'sql-unknown-table': 'error',
  'sql-unknown-column': 'error',
  'sql-ambiguous-column': 'error',
  'sql-duplicate-column': 'error',
  'sql-union-width': 'error',
  'sql-group-by': 'error',
  'sql-reserved-name': 'warning',
  'sql-implicit-cross-join': 'warning',
  'sql-window-without-partition': 'warning',
  'sql-regex-backslash': 'warning',
  'sql-not-in-subquery': 'warning',
  'sql-return-flag-null': 'warning',
  'sql-first-without-order': 'warning',
  'sql-correlated-subquery': 'warning',
  'sql-volatile-function': 'info',
  'sql-order-by': 'hint',
  'sql-union-distinct': 'hint',
};

/** Rules beyond those. */
const added: Readonly<Record<string, Severity>> = { 'semantic-misplaced': 'warning' };

/** Rules that offer no mend of their own, and why. */
const withoutFix: Readonly<Record<string, string>> = {
  'stitch-output-missing': 'The lack is in the sources, and their own diagnostics mend it.',
  'table-cycle': 'Which of the tables should not read the next one, only its author knows.',
  'campaign-recipients': 'The vendor adds the table on request.',
  'recommended-data-missing': 'Data that a tenant does not have cannot be written into its configuration.',
  'catalog-size': 'It is about data, which cannot be seen here.',
  'sql-not-a-query': 'What the statement was meant to give is not known.',
  'sql-union-width': 'Which branch has a column too many or too few, only its author knows.',
  'sql-implicit-cross-join': 'On what the tables are joined, only its author knows.',
  'sql-correlated-subquery': 'The subquery has to be written anew as a join, which is no small edit.',
  'sql-volatile-function': 'Whether the day of the run is meant, only its author knows.',
};

/** Rules of the files themselves: they stand on the format, not on a requirement of the product. */
const aboutFiles = allRules.filter(({ group }) => group === 'files').map(({ id }) => id);

const fixtures = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));

function casesOf({ id }: Rule): readonly string[] {
  return existsSync(`${fixtures}${id}`) ? readdirSync(`${fixtures}${id}`) : [];
}

function textOf(path: string): string {
  return readFileSync(`${repository}${path}`, 'utf8');
}

test('the rules are those that are specified and our own, in their severities', () => {
  expect(Object.fromEntries(allRules.map(({ id, severity }) => [id, severity]))).toEqual({
    ...specified,
    ...added,
  });
});

describe.each(allRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  test('has a page', () => {
    expect(existsSync(`${repository}docs/rules/${id}.md`)).toBe(true);
  });

  test('has a fixture in which it fires, and one in which it is silent', () => {
    expect(casesOf(rule).some((name) => /^fires-.*\.yaml$/.test(name) && !/\.fix/.test(name))).toBe(true);
    expect(casesOf(rule).some((name) => /^silent-.*\.yaml$/.test(name))).toBe(true);
  });

  test('has a fixture of a fix, or a reason for none', () => {
    const hasFix = casesOf(rule).some((name) => /\.fix(-\d+)?\.yaml$/.test(name));
    expect(hasFix).toBe(!Object.hasOwn(withoutFix, id));
  });

  test('says what it stands on', () => {
    if (aboutFiles.includes(id)) return;
    expect(rule.requirements.length + rule.sources.length).toBeGreaterThan(0);
    expect(rule.sources.length, 'a page of the documentation').toBeGreaterThan(0);
    for (const source of rule.sources) expect(source).toMatch(/^[a-z]+\/[a-z0-9_]+\.html(#[a-z0-9-]+)?$/);
  });

  test('stands in README and in the index', () => {
    const row = (prefix: string): string =>
      `| [\`${id}\`](${prefix}${id}.md) | ${rule.severity} | ${rule.title} |`;
    expect(textOf('README.md')).toContain(row('docs/rules/'));
    expect(textOf('docs/rules/README.md')).toContain(row(''));
  });
});

describe('README and the index', () => {
  test.each(['README.md', 'docs/rules/README.md'])('%s lists no rule that there is not', (path) => {
    const listed = [...textOf(path).matchAll(/^\| \[`([a-z0-9-]+)`\]/gm)].map(([, id]) => id);
    expect([...listed].sort()).toEqual(allRules.map(({ id }) => id).sort());
  });
});

test('no fixture and no reason speaks of a rule that there is not', () => {
  const ids = allRules.map(({ id }) => id);
  const folders = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !ids.includes(name))).toEqual([]);
  expect(Object.keys(withoutFix).filter((id) => !ids.includes(id))).toEqual([]);
});
