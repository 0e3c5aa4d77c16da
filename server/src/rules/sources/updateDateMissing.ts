import type { Source } from '../../tenant/tenant.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { isKnownInFull, mayCarryTags, sourceData } from './sourceTags.js';
import { meantTags, peopleSources } from './tagMistakes.js';
import { taggingChanges, withColumns } from './tagging.js';
import { needsUpdateDate, updateColumn, updateTag } from './updateDateReads.js';

export const updateDateMissing: Rule = {
  id: 'update-date-missing',
  group: 'sources',
  title: 'No source of customers says when a record last changed',
  severity: 'warning',
  requirements: ['PRO-UPDATEDT', 'SQL-S7'],
  sources: [
    'reference/semantics.html#semantics-profile',
    'operator/table_merged_customers.html#table-merged-customers-requirements',
  ],
  check(context) {
    const { tenant, catalog } = context;
    const sources = peopleSources(context).filter(mayCarryTags);
    const [first] = sources;
    if (!first || !tenant.complete || !sources.every(isKnownInFull)) return;
    if (tenant.sources.some((source) => meantTags(source, catalog).has(updateTag))) return;
    const broken = needsUpdateDate(context);
    const effect = broken
      ? 'Unified_Coalesced then has no `update_dt`, and the Merged_Customers query, which reads it, breaks'
      : 'Unified_Coalesced then has no `update_dt`, and nothing can prefer the newest value';
    context.report({
      place: first.place,
      severity: broken ? 'error' : 'warning',
      message: `No source with profile tags has a field tagged \`${updateTag}\`: ${effect}. Tag the field that says when a record last changed.`,
      data: sourceData(first, context, updateColumn),
      fixes: fixes(sources, context),
    });
  },
};

function fixes(sources: readonly Source[], context: RuleContext): readonly Fix[] {
  return sources.flatMap((source) =>
    suggestedTags(withColumns(source, context), context.catalog, ['profile'])
      .filter(({ tag }) => tag === updateTag)
      .map(({ field, tag }) =>
        fixOf({
          title: `Tag \`${field.name}\` of \`${source.name}\` with \`${tag}\``,
          addsOnly: true,
          changes: () => taggingChanges(source, [{ field, tags: [tag] }]),
        }),
      ),
  );
}
