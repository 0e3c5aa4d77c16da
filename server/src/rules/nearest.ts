import { closest } from '../format/nearest.js';

/**
 * The name that somebody most likely meant: at most a third of the letters differ, two that changed places counting
 * once, case and `_`, `-`, ` `, `:` not at all, and no other name is as near. Null where there is none.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = plain(name);
  return closest(wanted, candidates, { most: Math.max(1, Math.floor(wanted.length / 3)), plain });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_\-: ]/g, '_');
}
