import type { Rule } from '../rule.js';

export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  group: 'files',
  title: 'A suppressing comment suppresses nothing',
  severity: 'warning',
  requirements: [],
  sources: [],
  check() {
    // Whether a comment suppresses something is known only once every other rule has spoken: the engine reports it.
  },
};
