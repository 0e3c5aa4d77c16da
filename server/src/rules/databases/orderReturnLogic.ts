import { sqlChange, type SqlEdit } from '../../edits/sql.js';
import type { FunctionCall } from '../../sql/query.js';
import { columnsOf, walkExpression } from '../../sql/walk.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { tablesAs } from './customer360Databases.js';
import { queriesBehind, rollupOf, type Rollup } from './rollup.js';

const flags = ['is_return', 'is_cancellation'];
const summed = ['order_revenue', 'order_quantity'];

export const orderReturnLogic: Rule = {
  id: 'order-return-logic',
  group: 'databases',
  title: 'Order revenue or quantity counts returned and cancelled items',
  severity: 'warning',
  requirements: ['P07', 'C11'],
  sources: ['operator/table_unified_transactions.html'],
  check(context) {
    for (const { database, table } of tablesAs(context.tenant, 'Unified_Transactions')) {
      const rollup = rollupOf(context, database, table);
      if (!rollup || looksAtFlags(context, rollup)) continue;
      const sums = sumsOf(rollup).filter(({ call }) => mayKnowFlags(rollup, call));
      const names = [...new Set(sums.map(({ name }) => name))];
      if (names.length === 0) continue;
      context.report({
        place: table.place,
        message: `${listed(names)} of \`${table.name}\` also ${names.length === 1 ? 'counts' : 'count'} returned and cancelled items. Leave them out by ${listed(flags)}.`,
        data: {
          database: database.name,
          table: table.name,
          column: names.length === 1 ? (names[0] ?? null) : null,
          features: context.enabled,
        },
        fixes: leaveOut(rollup, sums),
      });
    }
  },
};

/** True where this query, or one that it reads, names one of the two columns. */
function looksAtFlags(context: RuleContext, rollup: Rollup): boolean {
  return queriesBehind(context, rollup).some((view) =>
    [...view.analysis.columns.keys()].some((reference) =>
      reference.parts.some((part) => flags.includes(part.text.toLowerCase())),
    ),
  );
}

interface Sum {
  readonly name: string;
  readonly call: FunctionCall;
}

/** The sums that make the two columns, wherever in the query they are named. */
function sumsOf(rollup: Rollup): readonly Sum[] {
  const sums: Sum[] = [];
  for (const select of rollup.view.analysis.selects.keys()) {
    for (const item of select.items) {
      if (item.kind !== 'expression' || !summed.includes(item.name.toLowerCase())) continue;
      walkExpression(item.expression, {
        expression: (expression) => {
          if (expression.kind === 'call' && expression.name === 'SUM')
            sums.push({ name: item.name, call: expression });
        },
      });
    }
  }
  return sums;
}

/** False where what is summed certainly comes without flags: that no source has their tags is a finding of its own. */
function mayKnowFlags({ view }: Rollup, call: FunctionCall): boolean {
  const tables = call.args
    .flatMap((argument) => columnsOf(argument))
    .flatMap((reference) => view.analysis.columns.get(reference)?.matches ?? [])
    .flatMap(({ table }) => (table ? [table] : []));
  return (
    tables.length === 0 ||
    tables.some(({ columns }) => !columns.complete || flags.some((flag) => columns.byName.has(flag)))
  );
}

/** Wraps what is summed in a condition on the flags that the summed column's own table certainly has. */
function leaveOut(rollup: Rollup, sums: readonly Sum[]): readonly Fix[] {
  const { query } = rollup;
  const edits = sums.flatMap(({ call }): SqlEdit[] => {
    const condition = conditionFor(rollup, call);
    const [argument, ...more] = call.args;
    if (!argument || more.length > 0 || condition === null || query.text === null) return [];
    const text = query.text.slice(argument.range.start, argument.range.end);
    return [{ range: argument.range, newText: `IF(${condition}, 0, ${text})` }];
  });
  if (edits.length < sums.length) return [];
  return [
    fixOf({
      title: 'Leave out returned and cancelled items',
      changes: () => {
        const change = sqlChange(query, edits);
        return change ? [change] : [];
      },
    }),
  ];
}

function conditionFor({ query, view }: Rollup, call: FunctionCall): string | null {
  const [reference] = call.args.flatMap((argument) => columnsOf(argument));
  const table = reference && view.analysis.columns.get(reference)?.matches[0]?.table;
  if (!reference || !table || query.text === null) return null;
  const there = flags.filter((flag) => table.columns.byName.get(flag)?.presence === 'certain');
  const { alias } = table;
  const isQualified = reference.parts.length > 1 && alias !== null;
  const qualifier = isQualified ? `${query.text.slice(alias.range.start, alias.range.end)}.` : '';
  return there.length === 0 ? null : there.map((flag) => `COALESCE(${qualifier}${flag}, FALSE)`).join(' OR ');
}
