import type { SqlRange } from '../sql/query.js';

/** Replaces `range` of a query's text (offsets before any edit of the same list) by `newText`. */
export interface SqlEdit {
  readonly range: SqlRange;
  /** Lines end with `\n` here, whatever the file's line ends are. */
  readonly newText: string;
}

/** Replaces a span. */
export function replaceRange(range: SqlRange, newText: string): SqlEdit {
  return { range, newText };
}

/** Puts text at an offset. */
export function insertAt(offset: number, newText: string): SqlEdit {
  return { range: { start: offset, end: offset }, newText };
}
