import type { Expression, Identifier, Query, SqlError, SqlRange, TableExpression } from './query.js';
import type { Brackets, Token } from './token.js';

/** The parts of the grammar that contain each other; handed to the cursor so that no file imports in a circle. */
export interface Grammar {
  expression(cursor: Cursor): Expression;
  /** An expression without AND, OR and predicates. */
  operand(cursor: Cursor): Expression;
  query(cursor: Cursor): Query;
  /** A table with every table that joins it. */
  relation(cursor: Cursor): ReadTable;
}

/** A table, and whether all of it could be read. */
export interface ReadTable {
  readonly table: TableExpression;
  readonly known: boolean;
}

/** A place to go back to. */
export interface Mark {
  readonly at: number;
  readonly errors: number;
  readonly quiet: boolean;
}

/** Nesting beyond this is passed over as unknown, so that no text can exhaust the stack. */
const maxDepth = 160;
/** A tree is never deeper than about this, so that whoever walks it may recurse. */
const maxHeight = 400;
const maxErrors = 5;

/** The parser's place in the tokens, and what it found wrong so far. */
export class Cursor {
  at = 0;
  /** Tokens from here on do not exist, while an item is read again up to its comma. */
  limit: number;
  /** How many brackets the parser stands in: without any, a closing one closes nothing. */
  open = 0;
  /** The first bracket that was found never to be closed while the current item was read, or -1. */
  unclosedAt = -1;
  /** How often brackets may be passed over and words looked for far ahead: keeps the time linear. */
  repairs = 24;
  /** How many tokens may still be read a second time. */
  private spare = 100_000;
  /** How many tables the FROM that is read joins already. */
  tables = 0;
  /** How many CASE are begun and not ended: without any, END is a name. */
  cases = 0;
  /** How deep the tree is that was made since the current expression began; see `tooHigh`. */
  height = 0;
  readonly errors: SqlError[] = [];
  /** After an error the next ones up to a place of sure footing are its consequences. */
  private quiet = false;
  private depth = 0;
  private limitToken: Token;

  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
    readonly brackets: Brackets,
    readonly grammar: Grammar,
    /** True where a comment that is never closed hides the text's end. */
    readonly cutOff: boolean,
  ) {
    this.limit = tokens.length - 1;
    this.limitToken = tokens[this.limit] ?? { kind: 'end', start: 0, end: 0, upper: '', value: '' };
  }

  get token(): Token {
    return this.at < this.limit ? (this.tokens[this.at] ?? this.limitToken) : this.limitToken;
  }

  /** The token `distance` behind the current one. */
  peek(distance: number): Token {
    const index = this.at + distance;
    return index < this.limit ? (this.tokens[index] ?? this.limitToken) : this.limitToken;
  }

  /** Whether the current token is that keyword or operator. */
  is(upper: string): boolean {
    return this.token.upper === upper;
  }

  isNext(upper: string): boolean {
    return this.peek(1).upper === upper;
  }

  get atEnd(): boolean {
    return this.at >= this.limit;
  }

  advance(): Token {
    const token = this.token;
    if (this.at < this.limit) this.at++;
    return token;
  }

  accept(upper: string): boolean {
    if (this.token.upper !== upper) return false;
    this.advance();
    return true;
  }

  /** Offset behind the last token read. */
  get end(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  /** From `start` to the end of the last token read. */
  rangeFrom(start: number): SqlRange {
    return { start, end: Math.max(start, this.end) };
  }

  /** An empty range behind the last token read: the place of what is missing. */
  get missingRange(): SqlRange {
    return { start: this.end, end: this.end };
  }

  /** Ends items at the token with that index until `unlimit`; gives the limit before. */
  limitTo(index: number): number {
    const before = this.limit;
    this.setLimit(index);
    return before;
  }

  setLimit(index: number): void {
    this.limit = index;
    const token = this.tokens[index];
    const start = token?.start ?? this.text.length;
    this.limitToken =
      token?.kind === 'end' ? token : { kind: 'end', start, end: token?.end ?? start, upper: '', value: '' };
  }

  get limited(): boolean {
    return this.limit < this.tokens.length - 1;
  }

  /** Takes that many tokens from those that may be read twice; false where too few are left. */
  maySpend(tokens: number): boolean {
    if (tokens > this.spare) return false;
    this.spare -= tokens;
    return true;
  }

  mark(): Mark {
    return { at: this.at, errors: this.errors.length, quiet: this.quiet };
  }

  reset(mark: Mark): void {
    this.at = mark.at;
    this.errors.length = mark.errors;
    this.quiet = mark.quiet;
  }

  /** Notes an error, unless it follows from the one before it. */
  error(range: SqlRange, message: string, kind: SqlError['kind'] = 'syntax'): void {
    if (this.quiet || this.errors.length >= maxErrors) return;
    this.quiet = true;
    this.errors.push({ range, message, kind });
  }

  errorHere(message: string, kind: SqlError['kind'] = 'syntax'): void {
    const { start, end } = this.token;
    // At the end of the text the last word is what an editor can underline.
    if (start === end || this.token.kind === 'end') {
      const last = this.tokens[this.at - 1];
      this.error({ start: last?.start ?? start, end: last?.end ?? end }, message, kind);
    } else this.error({ start, end }, message, kind);
  }

  /** The parser stands on sure ground again: what is wrong from here on is a mistake of its own. */
  settle(): void {
    this.quiet = false;
  }

  /** Goes one level deeper; false where the text nests too deep to follow. Each true is paid back with `leave`. */
  enter(): boolean {
    if (this.depth >= maxDepth) return false;
    this.depth++;
    return true;
  }

  leave(): void {
    this.depth--;
  }

  /** Whether the tree that is being made has become too deep to be walked. */
  get tooHigh(): boolean {
    return this.height > maxHeight;
  }

  /** How the current token is called in a message. */
  get here(): string {
    return this.atEnd && !this.limited ? 'the end of the query' : this.describe(this.token);
  }

  describe(token: Token): string {
    const written = this.text.slice(token.start, Math.min(token.end, token.start + 40));
    return written.includes('`') ? written : `\`${written}\``;
  }

  /** The current token as one part of a name; a text as well where `strings` is given, for what people mean by it. */
  identifier(token: Token): Identifier {
    return {
      text: token.value,
      range: { start: token.start, end: token.end },
      quoted: token.kind === 'quoted',
    };
  }
}

/** Whether a token can be a part of a name. */
export function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quoted' || token.kind === 'template';
}
