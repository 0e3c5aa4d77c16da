import type { Fault } from './faults.js';

/** Lines gone or torn, so that what stands below is read as something else. */
export const tornFaults: readonly Fault[] = [];
