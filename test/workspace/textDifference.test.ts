import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { editsBetween } from '../../server/src/workspace/textDifference.js';

describe('editsBetween', () => {
  it('changes only the lines that differ', () => {
    const edits = editsBetween('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n');
    expect(edits).toEqual([
      { range: { start: 2, end: 4 }, newText: 'B\n' },
      { range: { start: 8, end: 8 }, newText: 'e\n' },
    ]);
  });

  it('gives nothing for equal texts', () => {
    expect(editsBetween('a\r\nb', 'a\r\nb')).toEqual([]);
  });

  it('makes any text of any other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyTextEdits(before, editsBetween(before, after))).toBe(after);
      }),
    );
  });

  it('replaces what lies between where too much differs', () => {
    const before = Array.from({ length: 3000 }, (_, at) => `a${at}\n`).join('');
    const after = Array.from({ length: 3000 }, (_, at) => `b${at}\n`).join('');
    expect(applyTextEdits(before, editsBetween(before, after))).toBe(after);
  });
});
