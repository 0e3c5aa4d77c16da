import { describe, expect, test } from 'vitest';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import type { Diagnostic } from '../../server/src/rules/rule.js';
import { faults } from './faults.js';
import { queryFaults } from './queryFaults.js';
import { spreadingFaults } from './spreadingFaults.js';
import { tagFaults } from './tagFaults.js';
import { analysed, example, loud, mended } from './tenantTexts.js';
import { tornFaults } from './tornFaults.js';

const ready = example('ready');
const all = [...faults, ...spreadingFaults, ...tagFaults, ...tornFaults, ...queryFaults];

/** The text after a diagnostic's first fix. */
function afterFirstFix(text: string, { fixes }: Diagnostic): string {
  const fix = fixes.find(({ suppression }) => suppression !== true);
  const edits = (fix?.changes() ?? []).flatMap((change) => (change.kind === 'edit' ? change.edits : []));
  return applyTextEdits(text, edits);
}

describe('a ready tenant with one fault', () => {
  test('was without one before', () => {
    expect(loud(analysed(ready))).toEqual([]);
  });

  test.each(all.map((fault) => ({ ...fault, name: fault.what })))(
    '$name',
    ({ from, to, rule, at, noMend }) => {
      const text = ready.replace(from, to);
      expect(text, 'the fault is there').not.toBe(ready);
      const found = loud(analysed(text));
      expect(found.map((one) => `${one.rule}: ${one.message}`)).toHaveLength(1);
      const [only] = found;
      if (!only) return;
      expect(only.rule).toBe(rule);
      expect(text.slice(only.place.range.start).startsWith(at), 'it is told at its cause').toBe(true);
      const after = afterFirstFix(text, only);
      if (noMend === undefined) {
        expect(after, 'the first fix does something').not.toBe(text);
        // A new table may still want to be passed through, which is a fix that nobody has to think about.
        expect(loud(mended(after, {}).snapshot).map(({ message }) => message)).toEqual([]);
      } else {
        expect(loud(analysed(after)).length, noMend).toBeGreaterThan(0);
      }
    },
  );
});
