import type { Rule } from '../rule.js';

/** The rules of the group `advice`, in the order of the documentation. */
export const adviceRules: readonly Rule[] = [];
