import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyse } from './fixture.js';

const examples = ['bare', 'blocked', 'ready', 'starting'].map((name) => ({
  name,
  text: readFileSync(fileURLToPath(new URL(`../../examples/${name}/tenant.yaml`, import.meta.url)), 'utf8'),
}));

/** Rules run on text that is broken most of the time. `analyse` throws where a rule does. */
describe.each(examples)('the rules bear $name', ({ text }) => {
  test('cut off anywhere', () => {
    for (let end = 0; end < text.length; end += 61) {
      expect(
        () => analyse(new Map([['tenant.yaml', text.slice(0, end)]]), '2026-11-24'),
        `cut at ${String(end)}`,
      ).not.toThrow();
    }
  });

  test('without any one line, and say nothing outside of the text', () => {
    const lines = text.split('\n');
    for (let index = 0; index < lines.length; index += 3) {
      const cut = lines.filter((_, at) => at !== index).join('\n');
      const { diagnostics } = analyse(new Map([['tenant.yaml', cut]]), '2026-11-24');
      for (const { place, rule } of diagnostics) {
        const { start, end } = place.range;
        expect(
          0 <= start && start <= end && end <= cut.length,
          `${rule} without line ${String(index + 1)}`,
        ).toBe(true);
      }
    }
  });

  test('and their fixes bear it too', () => {
    for (let end = 40; end < text.length; end += 241) {
      const { diagnostics } = analyse(new Map([['tenant.yaml', text.slice(0, end)]]), '2026-11-24');
      for (const { fixes } of diagnostics) {
        for (const fix of fixes) expect(() => fix.changes(), fix.title).not.toThrow();
      }
    }
  });
});
