import { addJoin } from '../../edits/sql.js';
import type { Expression, Operation, Select } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';
import type { Fix, Rule } from '../rule.js';
import { readQueries, reportAt, sqlFix, textAt, type ReadQuery } from './queries.js';

/** From that many values on a list is as slow as a subquery (C61). */
const longList = 1000;

export const sqlNotInSubquery: Rule = {
  id: 'sql-not-in-subquery',
  group: 'sql',
  title: 'NOT IN with a subquery',
  severity: 'warning',
  requirements: ['SQL-A4', 'C61'],
  sources: ['operator/databases.html#databases-validation-alert-unintentional-broadcast-joins'],
  check(context) {
    for (const checked of readQueries(context)) {
      forEachExpression(checked.query, (expression, select) => {
        if (expression.kind !== 'operation' || expression.operator !== 'IN' || !expression.negated) return;
        if (!expression.query && expression.operands.length <= longList) return;
        reportAt(context, checked, {
          range: expression.operatorRange,
          message: `NOT IN with a ${expression.query ? 'subquery' : 'list this long'} sends all of its values to every machine, which is slow or runs out of memory. Use a LEFT ANTI JOIN, or NOT EXISTS.`,
          fixes: select ? antiJoinFix(checked, select, expression) : [],
        });
      });
    }
  },
};

/** The same as a LEFT ANTI JOIN, where the condition is all of WHERE or one part of an AND at its end. */
function antiJoinFix(checked: ReadQuery, select: Select, notIn: Operation): readonly Fix[] {
  const [value] = notIn.operands;
  const inner = notIn.query;
  const column = inner && checked.view.analysis.outputs.get(inner)?.columns;
  const only = column?.length === 1 ? column[0] : undefined;
  const isOutermost = checked.query.body === select;
  if (!select.where || !inner || !only || value?.kind !== 'column' || !isOutermost) return [];
  const removal = withoutCondition(checked, select.where, notIn);
  if (!removal) return [];
  return [
    sqlFix(checked, {
      title: 'Write a LEFT ANTI JOIN instead',
      edits: () => {
        const subquery = textAt(checked, inner.range);
        const join = `LEFT ANTI JOIN (${subquery}) excluded ON (excluded.${only.name} = ${textAt(checked, value.range)})`;
        return [...addJoin(checked.parsed, join), removal];
      },
    }),
  ];
}

/** The edit that takes a condition out of WHERE; null where it is neither all of it nor an operand of its AND. */
function withoutCondition(checked: ReadQuery, where: Expression, notIn: Operation) {
  const { text } = checked;
  if (where === notIn) {
    const before = /\s*\bWHERE\s*$/i.exec(text.slice(0, where.range.start));
    return before ? { range: { start: before.index, end: where.range.end }, newText: '' } : null;
  }
  if (where.kind !== 'operation' || where.operator !== 'AND' || !where.operands.includes(notIn)) return null;
  const others = where.operands
    .filter((operand) => operand !== notIn)
    .map((operand) => textAt(checked, operand.range));
  return { range: where.range, newText: others.join(' AND ') };
}
