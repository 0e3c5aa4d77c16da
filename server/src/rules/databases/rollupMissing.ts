import type { Catalog } from '../../catalog/catalog.js';
import { addGrouping, sqlChange } from '../../edits/sql.js';
import type { Expression } from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
import { unifiedTransactionsQuery } from '../../edits/queries/unifiedTransactions.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { lackOfTagsIsTold, queryContextOf, tablesAs } from './customer360Databases.js';
import { mayAggregate, outermostSelect, queriesBehind, rollupOf, standardOf, type Rollup } from './rollup.js';

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
    for (const rollup of wrongRollups(context)) {
      const { database, table } = rollup;
      context.report({
        place: table.place,
        message: `\`${table.name}\` ${whatIsWrong(context, rollup) ?? ''}, so orders are not what features expect. Group \`${items}\` by \`order_id\`.`,
        data: { database: database.name, table: table.name, features: context.enabled },
        fixes: [
          ...(readsItems(context, rollup) ? grouped(rollup, context.catalog) : []),
          rolledUp(context, rollup),
        ],
      });
    }
  },
};

/** The tables of orders that this rule reports as they read items and group them nowhere. */
export function ungroupedRollups(context: RuleContext): readonly Rollup[] {
  return wrongRollups(context).filter((rollup) => readsItems(context, rollup));
}

/** The tables of orders that this rule reports as they do not read items. */
export function rollupsWithoutItems(context: RuleContext): readonly Rollup[] {
  return wrongRollups(context).filter((rollup) => !readsItems(context, rollup));
}

const known = new KeptWith<readonly Rollup[]>();

function wrongRollups(context: RuleContext): readonly Rollup[] {
  return known.of(context.lineage, () => findWrongRollups(context));
}

function findWrongRollups(context: RuleContext): readonly Rollup[] {
  if (lackOfTagsIsTold(context, items)) return [];
  return tablesAs(context.tenant, 'Unified_Transactions').flatMap(({ database, table }) => {
    const rollup = rollupOf(context, database, table);
    // Of tables that read each other in a circle only that is said.
    if (!rollup || isInCircle(context, rollup)) return [];
    return whatIsWrong(context, rollup) !== null ? [rollup] : [];
  });
}

function isInCircle({ lineage }: RuleContext, { relation }: Rollup): boolean {
  return lineage.cycles.some((cycle) => cycle.some(({ id }) => id === relation.id));
}

function readsItems({ lineage }: RuleContext, { relation }: Rollup): boolean {
  return lineage.upstream(relation).some((each) => standardOf(each) === items);
}

function whatIsWrong(context: RuleContext, rollup: Rollup): string | null {
  if (!readsItems(context, rollup)) return seesAll(context, rollup) ? `does not read \`${items}\`` : null;
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

/** The clause that is all that lacks, where everything but the order's id is aggregated already. */
function grouped({ query, view }: Rollup, catalog: Catalog): readonly Fix[] {
  const { parsed } = query;
  const select = outermostSelect(view.analysis.query);
  const plain = (select?.items ?? []).filter(
    (item) => item.kind === 'star' || !isAggregated(item.expression, catalog),
  );
  const [id, ...others] = plain;
  if (!parsed || !select || select.items.length < 2 || id?.kind !== 'expression' || others.length > 0)
    return [];
  if (id.name.toLowerCase() !== 'order_id' || id.expression.kind !== 'column') return [];
  const text = parsed.text.slice(id.expression.range.start, id.expression.range.end);
  return [
    fixOf({
      title: 'Group by `order_id`',
      addsOnly: true,
      changes: () => {
        const change = sqlChange(query, addGrouping(parsed, select, text));
        return change ? [change] : [];
      },
    }),
  ];
}

function isAggregated(expression: Expression, catalog: Catalog): boolean {
  return (
    expression.kind === 'call' &&
    expression.window === null &&
    catalog.sqlFunction(expression.name)?.kind === 'aggregate'
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
