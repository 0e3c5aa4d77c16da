import type { SqlError, SqlRange } from '../../sql/query.js';
import { nearest } from '../nearest.js';

/** Keywords that are often misspelled; none is near to another. */
const keywords: readonly string[] = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'INNER',
  'LEFT',
  'JOIN',
  'USING',
  'UNION',
  'PARTITION',
  'OVER',
  'BETWEEN',
  'WHEN',
  'THEN',
  'ELSE',
  'DISTINCT',
];

export interface MisspelledKeyword {
  readonly range: SqlRange;
  readonly written: string;
  readonly keyword: string;
}

/** Behind these a word is a name, however near it is to a keyword. */
const beforeNames = /(?:\b(?:FROM|JOIN|AS)|[.,(=<>])\s*$/i;

/** The word at an error, or just before it, where it is nearly a keyword; null where neither is. */
export function misspelledKeyword(text: string, error: SqlError): MisspelledKeyword | null {
  const at = wordAt(text, error.range.start);
  const before = /(?<![\w`])([A-Za-z]+)\s*$/.exec(text.slice(0, error.range.start));
  const words = [before ? { start: before.index, written: before[1] ?? '' } : null, at];
  for (const word of words) {
    if (!word || word.written.length < 3 || beforeNames.test(text.slice(0, word.start))) continue;
    const keyword = nearest(word.written, keywords);
    if (keyword === null || keyword === word.written.toUpperCase()) continue;
    const range = { start: word.start, end: word.start + word.written.length };
    return {
      range,
      written: word.written,
      keyword: word.written === word.written.toLowerCase() ? keyword.toLowerCase() : keyword,
    };
  }
  return null;
}

interface Word {
  readonly start: number;
  readonly written: string;
}

function wordAt(text: string, start: number): Word | null {
  const written = /^[A-Za-z]+(?![\w`])/.exec(text.slice(start, start + 20))?.[0];
  return written === undefined ? null : { start, written };
}
