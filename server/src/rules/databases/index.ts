import type { Rule } from '../rule.js';
import { amperityIdUnchecked } from './amperityIdUnchecked.js';
import { attributeColumnsMissing } from './attributeColumnsMissing.js';
import { automatedValidationsOff } from './automatedValidationsOff.js';
import { brandPatternHalfMade } from './brandPatternHalfMade.js';
import { buildMode } from './buildMode.js';
import { customDomainTableNotPassedThrough } from './customDomainTableNotPassedThrough.js';
import { customer360AttributesMissing } from './customer360AttributesMissing.js';
import { customer360DatabaseMissing } from './customer360DatabaseMissing.js';
import { customer360TableUnused } from './customer360TableUnused.js';
import { customerJoinMultiplies } from './customerJoinMultiplies.js';
import { databaseInactive } from './databaseInactive.js';
import { databaseNotVisible } from './databaseNotVisible.js';
import { declaredColumnAbsent } from './declaredColumnAbsent.js';
import { mergedSourceUnknown } from './mergedSourceUnknown.js';
import { mergedSourceUnranked } from './mergedSourceUnranked.js';
import { orderGrain } from './orderGrain.js';
import { orderReturnLogic } from './orderReturnLogic.js';
import { overrideWithoutOriginal } from './overrideWithoutOriginal.js';
import { passthroughSourceUnknown } from './passthroughSourceUnknown.js';
import { requiredColumnEmpty } from './requiredColumnEmpty.js';
import { requiredColumnMissing } from './requiredColumnMissing.js';
import { requiredTableMissing } from './requiredTableMissing.js';
import { rollupMissing } from './rollupMissing.js';
import { sourcePriority } from './sourcePriority.js';
import { staticSchemaDrift } from './staticSchemaDrift.js';
import { stitchOutputNotPassedThrough } from './stitchOutputNotPassedThrough.js';
import { tableCycle } from './tableCycle.js';

/** The rules of the group `databases`, in the order of the documentation. */
export const databasesRules: readonly Rule[] = [
  customer360DatabaseMissing,
  databaseInactive,
  databaseNotVisible,
  requiredTableMissing,
  buildMode,
  passthroughSourceUnknown,
  customDomainTableNotPassedThrough,
  rollupMissing,
  orderGrain,
  orderReturnLogic,
  attributeColumnsMissing,
  customer360AttributesMissing,
  customer360TableUnused,
  customerJoinMultiplies,
  mergedSourceUnknown,
  mergedSourceUnranked,
  sourcePriority,
  requiredColumnMissing,
  requiredColumnEmpty,
  amperityIdUnchecked,
  automatedValidationsOff,
  stitchOutputNotPassedThrough,
  overrideWithoutOriginal,
  brandPatternHalfMade,
  tableCycle,
  staticSchemaDrift,
  declaredColumnAbsent,
];
