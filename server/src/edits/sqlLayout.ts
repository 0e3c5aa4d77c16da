import type { ParsedSql, SqlComment, SqlRange } from '../sql/query.js';
import { lineStartBefore } from '../syntax/positions.js';

/** How a list (of columns, of grouping expressions) is laid out. */
export interface ListLayout {
  /** True where each entry begins a line. */
  readonly lines: boolean;
  /** True where the comma stands at the beginning of the line. */
  readonly leading: boolean;
  /** What stands before the comma or the entry on a line of its own. */
  readonly indentation: string;
  /** What stands between the comma and the entry. */
  readonly gap: string;
}

/** The layout that a list's own entries show; null where one entry or none shows nothing. */
export function shownLayout(text: string, entries: readonly SqlRange[]): ListLayout | null {
  let shown: ListLayout | null = null;
  for (let index = 1; index < entries.length; index++) {
    const before = entries[index - 1];
    const entry = entries[index];
    if (before === undefined || entry === undefined) continue;
    const between = withoutComments(text.slice(before.end, entry.start));
    const comma = between.indexOf(',');
    if (comma < 0) continue;
    const head = between.slice(0, comma);
    const tail = between.slice(comma + 1);
    if (head.includes('\n')) {
      shown = {
        lines: true,
        leading: true,
        indentation: lastLine(head),
        gap: tail.includes('\n') ? '' : tail,
      };
    } else if (tail.includes('\n')) {
      shown = { lines: true, leading: false, indentation: lastLine(tail), gap: ' ' };
    } else shown = { lines: false, leading: false, indentation: '', gap: tail === '' ? '' : ' ' };
  }
  return shown;
}

/** The text with every comment blanked out, so that commas and line ends in it do not count. */
function withoutComments(text: string): string {
  return text.replace(/--[^\n]*|\/\*[^]*?\*\//g, (comment) => ' '.repeat(comment.length));
}

function lastLine(text: string): string {
  return /[^\n]*$/.exec(text)?.[0].replace('\r', '') ?? '';
}

/** The blanks that the line of an offset begins with. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStartBefore(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Whether only blanks stand before an offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  const start = lineStartBefore(text, offset);
  return text.slice(start, offset).trim() === '';
}

/** The offset behind the comments that follow `offset` on its line: what is added there leaves them with their line. */
export function behindComments(
  parsed: ParsedSql,
  offset: number,
): { readonly offset: number; readonly line: boolean } {
  let end = offset;
  let line = false;
  let next = commentFrom(parsed, end);
  while (next !== null && !line) {
    const between = parsed.text.slice(end, next.range.start);
    if (between.trim() !== '' || between.includes('\n')) break;
    // A block comment with code behind it belongs to that code.
    if (next.style === 'block' && !endsLine(parsed, next.range.end)) break;
    end = next.range.end;
    line = next.style === 'line';
    next = commentFrom(parsed, end);
  }
  return { offset: end, line };
}

function endsLine({ text }: ParsedSql, offset: number): boolean {
  return /^[ \t]*(?:--.*)?(?:\r?\n|$)/.test(text.slice(offset));
}

function commentFrom({ comments }: ParsedSql, offset: number): SqlComment | null {
  return comments.find((comment) => comment.range.start >= offset) ?? null;
}
