import { sqlChange } from '../../edits/sql.js';
import { sourceKey } from '../../tenant/tenant.js';
import { fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { tablesAs } from './customer360Databases.js';
import { namedSources, type NamedSource } from './mergedSources.js';
import { rollupOf, type Rollup } from './rollup.js';

export const mergedSourceUnknown: Rule = {
  id: 'merged-source-unknown',
  group: 'databases',
  title: 'Merged_Customers ranks something that is no profile source',
  severity: 'error',
  requirements: ['SQL-S1', 'SQL-S2'],
  sources: ['operator/table_merged_customers.html#table-merged-customers-sql-query-required-updates'],
  check(context) {
    if (!context.tenant.complete) return;
    for (const { database, table } of tablesAs(context.tenant, 'Merged_Customers')) {
      const merged = rollupOf(context, database, table);
      if (!merged) continue;
      for (const named of namedSources(context, merged)) {
        if (named.source) continue;
        const text = named.literal.value;
        const known = context.tenant.sources.some((source) => source.key === sourceKey(text));
        context.report({
          place: merged.query.placeOf(named.literal.range),
          message: `\`${text}\` ${known ? 'has no profile tags' : 'is no source of this tenant'}, so \`${table.name}\` ranks nothing by it. Name a source with profile tags.`,
          data: { database: database.name, table: table.name, source: text, features: context.enabled },
          fixes: replacements(context, merged, named),
        });
      }
    }
  },
};

function replacements(context: RuleContext, merged: Rollup, named: NamedSource): readonly Fix[] {
  const taken = new Set(namedSources(context, merged).map(({ source }) => source?.name));
  const names = context.lineage.profileSources.map((source) => source.name);
  const near = nearest(named.literal.value, names);
  const free = names.filter((name) => !taken.has(name) && name !== near);
  return [...(near === null ? [] : [near]), ...free].map((name) =>
    fixOf({
      title: `Name \`${name}\` instead`,
      preferred: name === near,
      changes: () => {
        const { range } = named.literal;
        const quote = merged.query.text?.[range.start] === '"' ? '"' : "'";
        const change = sqlChange(merged.query, [{ range, newText: `${quote}${name}${quote}` }]);
        return change ? [change] : [];
      },
    }),
  );
}
