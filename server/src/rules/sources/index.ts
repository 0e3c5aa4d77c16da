import type { Rule } from '../rule.js';
import { bridgeTagged } from './bridgeTagged.js';
import { catalogSemanticsMissing } from './catalogSemanticsMissing.js';
import { fieldNameInvalid } from './fieldNameInvalid.js';
import { foreignKeySeveral } from './foreignKeySeveral.js';
import { foreignKeyUnmatched } from './foreignKeyUnmatched.js';
import { optStatusTagged } from './optStatusTagged.js';
import { primaryKeyMissing } from './primaryKeyMissing.js';
import { primaryKeyUnknown } from './primaryKeyUnknown.js';
import { profileSemanticsFew } from './profileSemanticsFew.js';
import { profileSemanticsMissing } from './profileSemanticsMissing.js';
import { returnAndCancellationShared } from './returnAndCancellationShared.js';
import { semanticMisplaced } from './semanticMisplaced.js';
import { semanticPrefix } from './semanticPrefix.js';
import { semanticRepeated } from './semanticRepeated.js';
import { semanticType } from './semanticType.js';
import { semanticUnknown } from './semanticUnknown.js';
import { sourceNeedlesslyStitched } from './sourceNeedlesslyStitched.js';
import { sourceNotStitched } from './sourceNotStitched.js';
import { transactionLinkMissing } from './transactionLinkMissing.js';
import { transactionSemanticsMissing } from './transactionSemanticsMissing.js';
import { updateDateMissing } from './updateDateMissing.js';

/** The rules of the group `sources`, in the order of the documentation. */
export const sourcesRules: readonly Rule[] = [
  profileSemanticsMissing,
  profileSemanticsFew,
  transactionSemanticsMissing,
  transactionLinkMissing,
  catalogSemanticsMissing,
  sourceNotStitched,
  sourceNeedlesslyStitched,
  bridgeTagged,
  primaryKeyMissing,
  primaryKeyUnknown,
  semanticUnknown,
  semanticPrefix,
  semanticMisplaced,
  semanticType,
  semanticRepeated,
  returnAndCancellationShared,
  updateDateMissing,
  foreignKeySeveral,
  foreignKeyUnmatched,
  optStatusTagged,
  fieldNameInvalid,
];
