import { MappedText } from './offsetMap.js';
import type { OffsetMap } from './tree.js';

type FlowStyle = 'plain' | 'single' | 'double';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

const SPECIAL = { plain: /\r?\n/g, single: /\r?\n|''/g, double: /\r?\n|\\/g } as const;

/**
 * The value of a plain or quoted scalar, and where each of its characters stands. `start` and `end` are those of the
 * content, without quotes.
 */
export function flowScalarText(
  source: string,
  start: number,
  end: number,
  style: FlowStyle,
): { readonly text: string; readonly map: OffsetMap } {
  const out = new MappedText(source);
  const special = SPECIAL[style];
  let at = start;
  while (at < end) {
    special.lastIndex = at;
    const found = special.exec(source);
    const stop = found === null || found.index >= end ? end : found.index;
    if (found === null || stop === end) {
      out.copy(at, end);
      break;
    }
    if (found[0] === "''") {
      out.copy(at, stop + 1);
      at = stop + 2;
    } else if (found[0] === '\\') {
      out.copy(at, stop);
      at = putEscape(source, stop, end, out);
    } else {
      at = putFold(source, at, stop, end, out);
    }
  }
  return out.finish(end);
}

/** Writes the run before a line end and what the line end folds to; gives where the next line's content starts. */
function putFold(source: string, runStart: number, lineEnd: number, end: number, out: MappedText): number {
  let runEnd = lineEnd;
  while (runEnd > runStart && isBlank(source.charCodeAt(runEnd - 1))) runEnd--;
  out.copy(runStart, runEnd);
  const { breaks, next } = lineBreaks(source, lineEnd, end);
  if (breaks.length === 1) out.put(' ', runEnd);
  else for (const lineBreak of breaks.slice(1)) out.put('\n', lineBreak);
  return next;
}

/** The offsets of a line end and of those of the blank lines behind it, and where content goes on. */
function lineBreaks(source: string, lineEnd: number, end: number): { breaks: number[]; next: number } {
  const breaks: number[] = [];
  let at = lineEnd;
  let next = lineEnd;
  while (at < end) {
    const code = source.charCodeAt(at);
    if (code === 10 || (code === 13 && source.charCodeAt(at + 1) === 10)) {
      breaks.push(at);
      at += code === 10 ? 1 : 2;
    } else if (isBlank(code)) at++;
    else break;
    next = at;
  }
  return { breaks, next: Math.min(next, end) };
}

/** Writes what a backslash at `at` stands for; gives the offset behind it. */
function putEscape(source: string, at: number, end: number, out: MappedText): number {
  const letter = source[at + 1] ?? '';
  const hexLength = HEX_LENGTH[letter];
  if (hexLength !== undefined) {
    const digits = source.slice(at + 2, Math.min(end, at + 2 + hexLength));
    const code = /^[0-9a-fA-F]+$/.test(digits) ? parseInt(digits, 16) : -1;
    out.put(code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd', at);
    return at + 2 + digits.length;
  }
  if (letter === '\n' || (letter === '\r' && source[at + 2] === '\n')) {
    const { breaks, next } = lineBreaks(source, at + 1, end);
    for (const lineBreak of breaks.slice(1)) out.put('\n', lineBreak);
    return next;
  }
  const value = ESCAPES[letter];
  if (value !== undefined) out.put(value, at);
  else out.copy(at, Math.min(end, at + 2));
  return Math.min(end, at + 2);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
