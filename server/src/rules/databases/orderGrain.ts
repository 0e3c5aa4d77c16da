import { sqlChange, type SqlEdit } from '../../edits/sql.js';
import type { Expression, GroupBy, Select } from '../../sql/query.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule } from '../rule.js';
import { listed } from '../wording.js';
import { tablesAs } from './customer360Databases.js';
import { rollupOf, selectsOfRows, type Rollup } from './rollup.js';

export const orderGrain: Rule = {
  id: 'order-grain',
  group: 'databases',
  title: 'Unified_Transactions makes several rows of one order',
  severity: 'warning',
  requirements: ['SQL-S8', 'P07'],
  sources: ['operator/table_unified_transactions.html'],
  check(context) {
    for (const { database, table } of tablesAs(context.tenant, 'Unified_Transactions')) {
      const rollup = rollupOf(context, database, table);
      const select = rollup && selectsOfRows(rollup.view.analysis).find(({ groupBy }) => groupBy !== null);
      if (!rollup || !select?.groupBy || select.groupBy.sets || select.groupBy.all) continue;
      const grouped = groupedExpressions(select, select.groupBy);
      const others = grouped.filter((expression) => nameOf(expression) !== 'order_id');
      if (others.length === 0 || others.length === grouped.length) continue;
      const names = others.map((expression) => nameOf(expression) ?? textOf(rollup, expression));
      context.report({
        place: table.place,
        message: `\`${table.name}\` groups by ${listed(names)} beside \`order_id\`, so one order makes several rows and its revenue counts more than once. Group by \`order_id\` only.`,
        data: { database: database.name, table: table.name, features: context.enabled },
        fixes: [groupByOrder(rollup, select, select.groupBy, others)],
      });
    }
  },
};

/** What is grouped by, with positions of the select list (`GROUP BY 1, 2`) as what stands there. */
function groupedExpressions(select: Select, groupBy: GroupBy): readonly Expression[] {
  return groupBy.expressions.map((expression) => {
    if (expression.kind !== 'literal' || expression.type !== 'integer') return expression;
    const item = select.items[Number(expression.value) - 1];
    return item?.kind === 'expression' ? item.expression : expression;
  });
}

/** A column's name without its table, in lower case. */
function nameOf(expression: Expression): string | null {
  return expression.kind === 'column' ? (expression.parts.at(-1)?.text.toLowerCase() ?? null) : null;
}

function textOf({ query }: Rollup, expression: Expression): string {
  return query.text?.slice(expression.range.start, expression.range.end) ?? '';
}

function groupByOrder(rollup: Rollup, select: Select, groupBy: GroupBy, others: readonly Expression[]): Fix {
  return fixOf({
    title: 'Group by `order_id` only, and take the largest value of the rest',
    changes: () => {
      const orderId = groupedExpressions(select, groupBy).find((each) => nameOf(each) === 'order_id');
      const first = groupBy.expressions[0];
      const last = groupBy.expressions.at(-1);
      if (!orderId || !first || !last) return [];
      const otherTexts = new Set(others.map((each) => textOf(rollup, each).toLowerCase()));
      const wrapped = select.items.flatMap((item): SqlEdit[] => {
        if (item.kind !== 'expression') return [];
        const text = textOf(rollup, item.expression);
        const sameName = others.some(
          (each) => nameOf(each) !== null && nameOf(each) === nameOf(item.expression),
        );
        if (!otherTexts.has(text.toLowerCase()) && !sameName) return [];
        const alias = item.aliases.length === 0 ? ` AS ${item.name}` : '';
        return [{ range: item.expression.range, newText: `MAX(${text})${alias}` }];
      });
      const grouping = {
        range: { start: first.range.start, end: last.range.end },
        newText: textOf(rollup, orderId),
      };
      const change = sqlChange(rollup.query, [...wrapped, grouping]);
      return change ? [change] : [];
    },
  });
}
