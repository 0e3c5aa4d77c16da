import type { Fault } from './faults.js';

/** Faults in tags: a wrong one, or a field that is gone with the tag it had. */
export const tagFaults: readonly Fault[] = [];
