import type { Rule } from '../rule.js';

/** The rules of the group `files`, in the order of the documentation. */
export const filesRules: readonly Rule[] = [];
