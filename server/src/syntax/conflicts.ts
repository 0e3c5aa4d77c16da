import type { OffsetRange, SyntaxProblem } from './tree.js';

/** The conflicts that a merge left in a text. */
export interface Conflicts {
  /** From each `<<<<<<<` to the end of its `>>>>>>>`. */
  readonly spans: readonly OffsetRange[];
  readonly problems: readonly SyntaxProblem[];
  /** The text with blanks in place of the markers, so that both sides can be read. */
  readonly source: string;
}

const MARKER = /^(?:<{7}|={7}|\|{7}|>{7})(?=[ \r\n]|$)[^\r\n]*/gm;

/** Finds the markers that a version control system writes; null where there are none. */
export function conflictsOf(text: string): Conflicts | null {
  if (!text.includes('<<<<<<<')) return null;
  const spans: OffsetRange[] = [];
  const problems: SyntaxProblem[] = [];
  const parts: string[] = [];
  let copied = 0;
  let open: OffsetRange | null = null;
  for (const found of text.matchAll(MARKER)) {
    const range = { start: found.index, end: found.index + found[0].length };
    if (found[0].startsWith('<')) {
      open = range;
      problems.push({
        range,
        message:
          'A merge left both versions here. Keep what is right and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`.',
        kind: 'conflict-marker',
      });
    } else if (open === null) continue;
    else if (found[0].startsWith('>')) {
      spans.push({ start: open.start, end: range.end });
      open = null;
    }
    parts.push(text.slice(copied, range.start), ' '.repeat(found[0].length));
    copied = range.end;
  }
  if (open !== null) spans.push({ start: open.start, end: text.length });
  if (problems.length === 0) return null;
  return { spans, problems, source: parts.join('') + text.slice(copied) };
}
