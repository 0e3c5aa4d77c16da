/** Behind blanks, line ends and comments: where the next thing stands, at most `end`. */
export function skipSeparators(source: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = source.charCodeAt(at);
    if (code === 35 && (at === 0 || isSpaceCode(source.charCodeAt(at - 1)))) {
      const lineEnd = source.indexOf('\n', at);
      at = lineEnd === -1 ? end : lineEnd;
    } else if (isSpaceCode(code) || code === 0xfeff) at++;
    else break;
  }
  return Math.min(at, end);
}

/** Space, tab, LF or CR. */
export function isSpaceCode(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
