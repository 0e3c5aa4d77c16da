/** What the lexer asks of single UTF-16 code units. */

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A character of Spark's unquoted names: letters of ASCII, digits, underscore. */
export function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code);
}

/** Characters that people put into names although Spark reads them only between backticks. */
export function isOddWordCode(code: number): boolean {
  return (
    (code > 127 && code !== 0xa0 && code !== 0xfeff && !isSpaceCode(code)) ||
    code === 36 ||
    code === 35 ||
    code === 64
  );
}

export function isSpaceCode(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200b)
  );
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  '0': '\0',
  Z: '\u001a',
};

/** The value of a string's inside: escapes resolved as Spark does (`\%` and `\_` keep their backslash). */
export function unescapeString(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(/\\(u[0-9A-Fa-f]{4}|[0-3][0-7]{2}|[^])/g, (whole, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(parseInt(escaped.slice(1), 16));
    if (escaped.length === 3) return String.fromCharCode(parseInt(escaped, 8));
    if (escaped === '%' || escaped === '_') return whole;
    return escapes[escaped] ?? escaped;
  });
}
