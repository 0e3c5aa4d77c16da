import type { Rule } from '../rule.js';

/** The rules of the group `sql`, in the order of the documentation. */
export const sqlRules: readonly Rule[] = [];
