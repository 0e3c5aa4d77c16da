import type { Lineage, Relation } from '../../lineage/lineage.js';
import { featuresNeed, firstFeature } from '../features.js';
import type { Rule, RuleContext } from '../rule.js';
import { meantTags } from '../sources/tagMistakes.js';
import { listed } from '../wording.js';
import { neededColumns, tagOf, type NeededColumn } from './requiredColumns.js';
import { likelyFieldFixes } from './tagColumn.js';

export const requiredColumnEmpty: Rule = {
  id: 'required-column-empty',
  group: 'databases',
  title: 'A required column is there, and nothing fills it',
  severity: 'warning',
  requirements: ['R3'],
  sources: ['operator/add_campaigns.html#add-campaigns-data-requirements-fields'],
  check(context) {
    const byColumn = new Map<string, NeededColumn[]>();
    for (const needed of neededColumns(context)) {
      if (!isUnfilled(context.lineage, needed.relation, needed.required.column, new Set())) continue;
      const same = byColumn.get(needed.required.column) ?? [];
      same.push(needed);
      byColumn.set(needed.required.column, same);
    }
    for (const [column, needed] of byColumn) report(context, column, needed);
  },
};

/** True where every way back from the column ends at one that no tag fills; a NULL that a query sets is no such end. */
function isUnfilled(lineage: Lineage, relation: Relation, column: string, seen: Set<string>): boolean {
  const key = `${relation.id}\n${column.toLowerCase()}`;
  if (seen.has(key)) return true;
  seen.add(key);
  const found = lineage.columnsOf(relation).columns.get(column.toLowerCase());
  if (!found || found.presence !== 'certain' || found.nullConstant) return false;
  if (found.unfilled) return true;
  return (
    found.from.length > 0 &&
    found.from.every(
      (origin) => origin.kind === 'column' && isUnfilled(lineage, origin.relation, origin.column, seen),
    )
  );
}

function report(context: RuleContext, column: string, needed: readonly NeededColumn[]): void {
  const [first] = needed;
  const tag = first ? tagOf(context, first) : null;
  const feature = firstFeature(context);
  if (!first || tag === null || !feature) return;
  const { itemSources, profileSources } = context.lineage;
  const sources = tag.startsWith('txn-item/') ? itemSources : profileSources;
  // A slip in the tag is a finding of its own, where it stands.
  if (sources.some((source) => meantTags(source, context.catalog).has(tag))) return;
  const features = context.enabled.filter((each) => needed.some((one) => one.features.includes(each)));
  const tables = [...new Set(needed.map(({ table }) => table.name))];
  const [source] = sources;
  context.report({
    place: source?.place ?? feature.setting.key,
    message: `\`${column}\` of ${listed(tables)} is always empty: no source has its tag \`${tag}\`, and ${featuresNeed(context, features)} it. Tag a field with \`${tag}\`.`,
    data: {
      database: first.database.name,
      table: first.table.name,
      column,
      source: source?.name ?? null,
      features,
    },
    fixes: likelyFieldFixes(context, tag),
  });
}
