import { describe, expect, test } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import { inputOf } from '../rules/fixture.js';
import { damagedQueries, damagedTables, moreTables } from './damagedQueries.js';
import type { Mutation } from './mutations.js';
import { example, loud, today } from './tenantTexts.js';

const tenant = `${example('ready').trimEnd()}\n${moreTables}`;

/** What is said of each tenant, by rule; one engine sees them all, as it sees what somebody types. */
function said(mutations: readonly Mutation[]): readonly { what: string; rules: readonly string[] }[] {
  const engine = createEngine();
  return mutations.map(({ what, text }) => {
    const snapshot = engine.analyse(inputOf(new Map([['tenant.yaml', text]]), today));
    return { what, rules: loud(snapshot).map(({ rule }) => rule) };
  });
}

describe('a ready tenant with one slip', () => {
  test('was without one before', () => {
    expect(said([{ what: 'nothing', text: tenant }])[0]?.rules).toEqual([]);
  });

  /** What reads as well afterwards (an AS less, a name that nobody reads) shows nothing. */
  test.each([
    { where: 'in a query', mutations: damagedQueries(tenant), broken: 1200, once: 0.994, most: 4 },
    { where: 'in what its tables are', mutations: damagedTables(tenant), broken: 65, once: 0.95, most: 7 },
  ])(
    '$where says so once, and never in a flood',
    ({ mutations, broken, once, most }) => {
      const shown = said(mutations).filter(({ rules }) => rules.length > 0);
      expect(shown.length).toBeGreaterThan(broken);
      expect(shown.filter(({ rules }) => rules.length === 1).length / shown.length).toBeGreaterThan(once);
      expect(shown.filter(({ rules }) => rules.length > most)).toEqual([]);
    },
    30_000,
  );
});
