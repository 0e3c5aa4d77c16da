import { lineStartBefore } from '../syntax/positions.js';

/** What is being typed inside `{…}` or `[…]`. */
export interface FlowContext {
  readonly kind: 'key' | 'value';
  /** The keys inside the brackets that lead there. */
  readonly path: readonly string[];
  /** The offset of the line whose key holds the outermost bracket. */
  readonly line: number;
  readonly item: boolean;
  readonly lead: string;
}

/** How far back an open bracket is looked for. */
const mostCharacters = 4000;

interface Open {
  readonly bracket: '{' | '[';
  readonly at: number;
  /** Keys with a colon behind them since the bracket or the last comma. */
  key: string | null;
  /** Where the word since the last comma, colon or bracket begins. */
  from: number;
}

/** The brackets that are open at an offset; null where none is. */
export function flowContext(text: string, offset: number): FlowContext | null {
  const start = entryStart(text, offset);
  const open = openBrackets(text, start, offset);
  const innermost = open.at(-1);
  const outermost = open[0];
  if (innermost === undefined || outermost === undefined) {
    return null;
  }
  const path = open.flatMap((one) => (one.key === null ? [] : [one.key]));
  const isItem = innermost.bracket === '[';
  const behindColon = text[offset - 1] === ':';
  return {
    kind: isItem || innermost.key !== null ? 'value' : 'key',
    path,
    line: outermost.at,
    item: isItem,
    lead: innermost.key !== null && behindColon ? ' ' : '',
  };
}

/** The start of the nearest line above that is no deeper than… any line that could hold the opening bracket. */
function entryStart(text: string, offset: number): number {
  const limit = Math.max(0, offset - mostCharacters);
  let start = lineStartBefore(text, offset);
  // A line that itself begins in block style at the cursor's depth or less cannot be inside a bracket from above.
  while (start > limit && insideBracketsFromAbove(text, start)) {
    start = lineStartBefore(text, start - 1);
  }
  return start;
}

function insideBracketsFromAbove(text: string, lineStart: number): boolean {
  const above = text.slice(lineStartBefore(text, lineStart - 1), lineStart).trimEnd();
  return /[{[,]$/.test(above.replace(/\s#.*$/, '').trimEnd());
}

function openBrackets(text: string, start: number, offset: number): Open[] {
  const open: Open[] = [];
  let quote: string | null = null;
  for (let at = start; at < offset; at += 1) {
    const character = text[at] ?? '';
    const innermost = open.at(-1);
    if (quote !== null) {
      quote = character === quote ? null : quote;
    } else if ((character === '"' || character === "'") && /[\s,[{:]/.test(text[at - 1] ?? ' ')) {
      quote = character;
    } else if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? offset : end;
    } else if (
      (character === '{' || character === '[') &&
      (innermost !== undefined || /[\s:-]/.test(text[at - 1] ?? ' '))
    ) {
      open.push({ bracket: character, at, key: null, from: at + 1 });
    } else if ((character === '}' || character === ']') && innermost !== undefined) {
      open.pop();
    } else if (character === ',' && innermost !== undefined) {
      innermost.key = null;
      innermost.from = at + 1;
    } else if (
      character === ':' &&
      innermost?.bracket === '{' &&
      innermost.key === null &&
      /[\s{[]|^$/.test(text[at + 1] ?? '')
    ) {
      innermost.key = unquoted(text.slice(innermost.from, at).trim());
      innermost.from = at + 1;
    }
  }
  return open;
}

/** A key without its quotes. */
export function unquoted(key: string): string {
  const trimmed = key.trim();
  return /^(".*"|'.*')$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
