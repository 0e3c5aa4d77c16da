/** One word, sign or literal of a SQL text. Offsets are UTF-16 code units from 0. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** For words in upper case, for operators as they are; empty for all else, so that a text `'FROM'` is no keyword. */
  readonly upper: string;
  /** As written; for strings and quoted names without quotes and with escapes resolved. */
  readonly value: string;
}

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'binary'
  | 'number'
  | 'operator'
  | 'parameter'
  /** A word that holds `{{ }}`. */
  | 'template'
  | 'hint'
  /** A character that nothing reads, or a quote too many. */
  | 'bad'
  | 'end';

/** Which bracket closes which, by the indices of their tokens. */
export interface Brackets {
  /** For an opening bracket its closing one, for a closing one its opening one, else -1. */
  readonly partner: Int32Array;
  /** True where every bracket has a partner of its kind, so that partners can be trusted. */
  readonly balanced: boolean;
  /** How many closing brackets close nothing. */
  readonly extraClosing: number;
}

const closers = new Map([
  [')', '('],
  [']', '['],
]);

/** Pairs the brackets of a text in one pass. */
export function pairBrackets(tokens: readonly Token[]): Brackets {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  let balanced = true;
  let extraClosing = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'operator') continue;
    if (token.upper === '(' || token.upper === '[') {
      open.push(index);
      continue;
    }
    const opener = closers.get(token.upper);
    if (opener === undefined) continue;
    const last = open.at(-1);
    if (last === undefined || tokens[last]?.upper !== opener) {
      balanced = false;
      extraClosing++;
      continue;
    }
    open.pop();
    partner[index] = last;
    partner[last] = index;
  }
  return { partner, balanced: balanced && open.length === 0, extraClosing };
}
