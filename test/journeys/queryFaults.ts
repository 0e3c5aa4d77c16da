import type { Fault } from './faults.js';

/** Faults in names of tables, in queries, and in how tables are built. */
export const queryFaults: readonly Fault[] = [];
