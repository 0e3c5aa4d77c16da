import type { Rule } from '../rule.js';

/** The rules of the group `verification`, in the order of the documentation. */
export const verificationRules: readonly Rule[] = [];
