import type { Rule } from '../rule.js';
import { campaignRecipients } from './campaignRecipients.js';
import { catalogSize } from './catalogSize.js';
import { recommendedDataMissing } from './recommendedDataMissing.js';

/** The rules of the group `advice`, in the order of the documentation. */
export const adviceRules: readonly Rule[] = [campaignRecipients, recommendedDataMissing, catalogSize];
