/** What differs between two texts, as offsets of the first: all before `start` and from `end` on is the same. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
}

/** Texts are compared in pieces of this length before a piece that differs is looked through. */
const PIECE = 4096;

/** The one span in which two texts differ; null where they do not. */
export function changeBetween(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const start = alike(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const tail = alike(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start, end: before.length - tail };
}

/** How many characters are alike, of at most so many, where `isAlike` compares those from one to another. */
function alike(most: number, isAlike: (from: number, to: number) => boolean): number {
  let at = 0;
  for (let piece = PIECE; piece >= 1; piece = piece >> 1) {
    while (at + piece <= most && isAlike(at, at + piece)) at += piece;
  }
  return at;
}
