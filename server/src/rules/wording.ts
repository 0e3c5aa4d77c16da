/** Names between backticks, listed as a sentence lists them: `` `a`, `b` and `c` ``. */
export function listed(names: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  return joined(
    names.map((name) => `\`${name}\``),
    conjunction,
  );
}

/** Words listed as a sentence lists them: `a, b and c`. */
export function joined(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** How many names a message lists before it only counts the others. */
const mostListed = 6;

/** The same as `listed`, of many names the first ones: `` `a`, `b`, `c`, `d`, `e` and 7 more ``. */
export function listedInPart(names: readonly string[]): string {
  if (names.length <= mostListed) return listed(names);
  const shown = names.slice(0, mostListed - 1).map((name) => `\`${name}\``);
  return joined([...shown, `${String(names.length - shown.length)} more`]);
}
