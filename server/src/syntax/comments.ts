import type { Comment, OffsetRange } from './tree.js';

/**
 * The comments of `text[start, end)`. A `#` begins one at a line's start or behind a blank, save inside `contents`: the
 * spans of scalars, in order.
 */
export function commentsOf(
  text: string,
  start: number,
  end: number,
  contents: readonly OffsetRange[],
): Comment[] {
  const comments: Comment[] = [];
  let next = 0;
  let at = text.indexOf('#', start);
  while (at !== -1 && at < end) {
    while (next < contents.length && (contents[next]?.end ?? 0) <= at) next++;
    const content = contents[next];
    if (content !== undefined && content.start <= at) {
      at = text.indexOf('#', Math.max(content.end, at + 1));
      continue;
    }
    if (at > start && !isBlankOrLineEnd(text.charCodeAt(at - 1))) {
      at = text.indexOf('#', at + 1);
      continue;
    }
    const lineFeed = text.indexOf('\n', at);
    let lineEnd = lineFeed === -1 || lineFeed > end ? end : lineFeed;
    if (lineEnd > at && text.charCodeAt(lineEnd - 1) === 13) lineEnd--;
    comments.push({
      range: { start: at, end: lineEnd },
      text: text.slice(at + 1, lineEnd),
      ownLine: isFirstOnLine(text, at),
    });
    at = text.indexOf('#', lineEnd);
  }
  return comments;
}

function isFirstOnLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  return at < 0 || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 0xfeff;
}

function isBlankOrLineEnd(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 0xfeff;
}
