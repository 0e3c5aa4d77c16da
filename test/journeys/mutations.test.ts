import { expect, test } from 'vitest';
import { mutationsOf } from './mutations.js';
import { analysed, example, line, loud } from './tenantTexts.js';

test('whatever one small change breaks in a ready tenant is told once', () => {
  const shown = mutationsOf(example('ready')).map(({ what, text }) => ({
    what,
    found: loud(analysed(text)).map((diagnostic) => line(text, diagnostic)),
  }));
  // Others change nothing that features need: a table that nobody reads, a name that is the writer's own.
  expect(shown.filter(({ found }) => found.length > 0).length).toBeGreaterThan(800);
  expect(shown.filter(({ found }) => found.length > 1)).toEqual([]);
}, 60_000);
