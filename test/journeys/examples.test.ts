import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { automaticFix } from '../../server/src/workspace/fixAll.js';
import { readinessOf } from '../../server/src/readiness/readiness.js';
import { analysed, example, line, loud, mended } from './tenantTexts.js';

/** `starting` with the sources of `bare`. */
function startingWithSources(): string {
  const starting = parse(example('starting')) as Record<string, unknown>;
  const bare = parse(example('bare')) as Record<string, unknown>;
  return stringify({ ...starting, sources: bare['sources'] });
}

describe.each([
  ['bare', example('bare')],
  ['starting with the sources of bare', startingWithSources()],
])('from %s', (_, text) => {
  test('fixes alone lead to a tenant in which only people have something to say, in five rounds', () => {
    let now = text;
    let rounds = 0;
    for (; rounds < 5; rounds += 1) {
      const next = mended(now, { suggestions: true }).text;
      if (next === now) break;
      now = next;
    }
    expect(rounds).toBeLessThan(5);
    const { diagnostics } = analysed(now);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loud(analysed(now)).map(({ rule }) => rule)).toEqual(['verification-missing']);
  });

  test('every feature that is on is ready, but for what people verify', () => {
    const { snapshot } = mended(text, { suggestions: true });
    for (const feature of readinessOf(snapshot).features.filter(({ enabled }) => enabled)) {
      expect([feature.feature, feature.ready, feature.blockedBy]).toEqual([feature.feature, true, []]);
    }
  });

  test('nothing that was there goes away', () => {
    const before = parse(text) as object;
    const after = parse(mended(text, { suggestions: true }).text) as object;
    expect(after).toMatchObject(
      JSON.parse(
        JSON.stringify(before, (_, value: unknown) => (isTyped(value) ? undefined : value)),
      ) as object,
    );
  });

  test('what is written has no blanks at line ends and no line that nobody can read', () => {
    const lines = mended(text, { suggestions: true }).text.split('\n');
    expect(lines.filter((one) => /\s$/.test(one))).toEqual([]);
    expect(lines.filter((one) => one.length > 240)).toEqual([]);
  });
});

/** A field in the short form gets its tag in the long one. */
function isTyped(value: unknown): boolean {
  return ['string', 'integer', 'decimal', 'date', 'datetime', 'boolean'].includes(String(value));
}

describe('the blocked tenant', () => {
  const text = example('blocked');

  test('`--fix` leaves no diagnostic that has a preferred fix', () => {
    const { snapshot } = mended(text, {});
    expect(
      snapshot.diagnostics
        .filter((diagnostic) => automaticFix(diagnostic, false) !== null)
        .map(({ message }) => message),
    ).toEqual([]);
  });

  test('`--fix` keeps every line that no fix is about', () => {
    const after = mended(text, {}).text.split('\n');
    const lost = text.split('\n').filter((one) => !after.includes(one));
    expect(lost.map((one) => one.trim())).toEqual([
      'stitch: false',
      'mail: {type: string, semantics: emial}',
      'Unified_Itemized_Transactions: {build: passthrough}',
      'FIRST(phone) AS phone',
    ]);
  });

  test('shows what must be shown', () => {
    const { diagnostics } = analysed(text);
    const shown = diagnostics.map((diagnostic) => line(text, diagnostic));
    expect(shown).toEqual(
      expect.arrayContaining([
        'warning verification-missing: verified',
        'error source-not-stitched: false',
        'warning semantic-unknown: emial',
        'error transaction-semantics-missing: Orders',
        'error sql-unknown-table: Till_Raw',
        'warning required-column-empty: Club:Members',
        'error automated-validations-off: C360',
        'error required-table-missing: C360',
        'warning required-table-missing: C360',
        'warning build-mode: passthrough',
        'error segment-editor-without-amperity-id: true',
        'error customer-360-attributes-missing: Customer_360',
      ]),
    );
    const columns = diagnostics.filter(
      ({ rule, data }) => rule === 'required-column-missing' && data.table === 'Merged_Customers',
    );
    expect(columns.map(({ severity, data }) => `${severity} ${String(data.column)}`).sort()).toEqual([
      'error address',
      'error birthdate',
      'error city',
      'error country',
      'error email',
      'error gender',
      'error postal',
      'error state',
      'error surname',
      'warning loyalty_id',
    ]);
    expect(diagnostics.filter(({ rule }) => rule === 'custom-domain-table-not-passed-through')).toEqual([]);
    expect(
      diagnostics.filter(({ data }) => data.column !== null && data.table === 'Unified_Transactions'),
    ).toEqual([]);
  });
});

describe('the ready tenant', () => {
  test('shows no error and no warning, and everything is ready', () => {
    const snapshot = analysed(example('ready'));
    expect(loud(snapshot)).toEqual([]);
    expect(readinessOf(snapshot).features.map(({ ready }) => ready)).toEqual([true, true, true, true]);
  });

  test('has nothing to fix', () => {
    expect(mended(example('ready'), {}).text).toBe(example('ready'));
  });
});

describe('the starting tenant', () => {
  const text = example('starting');

  test('shows a handful of diagnostics, all at its feature', () => {
    const { diagnostics } = analysed(text);
    expect(diagnostics.length).toBeGreaterThanOrEqual(3);
    expect(diagnostics.length).toBeLessThanOrEqual(6);
    expect(new Set(diagnostics.map(({ place }) => text.slice(place.range.start, place.range.end)))).toEqual(
      new Set(['campaigns']),
    );
  });

  test('the database that its fix adds shows no error of its own', () => {
    const { snapshot } = mended(text, { rule: 'customer-360-database-missing' });
    expect(snapshot.tenant.databases).toHaveLength(1);
    const errors = snapshot.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(['stitch-output-missing']);
  });
});
