import { MappedText } from './offsetMap.js';
import type { OffsetMap } from './tree.js';

/** Where a block scalar (`|` or `>`) stands, and what its header says. */
export interface BlockScalar {
  /** Offset of the `|` or `>`. */
  readonly start: number;
  /** Offset behind the last line that may belong to it. */
  readonly limit: number;
  /** Columns that each line is indented by; -1 to take it from the first line with content. */
  readonly indent: number;
  /** True where lines that are indented less belong to it all the same, though YAML ends it before them. */
  readonly isTorn?: boolean;
}

interface BlockLine {
  readonly start: number;
  /** Where the content starts, behind the indentation. */
  readonly content: number;
  /** Without the line end. */
  readonly end: number;
}

/** The columns that an explicit indication (`|2`) adds to those of the parent; 0 where the header has none. */
export function indentIndication(source: string, start: number): number {
  return Number(/^[|>][-+]?([1-9])/.exec(source.slice(start, start + 4))?.[1] ?? 0);
}

/** The offset where a block scalar's body starts: the line behind its header. */
export function blockBodyStart(source: string, start: number, limit: number): number {
  const lineEnd = source.indexOf('\n', start);
  return lineEnd === -1 || lineEnd >= limit ? limit : lineEnd + 1;
}

/** The offset behind a block scalar's last line with content (behind its header where there is none). */
export function blockContentEnd(source: string, block: BlockScalar): number {
  const body = blockBodyStart(source, block.start, block.limit);
  let end = block.limit;
  while (end > body && isSpace(source.charCodeAt(end - 1))) end--;
  if (end > body) return end;
  const header = /^[|>][-+1-9]*/.exec(source.slice(block.start, block.start + 4));
  return block.start + (header?.[0].length ?? 1);
}

/** The value of a block scalar, and where each of its characters stands. */
export function blockScalarText(
  source: string,
  block: BlockScalar,
): { readonly text: string; readonly map: OffsetMap } {
  const lines = blockLines(source, block);
  const out = new MappedText(source);
  const folded = source[block.start] === '>';
  let pending: number[] = [];
  let started = false;
  let wasIndented = false;
  let end = blockBodyStart(source, block.start, block.limit);
  for (const line of lines) {
    if (line.content >= line.end) {
      pending.push(line.end);
      continue;
    }
    const indented = folded && isBlank(source.charCodeAt(line.content));
    if (folded && !indented && !wasIndented && started) putFold(out, pending);
    else for (const lineBreak of pending) out.put('\n', lineBreak);
    out.copy(line.content, line.end);
    wasIndented = indented;
    started = true;
    pending = [line.end];
    end = line.end;
  }
  const chomping = /^[|>][1-9]?([-+])?/.exec(source.slice(block.start, block.start + 4))?.[1];
  if (chomping === '+') {
    for (const lineBreak of pending) out.put('\n', lineBreak);
    end = lines.at(-1)?.end ?? end;
  } else if (chomping === undefined && started) out.put('\n', end);
  const isLast = chomping === '-' || (chomping === undefined && !started);
  return out.finish(isLast ? end : behindLineEnd(source, end, block.limit));
}

/** In a folded text one line end is a space, and of several the first one counts for nothing. */
function putFold(out: MappedText, breaks: readonly number[]): void {
  const [first, ...others] = breaks;
  if (first !== undefined && others.length === 0) out.put(' ', first);
  for (const lineBreak of others) out.put('\n', lineBreak);
}

function blockLines(source: string, block: BlockScalar): BlockLine[] {
  const lines: BlockLine[] = [];
  let indent = block.indent;
  let at = blockBodyStart(source, block.start, block.limit);
  while (at < block.limit) {
    const lineFeed = source.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= block.limit ? block.limit : lineFeed + 1;
    let end = next;
    if (lineFeed === next - 1)
      end = source.charCodeAt(next - 2) === 13 && next - 2 >= at ? next - 2 : next - 1;
    let spaces = at;
    while (spaces < end && source.charCodeAt(spaces) === 32) spaces++;
    const blank = spaces === end;
    if (!blank) {
      if (indent < 0) indent = spaces - at;
      else if (spaces - at < indent && block.isTorn !== true) break;
    }
    const content = block.isTorn === true ? Math.min(at + indent, spaces) : at + indent;
    lines.push({ start: at, content: indent < 0 ? end : Math.min(content, end), end });
    // The last line without a line end is not a blank line if it is empty.
    if (blank && next === block.limit && lineFeed === -1) lines.pop();
    at = next;
  }
  return lines;
}

function behindLineEnd(source: string, end: number, limit: number): number {
  if (source.startsWith('\r\n', end)) return Math.min(end + 2, limit);
  return source[end] === '\n' ? Math.min(end + 1, limit) : end;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
