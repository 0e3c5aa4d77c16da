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
