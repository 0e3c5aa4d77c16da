import { adviceRules } from './advice/index.js';
import { databasesRules } from './databases/index.js';
import { filesRules } from './files/index.js';
import type { Rule } from './rule.js';
import { segmentsRules } from './segments/index.js';
import { sourcesRules } from './sources/index.js';
import { sqlRules } from './sql/index.js';
import { stitchRules } from './stitch/index.js';
import { verificationRules } from './verification/index.js';

/** Every rule, group by group. */
export const allRules: readonly Rule[] = [
  ...filesRules,
  ...sourcesRules,
  ...stitchRules,
  ...databasesRules,
  ...segmentsRules,
  ...verificationRules,
  ...adviceRules,
  ...sqlRules,
];

const byId: ReadonlyMap<string, Rule> = new Map(allRules.map((rule) => [rule.id, rule]));

/** The rule of an id; null where there is none. */
export function ruleOf(id: string): Rule | null {
  return byId.get(id) ?? null;
}

/** What rules know of each other: their ids. */
export const ruleIds: ReadonlySet<string> = new Set(byId.keys());
