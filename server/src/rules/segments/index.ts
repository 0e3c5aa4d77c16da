import type { Rule } from '../rule.js';

/** The rules of the group `segments`, in the order of the documentation. */
export const segmentsRules: readonly Rule[] = [];
