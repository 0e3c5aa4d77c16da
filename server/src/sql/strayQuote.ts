import { isWordCode } from './characters.js';

/** More quotes than this on one line are not weighed against each other. */
const maxCandidates = 24;

/**
 * Where a string is never closed, the quote too many need not be the last one: a quote typed in the middle of a line
 * turns every string behind it inside out. Gives the offset of the quote that makes most sense to leave out.
 */
export function findStrayQuote(text: string, unclosedAt: number): number {
  const quote = text.charAt(unclosedAt);
  const line = brokenLine(text, quote) ?? { start: unclosedAt, quotes: [unclosedAt] };
  const { quotes } = line;
  if (quotes.length > maxCandidates || quotes.length === 0) return unclosedAt;
  let best = unclosedAt;
  let bestCost = Infinity;
  for (const candidate of quotes) {
    const rest = quotes.filter((offset) => offset !== candidate);
    let cost = 0;
    for (let index = 0; index + 1 < rest.length; index += 2) {
      cost += implausibility(text, rest[index] ?? 0, rest[index + 1] ?? 0);
    }
    if (cost < bestCost) {
      bestCost = cost;
      best = candidate;
    }
  }
  return best;
}

/** The first line whose quotes of that kind do not pair, with their offsets. */
function brokenLine(text: string, quote: string): { start: number; quotes: number[] } | null {
  let at = 0;
  while (at < text.length) {
    const start = at;
    const quotes: number[] = [];
    let open = '';
    for (; at < text.length && text[at] !== '\n'; at++) {
      const character = text.charAt(at);
      if (open === '') {
        if (character === '-' && text[at + 1] === '-') break;
        if (character === '/' && text[at + 1] === '*') {
          const close = text.indexOf('*/', at + 2);
          at = close < 0 ? text.length : close + 1;
        } else if (character === "'" || character === '"' || character === '`') open = character;
      } else if (character === '\\' && open !== '`') {
        at++;
        continue;
      } else if (character === open) open = '';
      if (character === quote) quotes.push(at);
    }
    if (open === quote && quotes.length % 2 === 1) return { start, quotes };
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  return null;
}

const keyword = /\b(?:AS|FROM|WHERE|THEN|ELSE|END|SELECT|JOIN|AND|OR|IN|LIKE|GROUP BY|ORDER BY|OVER)\b/;

/** How unlikely it is that a string begins at `open` and ends at `close`. */
function implausibility(text: string, open: number, close: number): number {
  const before = text.charCodeAt(open - 1);
  const after = text.charCodeAt(close + 1);
  const inside = text.slice(open + 1, Math.min(close, open + 300));
  let cost = 0;
  if (isWordCode(before) && !/(?:^|\W)[rx]$/i.test(text.slice(Math.max(0, open - 2), open))) cost += 3;
  if (before === 41) cost += 3;
  if (isWordCode(after) || text[close + 1] === '(') cost += 3;
  if (/^\s*[,)=<>]/.test(inside) && /\w/.test(inside)) cost += 2;
  if (/[,(=<>]\s*$/.test(inside) && /\w/.test(inside)) cost += 2;
  if (/^\s|\s$/.test(inside) && /\w/.test(inside)) cost += 1;
  if (keyword.test(inside)) cost += 4;
  return cost;
}
