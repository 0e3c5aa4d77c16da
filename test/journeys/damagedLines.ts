import type { Mutation } from './mutations.js';

/** A way in which one line gets damaged, as a slip or a text that is typed in does it; null where it cannot be. */
type Damage = (line: string) => string | null;

const blanksOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

/** The line without the last of these characters. */
function without(line: string, character: string): string | null {
  const at = line.lastIndexOf(character);
  return at === -1 ? null : line.slice(0, at) + line.slice(at + 1);
}

const shifted =
  (by: number): Damage =>
  (line) => {
    if (by > 0) return ' '.repeat(by) + line;
    return blanksOf(line).length >= -by ? line.slice(-by) : null;
  };

/** A word that somebody begins to type on a line of its own. */
const withWord =
  (word: string): Damage =>
  (line) =>
    `${line}\n${blanksOf(line)}${word}`;

const damages: Readonly<Record<string, Damage>> = {
  'taken away': () => null,
  'indented by one more': shifted(1),
  'indented by two more': shifted(2),
  'indented by one less': shifted(-1),
  'indented by two less': shifted(-2),
  'without its colon': (line) => (/^ *[\w:]+:(?: |$)/.test(line) ? line.replace(/:(?= |$)/, '') : null),
  'without its brace': (line) => without(line, '}'),
  'without its bracket': (line) => without(line, ']'),
  'without its quote': (line) => without(line, '"'),
  'indented by a tab': (line) => (line.startsWith('  ') ? line.replace(/^ +/, '\t') : null),
  'indented by tabs': (line) =>
    line.startsWith('  ') ? line.replace(/^ +/, (all) => '\t'.repeat(all.length / 2)) : null,
  'followed by a word': withWord('wor'),
};

/** What one damage of a line is, and where. */
export interface DamagedLine extends Mutation {
  readonly damage: string;
  /** The number of the line, from 0. */
  readonly line: number;
}

/** Every line of a text damaged in each way: what stands there while somebody types, or slips. */
export function damagedLines(text: string): readonly DamagedLine[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (/^\s*(?:#|--|$)/.test(line)) return [];
    return Object.entries(damages).flatMap(([damage, change]) => {
      const to = change(line);
      if (to === null && damage !== 'taken away') return [];
      const changed = [...lines.slice(0, at), ...(to === null ? [] : [to]), ...lines.slice(at + 1)];
      return [{ damage, line: at, what: `${at + 1} ${damage}: ${line.trim()}`, text: changed.join('\n') }];
    });
  });
}
