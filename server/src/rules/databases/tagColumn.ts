import type { Relation } from '../../lineage/lineage.js';
import { fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { isKnownInFull, itemPrefix } from '../sources/sourceTags.js';
import { meantTags } from '../sources/tagMistakes.js';
import { likelyTagFixes, suggestionsFor } from '../sources/tagging.js';
import { tagOf, type NeededColumn } from './requiredColumns.js';
import { outermostSelect } from './rollup.js';
import { additionChanges } from './selectColumn.js';
import { hasStarOver, waysToSelect } from './waysToSelect.js';

/** Fixes that put a tag on the field of each profile or item source whose name suggests it. */
export function likelyFieldFixes(context: RuleContext, tag: string): readonly Fix[] {
  const kind = tag.startsWith('txn-item/') ? 'item' : 'profile';
  const sources = kind === 'item' ? context.lineage.itemSources : context.lineage.profileSources;
  return sources.flatMap((source) => {
    const likely = suggestionsFor(source, context, kind).filter((suggestion) => suggestion.tag === tag);
    return likelyTagFixes(source, { suggestions: likely.slice(0, 1), stitch: false, mends: () => true });
  });
}

/**
 * The same for a column that is missing as no source has its tag; the table's query selects the column at once where
 * it does not do so by itself.
 */
export function tagFixes(context: RuleContext, needed: NeededColumn): readonly Fix[] {
  const tag = tagOf(context, needed);
  if (tag === null || context.lineage.usedTags.has(tag.toLowerCase())) return [];
  const tagged = likelyFieldFixes(context, tag);
  if (tagged.length === 0 || gains(context, needed.relation, tag)) return tagged;
  const { table, required } = needed;
  const { query } = table;
  const view = query && context.lineage.queryView(query);
  if (!query || query.text === null || !view) return [];
  const [way, ...others] = waysToSelect({
    analysis: view.analysis,
    text: query.text,
    column: required.column,
    willHave(scopeTable) {
      const relation = view.relationOf(scopeTable);
      return relation !== null && gains(context, relation, tag);
    },
  });
  if (!way || others.length > 0) return [];
  return tagged.map((fix) =>
    fixOf({
      title: `${fix.title}, and select \`${required.column}\``,
      addsOnly: true,
      changes: () => [...fix.changes(), ...additionChanges(query, way.additions)],
    }),
  );
}

/**
 * True where the column comes with its tag alone, and the lack of the tag is a finding at the source already: a slip of
 * the pen in it, or a source of items without a tag that it must have.
 */
export function isToldAtSource(context: RuleContext, needed: NeededColumn): boolean {
  const { catalog, lineage, tenant } = context;
  const tag = tagOf(context, needed);
  if (tag === null || lineage.usedTags.has(tag.toLowerCase()) || !gains(context, needed.relation, tag))
    return false;
  const match = catalog.semantic(tag);
  const isDemanded = match?.group.prefix === itemPrefix && match.semantic.requirement === 'required';
  return (
    (isDemanded && lineage.itemSources.some((source) => source.kind !== 'bridge' && isKnownInFull(source))) ||
    tenant.sources.some((source) => meantTags(source, catalog).has(tag))
  );
}

/** True where a tag gives a relation a column: the core tables of its group, and what hands on all that they have. */
function gains(context: RuleContext, relation: Relation, tag: string): boolean {
  const { lineage, catalog } = context;
  const names = catalog.semantic(tag)?.group.tables ?? [];
  const seen = new Set<Relation>();
  let at: Relation | null = relation;
  while (at?.kind === 'table' && !seen.has(at)) {
    seen.add(at);
    at = handedOn(context, at);
  }
  return at?.kind === 'core' && names.includes(at.name) && lineage.coreTables.includes(at);
}

/** What a table hands on as it is: a passthrough's source, and what a star in its query stands for. */
function handedOn(
  { lineage }: RuleContext,
  { table }: Extract<Relation, { kind: 'table' }>,
): Relation | null {
  if (table.build?.value === 'passthrough') {
    const resolution = lineage.resolvePassthrough(table.source?.value ?? table.name);
    return resolution.kind === 'relation' ? resolution.relation : null;
  }
  const view = table.build?.value === 'sql' && table.query ? lineage.queryView(table.query) : null;
  const select = view && outermostSelect(view.analysis.query);
  if (!view || !select) return null;
  const { tables } = view.analysis.selects.get(select) ?? { tables: [] };
  const starred = tables.find((each) => hasStarOver(view.analysis, select, each));
  return starred ? view.relationOf(starred) : null;
}
