import type { Entry } from './tree.js';

const tokens = new WeakMap<Entry, object>();

/**
 * A token that stands for all that is written in an entry, wherever that stands: an entry that only moved since the
 * text of before has the one that it had there. So what was found out of an entry's own text can be kept by it.
 */
export function contentOf(entry: Entry): object {
  let token = tokens.get(entry);
  if (!token) {
    token = {};
    tokens.set(entry, token);
  }
  return token;
}

/** Says that two entries are one at two places. */
export function keepContent(from: Entry, to: Entry): void {
  const token = tokens.get(from);
  if (token) tokens.set(to, token);
}
