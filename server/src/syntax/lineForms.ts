import { leftOpen } from './brackets.js';
import { colonOf, isItem, isSilent, type TextLine } from './lines.js';

/** What a line is by its own form. */
export type LineForm =
  /** A key with nothing behind it: what stands below it is its value. */
  | 'key'
  /** A key with its value, which no other line belongs to. */
  | 'value'
  /** An item of a list. */
  | 'item'
  /** No colon: a word that is being typed, or a key that has lost its colon. */
  | 'words';

/** A line that says where something stands: no text of a block, no rest of a value. */
export interface FormedLine {
  readonly line: TextLine;
  readonly form: LineForm;
  /** The lines below it that are a part of its value, with blank ones among them. */
  readonly rest: readonly TextLine[];
  /** True where the rest is the text of a block (`|`, `>`). */
  readonly isBlock: boolean;
  /** True for a key with its value in braces, which may be a thing with settings as those with lines below are. */
  readonly isInBraces: boolean;
}

/** A value that may go on below its line is not looked for further than this. */
const LONGEST_VALUE = 200;

/** The lines of a text that has errors, each with what belongs to it; blank lines and comments are left out. */
export function formedLines(source: string, lines: readonly TextLine[]): readonly FormedLine[] {
  const formed: FormedLine[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    at++;
    if (isSilent(source, line)) continue;
    const isBlock = opensBlock(source, line);
    const rest = isBlock ? textBelow(source, line, lines, at) : valueBelow(source, line, lines, at);
    at += rest.length;
    formed.push({
      line,
      form: isBlock ? 'value' : formOf(source, line),
      rest,
      isBlock,
      isInBraces: isInBraces(source, line),
    });
  }
  return formed;
}

/** True for a line that opens a block scalar, also where its colon is lost. */
export function opensBlock(source: string, line: TextLine): boolean {
  // The end of a line is enough, and a pattern over a very long one is slow.
  const text = source.slice(Math.max(line.content, line.end - 1000), line.end);
  return /(?::|^[\w-]+)[ \t]+[|>][-+1-9]*[ \t]*(?:#.*)?$/.test(text);
}

function formOf(source: string, line: TextLine): LineForm {
  if (isItem(source, line)) return 'item';
  const colon = colonOf(source, line);
  if (colon === -1) return lostColon(source, line) === null ? 'words' : 'value';
  return /^[ \t]*(?:&[^\s,[\]{}]+)?[ \t]*(?:#.*)?$/.test(source.slice(colon + 1, line.end)) ? 'key' : 'value';
}

/** A name and a value in brackets, or a value that is no word, with no colon between them. */
const withoutColon = /^([\w:.-]+)[ \t]+(?:[{[].*[}\]]|true|false|\d[\w-]*)[ \t]*(?:#.*)?$/;
/** A name and one more word. */
const twoWords = /^([\w:.-]+)[ \t]+[^\s#&*!|>'"%@`{}[\],:][^\s]*[ \t]*(?:#.*)?$/;

/** Where a key ends that has lost its colon, and whether that is certain; null for a line that is none. */
export function lostColon(
  source: string,
  { content, end }: TextLine,
): { end: number; isClear: boolean } | null {
  if (end - content > 1000) return null;
  const text = source.slice(content, end);
  const clear = withoutColon.exec(text)?.[1];
  const name = clear ?? twoWords.exec(text)?.[1];
  return name === undefined || name.endsWith(':')
    ? null
    : { end: content + name.length, isClear: clear !== undefined };
}

/** The text of a block: what is indented deeper, and what stands less deep but can be nothing else. */
function textBelow(
  source: string,
  opener: TextLine,
  lines: readonly TextLine[],
  from: number,
): readonly TextLine[] {
  let behind = from;
  let column = -1;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.content === line.end) continue;
    if (endsText(source, opener, column, line) || isLostName(source, opener, line, lines[at + 1])) break;
    if (column === -1) column = line.indent;
    behind = at + 1;
  }
  return lines.slice(from, behind);
}

/** @param column where the text's first line begins */
function endsText(source: string, opener: TextLine, column: number, line: TextLine): boolean {
  if (line.indent > opener.indent) return line.indent < column && isNamed(source, line);
  if (isSilent(source, line) || isItem(source, line)) return true;
  return colonOf(source, line) !== -1;
}

/** A name that has lost its colon, above the first line of what it names. */
function isLostName(source: string, opener: TextLine, line: TextLine, next: TextLine | undefined): boolean {
  if (line.indent > opener.indent || !next || next.indent <= line.indent) return false;
  return isNamed(source, next) && /^[\w:.-]+\s*$/.test(source.slice(line.content, line.end));
}

/** A line that begins with a name and a colon, as hardly one of a query does. */
function isNamed(source: string, line: TextLine): boolean {
  return /^[\w:.-]+:(?: |$)/.test(source.slice(line.content, Math.min(line.end, line.content + 200)));
}

/** The lines below a value in brackets, a quoted or plain text, or a list. */
function valueBelow(
  source: string,
  first: TextLine,
  lines: readonly TextLine[],
  from: number,
): readonly TextLine[] {
  const colon = colonOf(source, first);
  const isList = isItem(source, first);
  const start = isList ? first.content + 1 : colon + 1;
  if (colon === -1 && !isList) return [];
  const value = /\S/.exec(source.slice(start, first.end))?.[0] ?? '#';
  const isOpen = '[{"\''.includes(value) && leftOpen(source, start, first.end) !== null;
  let at = from;
  for (; at < lines.length && at - from < LONGEST_VALUE; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (isSilent(source, line)) continue;
    const isDeeper = line.indent > first.indent;
    if (isOpen && (isDeeper || ']},'.includes(source[line.content] ?? ''))) {
      if (leftOpen(source, start, line.end) === null) return lines.slice(from, at + 1);
      continue;
    }
    const goesOn = isList
      ? isDeeper || isItem(source, line)
      : isDeeper && value !== '#' && isPlain(source, line);
    if (!goesOn) break;
  }
  while (at > from && isSilentAt(source, lines, at - 1)) at--;
  return lines.slice(from, at);
}

function isPlain(source: string, line: TextLine): boolean {
  return colonOf(source, line) === -1 && !isItem(source, line);
}

function isSilentAt(source: string, lines: readonly TextLine[], at: number): boolean {
  const line = lines[at];
  return line !== undefined && isSilent(source, line);
}

function isInBraces(source: string, line: TextLine): boolean {
  const colon = colonOf(source, line);
  return colon !== -1 && /^[ \t]*\{/.test(source.slice(colon + 1, line.end));
}

/** By line, the number of the next one with a key; -1 where there is none, or a list comes first. */
export function followingKeys(formed: readonly FormedLine[]): readonly number[] {
  const next: number[] = [];
  let following = -1;
  for (let at = formed.length - 1; at >= 0; at--) {
    next[at] = following;
    const form = formed[at]?.form;
    if (form === 'item') following = -1;
    else if (form !== 'words') following = at;
  }
  return next;
}
