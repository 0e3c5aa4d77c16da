import type { Rule } from '../rule.js';
import { duplicateDefinition } from './duplicateDefinition.js';
import { orphanPart } from './orphanPart.js';
import { schema } from './schema.js';
import { sqlFileMissing } from './sqlFileMissing.js';
import { unknownRule } from './unknownRule.js';
import { unusedSuppression } from './unusedSuppression.js';
import { yamlSyntax } from './yamlSyntax.js';

/** The rules of the group `files`, in the order of the documentation. */
export const filesRules: readonly Rule[] = [
  yamlSyntax,
  schema,
  duplicateDefinition,
  orphanPart,
  sqlFileMissing,
  unknownRule,
  unusedSuppression,
];
