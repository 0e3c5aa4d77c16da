import type { Rule } from '../rule.js';

/** The rules of the group `sources`, in the order of the documentation. */
export const sourcesRules: readonly Rule[] = [];
