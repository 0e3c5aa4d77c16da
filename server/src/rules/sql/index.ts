import type { Rule } from '../rule.js';
import { sqlAmbiguousColumn } from './sqlAmbiguousColumn.js';
import { sqlCorrelatedSubquery } from './sqlCorrelatedSubquery.js';
import { sqlDuplicateColumn } from './sqlDuplicateColumn.js';
import { sqlFirstWithoutOrder } from './sqlFirstWithoutOrder.js';
import { sqlGroupBy } from './sqlGroupBy.js';
import { sqlImplicitCrossJoin } from './sqlImplicitCrossJoin.js';
import { sqlNotAQuery } from './sqlNotAQuery.js';
import { sqlNotInSubquery } from './sqlNotInSubquery.js';
import { sqlOrderBy } from './sqlOrderBy.js';
import { sqlRegexBackslash } from './sqlRegexBackslash.js';
import { sqlReservedName } from './sqlReservedName.js';
import { sqlReturnFlagNull } from './sqlReturnFlagNull.js';
import { sqlSyntax } from './sqlSyntax.js';
import { sqlUnionDistinct } from './sqlUnionDistinct.js';
import { sqlUnionWidth } from './sqlUnionWidth.js';
import { sqlUnknownColumn } from './sqlUnknownColumn.js';
import { sqlUnknownTable } from './sqlUnknownTable.js';
import { sqlVolatileFunction } from './sqlVolatileFunction.js';
import { sqlWindowWithoutPartition } from './sqlWindowWithoutPartition.js';

/** The rules of the group `sql`, in the order of the documentation. */
export const sqlRules: readonly Rule[] = [
  sqlSyntax,
  sqlNotAQuery,
  sqlUnknownTable,
  sqlUnknownColumn,
  sqlAmbiguousColumn,
  sqlDuplicateColumn,
  sqlUnionWidth,
  sqlGroupBy,
  sqlReservedName,
  sqlImplicitCrossJoin,
  sqlWindowWithoutPartition,
  sqlRegexBackslash,
  sqlNotInSubquery,
  sqlReturnFlagNull,
  sqlFirstWithoutOrder,
  sqlCorrelatedSubquery,
  sqlVolatileFunction,
  sqlOrderBy,
  sqlUnionDistinct,
];
