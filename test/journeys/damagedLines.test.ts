import { expect, test } from 'vitest';
import { readinessOf } from '../../server/src/readiness/readiness.js';
import { damagedLines } from './damagedLines.js';
import { analysed, example, loud } from './tenantTexts.js';

const damaged = damagedLines(example('ready')).map((damage) => {
  const snapshot = analysed(damage.text);
  const found = loud(snapshot);
  const lines = found.map(({ place }) => damage.text.slice(0, place.range.start).split('\n').length - 1);
  return { ...damage, snapshot, found, lines };
});
const seen = damaged.filter(({ found }) => found.length > 0);
const isTorn = (rules: readonly string[]): boolean => rules.some((rule) => rule === 'yaml-syntax');

/** The states that a text is in while somebody types, and after a slip of the space bar. */
test('a damaged line of a ready tenant is nearly always told once, and never in a flood', () => {
  const often = seen.filter(({ found }) => found.length > 1);
  expect(seen.length).toBeGreaterThan(800);
  expect(often.map(({ what }) => what).length / seen.length).toBeLessThan(0.005);
  expect(often.filter(({ found }) => found.length > 2).map(({ what }) => what)).toEqual([]);
});

test('it is told where it is: at the line, or at what stands above or below it', () => {
  // A line that is taken away leaves no place, and what lacks then is told at what needs it.
  const left = seen.filter(({ damage }) => damage !== 'taken away');
  const near = left.filter(({ line, lines }) => lines.every((at) => Math.abs(at - line) <= 1));
  expect(near.length / left.length).toBeGreaterThan(0.98);
});

test('no feature is ready in a text that is no YAML', () => {
  const torn = seen.filter(({ found }) => isTorn(found.map(({ rule }) => rule)));
  const ready = torn.filter(({ snapshot }) =>
    readinessOf(snapshot).features.some((feature) => feature.ready),
  );
  expect(torn.length).toBeGreaterThan(600);
  expect(ready.map(({ what }) => what)).toEqual([]);
});
