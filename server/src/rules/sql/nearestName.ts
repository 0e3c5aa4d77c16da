import { nearest } from '../nearest.js';

/** Shorter names than this are all near each other. */
const leastLength = 3;

/** The name that somebody most likely meant in a query; null where there is none, or where the name is too short to tell. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  return isLongEnough(name) ? nearest(name, candidates) : null;
}

/** Whether a name has letters enough to tell which other one is near it. */
export function isLongEnough(name: string): boolean {
  return name.length >= leastLength;
}
