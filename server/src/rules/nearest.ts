import { closest } from '../format/nearest.js';

/** Shorter names than this are all near each other: in one of them nothing but case may differ. */
const leastLength = 3;

/**
 * The name that somebody most likely meant: at most a third of the letters differ, two that changed places counting
 * once, case and `_`, `-`, ` `, `:` not at all, and no other name is as near. Null where there is none.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = plain(name);
  const most = wanted.length < leastLength ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  return closest(wanted, candidates, { most, plain });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_\-: ]/g, '_');
}
