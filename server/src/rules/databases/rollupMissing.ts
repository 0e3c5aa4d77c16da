import { sqlChange } from '../../edits/sql.js';
import { unifiedTransactionsQuery } from '../../edits/queries/unifiedTransactions.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { queryContextOf, stitchCanFeed, tablesAs } from './customer360Databases.js';
import { mayAggregate, queriesBehind, rollupOf, standardOf, type Rollup } from './rollup.js';

const items = 'Unified_Itemized_Transactions';

export const rollupMissing: Rule = {
  id: 'rollup-missing',
  group: 'databases',
  title: 'Unified_Transactions does not roll items up to orders',
  severity: 'error',
  requirements: ['P07', 'SQL-S8'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'operator/table_unified_transactions.html',
  ],
  check(context) {
    if (context.enabled.length === 0) return;
    for (const { database, table } of tablesAs(context.tenant, 'Unified_Transactions')) {
      const rollup = rollupOf(context, database, table);
      if (!rollup || !stitchCanFeed(context, items)) continue;
      const wrong = whatIsWrong(context, rollup);
      if (wrong === null) continue;
      context.report({
        place: table.place,
        message: `\`${table.name}\` ${wrong}, so orders are not what features expect. Group \`${items}\` by \`order_id\`.`,
        data: { database: database.name, table: table.name, features: context.enabled },
        fixes: [rolledUp(context, rollup)],
      });
    }
  },
};

function whatIsWrong(context: RuleContext, rollup: Rollup): string | null {
  const { lineage } = context;
  const behind = lineage.upstream(rollup.relation);
  const readsItems = behind.some((relation) => standardOf(relation) === items);
  if (!readsItems) return seesAll(context, rollup) ? `does not read \`${items}\`` : null;
  return queriesBehind(context, rollup).some(mayAggregate) ? null : 'does not group items into orders';
}

/** False where the query, or one behind it, reads something that nobody declares or describes: it may hold the items. */
function seesAll(context: RuleContext, rollup: Rollup): boolean {
  const external = context.lineage
    .upstream(rollup.relation)
    .some((relation) => relation.kind === 'source' && relation.source.kind === 'external');
  if (external) return false;
  return queriesBehind(context, rollup).every((view) =>
    view.analysis.inputs.every((input) => input.state === 'relation'),
  );
}

function rolledUp(context: RuleContext, { database, query }: Rollup): Fix {
  return fixOf({
    title: 'Write a query that rolls items up to orders',
    changes: () => {
      const newText = unifiedTransactionsQuery(queryContextOf(context, database));
      const length = query.text?.length ?? 0;
      const change = sqlChange(query, [{ range: { start: 0, end: length }, newText }]);
      return change ? [change] : [];
    },
  });
}
