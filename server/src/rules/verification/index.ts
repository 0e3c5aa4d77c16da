import type { Rule } from '../rule.js';
import { verificationInFuture } from './verificationInFuture.js';
import { verificationMissing } from './verificationMissing.js';
import { verificationStale } from './verificationStale.js';

/** The rules of the group `verification`, in the order of the documentation. */
export const verificationRules: readonly Rule[] = [
  verificationMissing,
  verificationStale,
  verificationInFuture,
];
