import { closingQuote } from './lines.js';
import { DEEPEST } from './readEvents.js';
import { isSpaceCode } from './separators.js';

/** A text to put at `offset` in the place of the `replaces` characters there. */
export interface Closing {
  readonly offset: number;
  readonly replaces: number;
  readonly text: string;
}

/** What is left open in a value, and where what closes it may be put. */
export interface LeftOpen {
  readonly kind: 'unclosed-quote' | 'unclosed-bracket' | 'too-deep';
  /** The offset of the quote or bracket that is not closed. */
  readonly offset: number;
  /** Texts and places that may close it, the likeliest first. */
  readonly closings: readonly Closing[];
}

interface Open {
  readonly offset: number;
  readonly closing: string;
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Looks for a quote or bracket that is not closed in the value `source[start, end)`. */
export function leftOpen(source: string, start: number, end: number): LeftOpen | null {
  return new BracketScan(source, end).run(start);
}

class BracketScan {
  private readonly open: Open[] = [];
  /** Behind the last character that is neither blank nor comment. */
  private contentEnd = 0;
  /** True where a value may begin: only there a quote opens. */
  private atStart = true;

  constructor(
    private readonly source: string,
    private readonly end: number,
  ) {}

  run(start: number): LeftOpen | null {
    let at = start;
    while (at < this.end) {
      const code = this.source.charCodeAt(at);
      if (isSpaceCode(code)) at++;
      else if (code === 35 && isSpaceCode(this.source.charCodeAt(at - 1))) {
        const lineFeed = this.source.indexOf('\n', at);
        at = lineFeed === -1 ? this.end : lineFeed;
      } else {
        const step = this.step(at);
        if (typeof step !== 'number') return step;
        at = step;
        this.contentEnd = at;
      }
    }
    const first = this.open[0];
    if (first === undefined) return null;
    const text = this.closers();
    return {
      kind: 'unclosed-bracket',
      offset: this.innermost().offset,
      closings: [{ offset: this.contentEnd, replaces: 0, text }],
    };
  }

  /** Reads what stands at `at`: the offset behind it, what is found wrong, or null where a plain value needs no look. */
  private step(at: number): number | LeftOpen | null {
    const character = this.source[at] ?? '';
    if ((character === '"' || character === "'") && this.atStart) return this.quote(at, character);
    if ((character === '[' || character === '{') && (this.atStart || this.open.length > 0)) {
      if (this.open.length >= DEEPEST) return { kind: 'too-deep', offset: at, closings: [] };
      this.open.push({ offset: at, closing: CLOSING[character] ?? '' });
      this.atStart = true;
      return at + 1;
    }
    if (character === ']' || character === '}') return this.close(at, character);
    if (this.atStart && (character === '&' || character === '!')) {
      let next = at;
      while (next < this.end && !isSpaceCode(this.source.charCodeAt(next))) next++;
      return next;
    }
    if (this.open.length === 0) return null;
    this.atStart = character === ',' || character === ':';
    return at + 1;
  }

  private quote(at: number, quote: string): number | LeftOpen {
    const close = closingQuote(this.source, at, this.end);
    this.atStart = false;
    if (close !== -1) return close + 1;
    const lineFeed = this.source.indexOf('\n', at);
    let lineEnd = lineFeed === -1 || lineFeed > this.end ? this.end : lineFeed;
    while (lineEnd > at + 1 && isSpaceCode(this.source.charCodeAt(lineEnd - 1))) lineEnd--;
    const closings = [{ offset: lineEnd, replaces: 0, text: quote + this.closers() }];
    const delimiter = this.open.length > 0 ? this.source.slice(at, lineEnd).search(/[,\]}]/) : -1;
    if (delimiter > 0) closings.unshift({ offset: at + delimiter, replaces: 0, text: quote });
    return { kind: 'unclosed-quote', offset: at, closings };
  }

  private close(at: number, character: string): number | LeftOpen | null {
    const depth = this.open.map(({ closing }) => closing).lastIndexOf(character);
    if (depth === -1) {
      if (this.open.length === 0) return null;
      const { offset, closing } = this.innermost();
      return { kind: 'unclosed-bracket', offset, closings: [{ offset: at, replaces: 1, text: closing }] };
    }
    if (depth < this.open.length - 1) {
      const text = this.open
        .slice(depth + 1)
        .reverse()
        .map(({ closing }) => closing)
        .join('');
      return {
        kind: 'unclosed-bracket',
        offset: this.innermost().offset,
        closings: [{ offset: at, replaces: 0, text }],
      };
    }
    this.open.pop();
    this.atStart = false;
    return at + 1;
  }

  private innermost(): Open {
    return this.open.at(-1) ?? { offset: 0, closing: '' };
  }

  private closers(): string {
    return this.open
      .map(({ closing }) => closing)
      .reverse()
      .join('');
  }
}
