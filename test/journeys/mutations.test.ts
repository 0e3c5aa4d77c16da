import { expect, test } from 'vitest';
import { mutationsOf } from './mutations.js';
import { analysed, example, loud } from './tenantTexts.js';

/** Changes that make two faults at once, or tear the text apart, show more; nothing makes a flood. */
test('whatever one small change breaks in a ready tenant is nearly always told once, and never in a flood', () => {
  const shown = mutationsOf(example('ready')).map(({ what, text }) => ({
    what,
    rules: loud(analysed(text)).map(({ rule }) => rule),
  }));
  const broken = shown.filter(({ rules }) => rules.length > 0);
  const once = broken.filter(({ rules }) => rules.length === 1);
  expect(broken.length).toBeGreaterThan(600);
  expect(once.length / broken.length).toBeGreaterThan(0.9);
  expect(shown.filter(({ rules }) => rules.length > 5)).toEqual([]);
}, 60_000);
