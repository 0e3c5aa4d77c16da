import type { OffsetMap } from './tree.js';

/**
 * Builds a value piece by piece and keeps where each piece came from. Between two marks value and text run side by
 * side; at a mark the text may jump (stripped indentation, the second quote of `''`, the rest of an escape).
 */
export class MappedText {
  private readonly parts: string[] = [];
  private readonly valueMarks: number[] = [];
  private readonly textMarks: number[] = [];
  private length = 0;

  constructor(private readonly source: string) {}

  /** Appends `source[start, end)` as it is. */
  copy(start: number, end: number): void {
    if (end <= start) return;
    this.mark(start);
    this.parts.push(this.source.slice(start, end));
    this.length += end - start;
  }

  /** Appends `value`, which `source` spells at `start` in another way. */
  put(value: string, start: number): void {
    if (value === '') return;
    this.mark(start);
    this.parts.push(value);
    this.length += value.length;
  }

  /** The value and its map; `end` is the text offset of the value's end. */
  finish(end: number): { readonly text: string; readonly map: OffsetMap } {
    this.valueMarks.push(this.length);
    this.textMarks.push(end);
    return { text: this.parts.join(''), map: new MarkedMap(this.valueMarks, this.textMarks) };
  }

  private mark(start: number): void {
    this.valueMarks.push(this.length);
    this.textMarks.push(start);
  }
}

class MarkedMap implements OffsetMap {
  /** Both ascending, equally long, with a last mark for the value's end. */
  constructor(
    private readonly values: readonly number[],
    private readonly texts: readonly number[],
  ) {}

  toText(offset: number): number {
    const index = lastAtMost(this.values, offset);
    const from = this.texts[index] ?? 0;
    const next = this.texts[index + 1];
    const inside = from + Math.max(0, offset - (this.values[index] ?? 0));
    // Past the last mark there is nothing; before the next mark the text may be shorter than the value's piece.
    return next === undefined ? from : Math.min(inside, next);
  }

  toValue(offset: number): number {
    const index = lastAtMost(this.texts, offset);
    const from = this.values[index] ?? 0;
    const next = this.values[index + 1];
    const inside = from + Math.max(0, offset - (this.texts[index] ?? 0));
    return next === undefined ? from : Math.min(inside, next);
  }
}

/** The map of a value that stands in the text as it is, from `start`. */
export class StraightMap implements OffsetMap {
  constructor(
    private readonly start: number,
    private readonly length: number,
  ) {}

  toText(offset: number): number {
    return this.start + Math.max(0, Math.min(offset, this.length));
  }

  toValue(offset: number): number {
    return Math.max(0, Math.min(offset - this.start, this.length));
  }
}

/** A map whose text stands `by` so many characters further back. */
export class MovedMap implements OffsetMap {
  constructor(
    private readonly map: OffsetMap,
    private readonly by: number,
  ) {}

  toText(offset: number): number {
    return this.map.toText(offset) + this.by;
  }

  toValue(offset: number): number {
    return this.map.toValue(offset - this.by);
  }
}

/** The index of the last element that is at most `wanted`; 0 where there is none. */
function lastAtMost(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
