import type { Source, Table } from '../../tenant/tenant.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import { tablesAs } from '../databases/customer360Databases.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { columnReads } from './columnReads.js';
import { isKnownInFull, mayCarryTags, sourceData } from './sourceTags.js';
import { meantTags } from './tagMistakes.js';
import { taggingChanges, withColumns } from './tagging.js';

const updateTag = 'update-dt';
const updateColumn = 'update_dt';

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
    const { tenant, lineage, catalog } = context;
    const sources = lineage.profileSources.filter(mayCarryTags);
    const [first] = sources;
    if (!first || !tenant.complete || !sources.every(isKnownInFull)) return;
    if (tenant.sources.some((source) => meantTags(source, catalog).has(updateTag))) return;
    const broken = tablesAs(tenant, 'Merged_Customers').some(({ table }) => readsUpdateDate(table));
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

/** True where the table certainly reads `update_dt`: its query names it, or it is built from the template, whose query does. */
function readsUpdateDate(table: Table): boolean {
  if (table.build?.value === 'template') return true;
  const query = table.query?.parsed?.query;
  return query
    ? columnReads(query).some((column) =>
        column.parts.some((part) => part.text.toLowerCase() === updateColumn),
      )
    : false;
}

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
