import type { Fault } from './faults.js';

/** Faults in names of tables, in queries, and in how tables are built. */
export const queryFaults: readonly Fault[] = [
  {
    what: 'a template is said to be SQL',
    from: 'build: template',
    to: 'build: sql',
    rule: 'schema',
    at: 'template: merged_customers',
  },
];
