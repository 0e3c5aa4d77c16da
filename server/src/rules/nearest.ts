import { difference } from '../format/nearest.js';

/**
 * The name that somebody most likely meant: at most a third of the letters differ, two that changed places counting
 * once, case and `_`, `-`, ` `, `:` not at all, and no other name is as near. Null where there is none.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = plain(name);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = allowed + 1;
  let tied = false;
  for (const candidate of new Set(candidates)) {
    const away = difference(wanted, plain(candidate));
    if (away < bestDistance) {
      best = candidate;
      bestDistance = away;
      tied = false;
    } else if (away === bestDistance && candidate !== best) {
      tied = true;
    }
  }
  return tied ? null : best;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_\-: ]/g, '_');
}
