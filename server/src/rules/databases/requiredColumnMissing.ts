import { featuresNeed } from '../features.js';
import type { Rule, RuleContext } from '../rule.js';
import { isMisspeltIn } from '../sql/misspeltOutput.js';
import { listed } from '../wording.js';
import { whyMissing } from './columnCause.js';
import { missingColumnFixes } from './missingColumnFixes.js';
import { missingColumns, type NeededColumn } from './requiredColumns.js';
import { rollupOf } from './rollup.js';
import { waysOf } from './selectColumn.js';
import { isToldAtSource } from './tagColumn.js';

export const requiredColumnMissing: Rule = {
  id: 'required-column-missing',
  group: 'databases',
  title: 'A required table lacks a column that a feature needs',
  severity: 'error',
  requirements: ['R3', 'PM3', 'C08', 'C10', 'C29'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-data-requirements-fields',
    'operator/add_campaigns.html#add-campaigns-data-requirements',
    'operator/add_predicted_models.html#add-predicted-models-data-requirements-fields',
  ],
  check(context) {
    const missing = missingColumns(context);
    const byColumn = grouped(missing, ({ required }) => required.column);
    const followers = new Map<NeededColumn, NeededColumn[]>();
    for (const needed of missing) {
      const cause = causeOf(context, needed, byColumn.get(needed.required.column) ?? []);
      followers.set(cause, [...(followers.get(cause) ?? []), ...(cause === needed ? [] : [needed])]);
    }
    const causes = missing.filter(
      (needed) => followers.has(needed) && !isToldAtSource(context, needed) && !isMisspelt(context, needed),
    );
    const byTable = grouped(causes, ({ table }) => table);
    for (const needed of causes)
      report(context, needed, followers.get(needed) ?? [], byTable.get(needed.table) ?? []);
  },
};

function grouped<Key>(
  list: readonly NeededColumn[],
  keyOf: (needed: NeededColumn) => Key,
): ReadonlyMap<Key, readonly NeededColumn[]> {
  const groups = new Map<Key, NeededColumn[]>();
  for (const needed of list) {
    const group = groups.get(keyOf(needed));
    if (group) group.push(needed);
    else groups.set(keyOf(needed), [needed]);
  }
  return groups;
}

/**
 * The most upstream lack from which this one follows; itself where it can be mended in its own table.
 * @param same what lacks the same column, in build order
 */
function causeOf(context: RuleContext, needed: NeededColumn, same: readonly NeededColumn[]): NeededColumn {
  if (same.length < 2 || waysOf(context, needed.table, needed.required.column).length > 0) return needed;
  const upstream = new Set(context.lineage.upstream(needed.relation));
  // The first in build order is the most upstream.
  return same.find((other) => other !== needed && upstream.has(other.relation)) ?? needed;
}

/** True where its query selects a column that is not there and is meant as the one that lacks: that is told there. */
function isMisspelt(context: RuleContext, { database, table, required }: NeededColumn): boolean {
  const rollup = rollupOf(context, database, table);
  if (!rollup) return false;
  const { view } = rollup;
  return isMisspeltIn(context, { query: view.analysis.query, view }, required.column);
}

function report(
  context: RuleContext,
  needed: NeededColumn,
  followers: readonly NeededColumn[],
  siblings: readonly NeededColumn[],
): void {
  const { table, database, required } = needed;
  const all = [needed, ...followers];
  const features = context.enabled.filter((feature) => all.some((each) => each.features.includes(feature)));
  const what = required.anyNameWith.length > 0 ? 'a column of loyalty membership' : `\`${required.column}\``;
  const also = [...new Set(followers.map((follower) => follower.table.name))];
  context.report({
    place: table.place,
    severity: all.some((each) => each.severity === 'error') ? 'error' : 'warning',
    message: `\`${table.name}\` lacks ${what}, which ${featuresNeed(context, features)}: ${whyMissing(context, needed)}${also.length > 0 ? ` So ${listed(also)} ${also.length === 1 ? 'lacks' : 'lack'} it too.` : ''}`,
    data: { database: database.name, table: table.name, column: required.column, features },
    related: followers.map((follower) => ({
      place: follower.table.place,
      message: `\`${follower.table.name}\` lacks \`${required.column}\` because of that.`,
    })),
    fixes: missingColumnFixes(context, needed, siblings),
  });
}
