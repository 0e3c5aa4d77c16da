/** One line of a text that is cut at its entries. */
export interface TextLine {
  readonly start: number;
  /** Where its first character that is no blank stands. */
  readonly content: number;
  /** Before the line end. */
  readonly end: number;
  /** Behind the line end. */
  readonly next: number;
  /** Columns before the content; a tab reaches to the next even column. */
  readonly indent: number;
}

/** The lines of `source[start, end)`. `start` must be a line's start. */
export function linesOf(source: string, start: number, end: number): TextLine[] {
  const lines: TextLine[] = [];
  let at = start;
  while (at < end) {
    const lineFeed = source.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= end ? end : lineFeed + 1;
    let lineEnd = next;
    if (lineFeed === next - 1)
      lineEnd = source.charCodeAt(next - 2) === 13 && next - 2 >= at ? next - 2 : next - 1;
    let content = at;
    let indent = 0;
    for (; content < lineEnd; content++) {
      const code = source.charCodeAt(content);
      if (code === 32) indent++;
      else if (code === 9) indent += 2 - (indent % 2);
      else break;
    }
    lines.push({ start: at, content, end: lineEnd, next, indent });
    at = next;
  }
  return lines;
}

/** True for a line that says nothing: blank or a comment. */
export function isSilent(source: string, line: TextLine): boolean {
  return line.content === line.end || source.charCodeAt(line.content) === 35;
}

/** True for a line that begins with the dash of a list's item. */
export function isItem(source: string, line: TextLine): boolean {
  if (source.charCodeAt(line.content) !== 45) return false;
  const following = source.charCodeAt(line.content + 1);
  return line.content + 1 >= line.end || following === 32 || following === 9;
}

/** YAML allows no longer key on the line of its colon. */
const LONGEST_KEY = 1024;

/** The offset of the colon behind the key that a line begins with; -1 where it begins with none. */
export function colonOf(source: string, line: TextLine): number {
  const limit = Math.min(line.end, line.content + LONGEST_KEY);
  const first = source[line.content] ?? '';
  if (first === '"' || first === "'") {
    const close = closingQuote(source, line.content, limit);
    if (close === -1) return -1;
    let at = close + 1;
    while (at < limit && (source[at] === ' ' || source[at] === '\t')) at++;
    return source[at] === ':' && at < line.end ? at : -1;
  }
  if ('[]{},#|>%@`'.includes(first)) return -1;
  for (let at = line.content; at < limit; at++) {
    const code = source.charCodeAt(at);
    if (code === 58 && (at + 1 >= line.end || isBlank(source.charCodeAt(at + 1)))) return at;
    if (code === 35 && at > line.content && isBlank(source.charCodeAt(at - 1))) return -1;
  }
  return -1;
}

/** The offset of the quote that closes the one at `open`, before `end`; -1 where there is none. */
export function closingQuote(source: string, open: number, end: number): number {
  const quote = source[open];
  for (let at = open + 1; at < end; at++) {
    const character = source[at];
    if (character === '\\' && quote === '"') at++;
    else if (character === quote) {
      if (quote === "'" && source[at + 1] === "'" && at + 1 < end) at++;
      else return at;
    }
  }
  return -1;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
