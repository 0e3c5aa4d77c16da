import { isDigit, isOddWordCode, isSpaceCode, isWordCode, unescapeString } from './characters.js';
import type { SqlComment, SqlError } from './query.js';
import { findStrayQuote } from './strayQuote.js';
import type { Token, TokenKind } from './token.js';

export interface Lexed {
  /** The last one is of kind `end`. */
  readonly tokens: readonly Token[];
  readonly comments: readonly SqlComment[];
  readonly errors: readonly SqlError[];
}

/** How often the quote that is too many is sought anew before strings simply end with their lines. */
const maxStrayQuotes = 3;
const maxErrors = 20;

/** Splits a SQL text into tokens. Never fails: what nothing reads becomes a token of kind `bad`. */
export function lex(text: string): Lexed {
  const strays = new Set<number>();
  for (let attempt = 0; attempt < maxStrayQuotes; attempt++) {
    const lexer = new Lexer(text, strays, false);
    lexer.run();
    if (lexer.unclosedQuote === null) return lexer;
    strays.add(findStrayQuote(text, lexer.unclosedQuote));
  }
  const lexer = new Lexer(text, strays, true);
  lexer.run();
  return lexer;
}

const twoCharacters = new Set(['<>', '!=', '>=', '<=', '==', '||', '->', '=>', '::', '!>', '!<', '|>']);
const number = /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?:BD|[LSYDF])?|\.\d+(?:[eE][+-]?\d+)?(?:BD|[DF])?/iy;

class Lexer implements Lexed {
  readonly tokens: Token[] = [];
  readonly comments: SqlComment[] = [];
  readonly errors: SqlError[] = [];
  /** The first quote that nothing closes, where strings may span lines. */
  unclosedQuote: number | null = null;
  private at = 0;

  constructor(
    private readonly text: string,
    /** Quotes that are one too many, and therefore no quotes. */
    private readonly strays: ReadonlySet<number>,
    private readonly endWithLine: boolean,
  ) {}

  run(): void {
    const { text } = this;
    while (this.at < text.length && this.unclosedQuote === null) {
      const code = text.charCodeAt(this.at);
      if (isSpaceCode(code)) this.at++;
      else this.readToken(code);
    }
    this.push('end', text.length, '', '');
  }

  private push(kind: TokenKind, end: number, upper: string, value: string): void {
    this.tokens.push({ kind, start: this.at, end, upper, value });
    this.at = end;
  }

  private readToken(code: number): void {
    const { text, at } = this;
    const next = text.charCodeAt(at + 1);
    if (code === 45 && next === 45) this.readLineComment();
    else if (code === 47 && next === 42) this.readBlockComment();
    else if (code === 39 || code === 34) this.readString(at, at, false);
    else if (code === 96) this.readBackticks();
    else if (isDigit(code) || (code === 46 && isDigit(next) && !this.followsName())) this.readNumber();
    else if (isWordCode(code) || isOddWordCode(code) || (code === 123 && next === 123)) this.readWord();
    else if (code === 58 && isWordCode(next) && !this.followsName()) this.readParameter();
    else if (code === 63) this.push('parameter', at + 1, '', '?');
    else this.readOperator();
  }

  /** Whether the character before ends a name, a bracket or a literal: then `.` and `:` belong to it. */
  private followsName(): boolean {
    const before = this.at > 0 ? this.text.charCodeAt(this.at - 1) : 32;
    return isWordCode(before) || before === 96 || before === 41 || before === 93 || before === 125;
  }

  private readLineComment(): void {
    const { text, at } = this;
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    if (text.charCodeAt(end - 1) === 13) end--;
    this.comments.push({ range: { start: at, end }, text: text.slice(at + 2, end), style: 'line' });
    this.at = end;
  }

  private readBlockComment(): void {
    const { text, at } = this;
    let depth = 1;
    let end = at + 2;
    // Block comments nest in Spark.
    while (depth > 0 && end < text.length) {
      const code = text.charCodeAt(end);
      const next = text.charCodeAt(end + 1);
      if (code === 47 && next === 42) {
        depth++;
        end += 2;
      } else if (code === 42 && next === 47) {
        depth--;
        end += 2;
      } else end++;
    }
    if (depth > 0) {
      this.errors.push({
        range: { start: at, end: at + 2 },
        message: 'The comment that begins here with `/*` is never closed. Close it with `*/`.',
        kind: 'unclosed-comment',
      });
    }
    if (text.charCodeAt(at + 2) === 43 && depth === 0) {
      this.push('hint', end, '', text.slice(at + 3, end - 2));
      return;
    }
    const inside = text.slice(at + 2, depth > 0 ? end : end - 2);
    this.comments.push({ range: { start: at, end }, text: inside, style: 'block' });
    this.at = end;
  }

  /** Reads the string whose quote stands at `quoteAt`; the token starts at `start` (before a prefix such as `r`). */
  private readString(start: number, quoteAt: number, raw: boolean, kind: TokenKind = 'string'): void {
    const { text } = this;
    this.at = start;
    if (this.strays.has(quoteAt)) {
      this.strayError(quoteAt);
      this.push('bad', quoteAt + 1, '', text.slice(start, quoteAt + 1));
      return;
    }
    const close = this.findQuote(quoteAt);
    if (close < 0) {
      this.unclosed(start, quoteAt);
      return;
    }
    const inside = text.slice(quoteAt + 1, close);
    this.push(kind, close + 1, '', raw ? inside : unescapeString(inside));
  }

  /** The offset of the quote that closes the one at `open`, or -1. */
  private findQuote(open: number): number {
    const { text } = this;
    const quote = text.charCodeAt(open);
    for (let index = open + 1; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code === quote) {
        if (!this.strays.has(index)) return index;
        this.strayError(index);
      } else if (code === 92 && quote !== 96) index++;
      else if (code === 10 && (this.endWithLine || quote === 96)) return -1;
      else if (code === 123 && text.charCodeAt(index + 1) === 123) index = this.endOfTemplate(index) - 1;
    }
    return -1;
  }

  /** Behind the `}}` that closes the `{{` at `start` on its line; behind the `{{` where none does. */
  private endOfTemplate(start: number): number {
    const { text } = this;
    for (let index = start + 2; index < text.length && index < start + 500; index++) {
      const code = text.charCodeAt(index);
      if (code === 10) break;
      if (code === 125 && text.charCodeAt(index + 1) === 125) return index + 2;
    }
    return start + 2;
  }

  private unclosed(start: number, quoteAt: number): void {
    if (this.endWithLine) {
      this.strayError(quoteAt);
      this.push('bad', this.endOfLine(quoteAt), '', '');
      return;
    }
    this.at = start;
    this.unclosedQuote = quoteAt;
  }

  private endOfLine(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private strayError(at: number): void {
    const quote = this.text.charAt(at);
    if (this.errors.length >= maxErrors || this.errors.some((error) => error.range.start === at)) return;
    const message =
      quote === '`'
        ? 'The name that this backtick begins is never closed. Close it with another backtick, or take this one away.'
        : `The text that this quote begins is never closed. Close it with another ${quote}, or take this one away.`;
    this.errors.push({ range: { start: at, end: at + 1 }, message, kind: 'unclosed-string' });
  }

  private readBackticks(): void {
    const { text, at } = this;
    if (this.strays.has(at)) {
      this.strayError(at);
      this.push('bad', at + 1, '', '`');
      return;
    }
    let close = this.findQuote(at);
    while (close >= 0 && text.charCodeAt(close + 1) === 96) close = this.findQuote(close + 1);
    if (close < 0) {
      this.unclosed(at, at);
      return;
    }
    this.push('quoted', close + 1, '', text.slice(at + 1, close).replaceAll('``', '`'));
  }

  private readNumber(): void {
    const { text, at } = this;
    number.lastIndex = at;
    const match = number.exec(text)?.[0] ?? text.charAt(at);
    const end = at + match.length;
    const after = text.charCodeAt(end);
    // `2020_sales` and `1st` are names in Spark; only a point makes it certainly a number.
    if ((isWordCode(after) || isOddWordCode(after)) && /^\w+$/.test(match)) this.readWord();
    else if (text.charCodeAt(end - 1) === 46 && isWordCode(after))
      this.push('number', end - 1, '', match.slice(0, -1));
    else this.push('number', end, '', match);
  }

  private readWord(): void {
    const { text, at } = this;
    let end = at;
    let template = false;
    let odd = false;
    while (end < text.length) {
      const code = text.charCodeAt(end);
      if (isWordCode(code)) end++;
      else if (code === 123 && text.charCodeAt(end + 1) === 123) {
        template = true;
        end = this.endOfTemplate(end);
      } else if (code === 36 && text.charCodeAt(end + 1) === 123) {
        template = true;
        const close = text.slice(end, end + 200).indexOf('}');
        end = close < 0 ? end + 2 : end + close + 1;
      } else if (isOddWordCode(code)) {
        odd = true;
        end++;
      } else break;
    }
    const value = text.slice(at, end);
    const quote = text.charCodeAt(end);
    if ((quote === 39 || quote === 34) && /^[rRxX]$/.test(value)) {
      const raw = value === 'r' || value === 'R';
      this.readString(at, end, raw, raw ? 'string' : 'binary');
      return;
    }
    if (template) this.push('template', end, '', value);
    else if (odd && !/\w/.test(value) && value.charCodeAt(0) < 128) this.readBad(value);
    else {
      if (odd) this.oddName(at, value);
      this.push('word', end, value.toUpperCase(), value);
    }
  }

  private oddName(at: number, name: string): void {
    if (this.errors.length >= maxErrors) return;
    this.errors.push({
      range: { start: at, end: at + name.length },
      message: `\`${name}\` has characters that Spark reads in a name only between backticks.`,
      kind: 'reserved-name',
    });
  }

  private readBad(value: string): void {
    if (this.errors.length < maxErrors) {
      this.errors.push({
        range: { start: this.at, end: this.at + value.length },
        message: `\`${value}\` is nothing that Spark SQL can read.`,
        kind: 'syntax',
      });
    }
    this.push('bad', this.at + value.length, '', value);
  }

  private readParameter(): void {
    let end = this.at + 1;
    while (isWordCode(this.text.charCodeAt(end))) end++;
    this.push('parameter', end, '', this.text.slice(this.at, end));
  }

  private readOperator(): void {
    const { text, at } = this;
    if (text.startsWith('<=>', at)) {
      this.push('operator', at + 3, '<=>', '<=>');
      return;
    }
    const two = text.slice(at, at + 2);
    const sign = twoCharacters.has(two) ? two : text.charAt(at);
    if (sign.length === 2 || '()[],.;:=<>+-*/%~!&|^{}'.includes(sign))
      this.push('operator', at + sign.length, sign, sign);
    else this.readBad(sign);
  }
}
