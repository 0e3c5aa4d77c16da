import { lineAt, lineEnd } from '../syntax/positions.js';
import type { Entry, SyntaxTree } from '../syntax/tree.js';
import type { TextEdit } from './edit.js';
import {
  columnAt,
  contentEnd,
  extentEnd,
  isFirstOnLine,
  lineEndAt,
  lineStartAt,
  nextLineAt,
  placeOfEntry,
} from './yamlPlace.js';
import { colonEnd } from './yamlReplace.js';

/**
 * Removes an entry with its value and the comments in it; comments above it stay. A mapping that is left empty is
 * written `{}`.
 */
export function removeEntry(tree: SyntaxTree, entry: Entry): readonly TextEdit[] {
  const place = placeOfEntry(tree, entry);
  if (place === null) return [];
  const { mapping, above } = place;
  const index = mapping.entries.indexOf(entry);
  const next = mapping.entries[index + 1];
  const start = entry.key.anchor?.range.start ?? entry.range.start;
  if (mapping.style === 'flow') {
    const before = mapping.entries[index - 1];
    return [removeBetweenCommas(start, entry.range.end, next?.range.start, before?.range.end)];
  }
  const column = columnAt(tree, mapping.range.start);
  const holder = above.at(-1);
  if (mapping.entries.length === 1 && holder?.kind === 'entry') {
    const colon = mapping.anchor?.range.end ?? colonEnd(tree, holder.entry) ?? holder.entry.key.range.end;
    const empty = { range: { start: colon, end: colon }, newText: ' {}' };
    return [empty, ...removeLines(tree, start, contentEnd(entry), column)];
  }
  if (isFirstOnLine(tree, start)) return removeLines(tree, start, contentEnd(entry), column);
  // The first entry behind a dash: the next one takes its place.
  const end = next?.range.start ?? entry.range.end;
  return [{ range: { start, end }, newText: next === undefined ? '{}' : '' }];
}

/** Removes an element between brackets with one of its commas. */
export function removeBetweenCommas(
  start: number,
  end: number,
  nextStart: number | undefined,
  beforeEnd: number | undefined,
): TextEdit {
  if (nextStart !== undefined) return { range: { start, end: nextStart }, newText: '' };
  return { range: { start: beforeEnd ?? start, end }, newText: '' };
}

/** Removes the lines of a thing at `column` that begins at `start` and ends at `end`, and one of two blank lines around. */
export function removeLines(
  tree: SyntaxTree,
  start: number,
  end: number,
  column: number,
): readonly TextEdit[] {
  const last = extentEnd(tree, end, column);
  let from = lineStartAt(tree, start);
  if (from === 0 && tree.text.charCodeAt(0) === 0xfeff) from = 1;
  let to = nextLineAt(tree, last);
  const blankBefore = from > 1 && isBlankLine(tree, lineAt(tree.lineStarts, from) - 1);
  if (to === tree.text.length && lineEndAt(tree, last) === to && from > 1) {
    // The last line without a line end: the line before it loses its own.
    return [{ range: { start: lineEnd(tree, lineAt(tree.lineStarts, from) - 1), end: to }, newText: '' }];
  }
  if (blankBefore) {
    if (to === tree.text.length) from = tree.lineStarts[lineAt(tree.lineStarts, from) - 1] ?? from;
    else if (isBlankLine(tree, lineAt(tree.lineStarts, to))) to = nextLineAt(tree, to);
  }
  return [{ range: { start: from, end: to }, newText: '' }];
}

function isBlankLine(tree: SyntaxTree, line: number): boolean {
  return tree.text.slice(tree.lineStarts[line] ?? 0, lineEnd(tree, line)).trim() === '';
}
