import type { Rule } from '../rule.js';
import { stitchOutputMissing } from './stitchOutputMissing.js';

/** The rules of the group `stitch`, in the order of the documentation. */
export const stitchRules: readonly Rule[] = [stitchOutputMissing];
