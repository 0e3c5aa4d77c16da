import type { Rule } from '../rule.js';

/** The rules of the group `databases`, in the order of the documentation. */
export const databasesRules: readonly Rule[] = [];
