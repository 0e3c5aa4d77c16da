import type { SyntaxTree } from './tree.js';

/** A place in a text as editors count it: line and UTF-16 character, both from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A text with the offsets where its lines start; a `SyntaxTree` is one. */
export type Lines = Pick<SyntaxTree, 'text' | 'lineStarts'>;

/** The offset of each line's first character. Lines end at LF or CRLF; a lone CR ends no line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The number (from 0) of the line that holds `offset`; offsets outside the text are clamped. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The offset behind a line's last character, before its line end. */
export function lineEnd(lines: Lines, line: number): number {
  const { text, lineStarts } = lines;
  const next = lineStarts[line + 1];
  if (next === undefined) return text.length;
  return text.charCodeAt(next - 2) === 13 && next - 2 >= (lineStarts[line] ?? 0) ? next - 2 : next - 1;
}

/** Line and character of an offset; outside the text it is clamped. */
export function positionAt(lines: Lines, offset: number): TextPosition {
  const clamped = Math.max(0, Math.min(offset, lines.text.length));
  const line = lineAt(lines.lineStarts, clamped);
  return { line, character: clamped - (lines.lineStarts[line] ?? 0) };
}

/** The offset of a position. A character behind its line's end means the end; a line behind the last, the text's end. */
export function offsetAt(lines: Lines, position: TextPosition): number {
  const start = lines.lineStarts[position.line];
  if (position.line < 0) return 0;
  if (start === undefined) return lines.text.length;
  return Math.min(start + Math.max(0, position.character), lineEnd(lines, position.line));
}

/** The offset at which the line of an offset begins, found by looking back from it. */
export function lineStartBefore(text: string, offset: number): number {
  // Asked for what lies before the text, lastIndexOf looks at its first character all the same.
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
