import type { OffsetRange } from '../syntax/tree.js';

/** Replaces `range` of a text (offsets of the text before any edit of the same list) by `newText`. */
export interface TextEdit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/** A change to one file of the workspace; `uri` as the workspace names it. */
export type FileChange =
  | { readonly kind: 'edit'; readonly uri: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'create'; readonly uri: string; readonly text: string };

/**
 * The text after the edits. They must not overlap; edits at one offset apply in the order of the list.
 * @throws RangeError where two edits overlap or one lies outside the text.
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) =>
        a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.index - b.index,
    );
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    const { start, end } = edit.range;
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`Edit ${start}–${end} overlaps another edit or lies outside the text.`);
    }
    result += text.slice(at, start) + edit.newText;
    at = end;
  }
  return result + text.slice(at);
}
