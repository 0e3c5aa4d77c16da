import type { ColumnReference, Expression } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { readQueries, reportAt, sqlFix, textAt } from './queries.js';

const flags = ['is_return', 'is_cancellation'];

export const sqlReturnFlagNull: Rule = {
  id: 'sql-return-flag-null',
  group: 'sql',
  title: 'A purchase is told by a return flag that is NULL',
  severity: 'warning',
  requirements: ['SQL-S10', 'C11'],
  sources: [
    'operator/table_unified_transactions.html#table-unified-transactions-extend-attributes-order-costs',
  ],
  check(context) {
    for (const checked of readQueries(context)) {
      forEachExpression(checked.query, (expression, _select, path) => {
        const flag = flagTestedForNull(expression);
        if (!flag || isOneOfTwoTests(path.at(-1) ?? null, expression, flag)) return;
        const name = textAt(checked, flag.range);
        reportAt(context, checked, {
          range: expression.range,
          message: `\`${name}\` is FALSE for a purchase, so this test drops ordinary purchases. Write \`COALESCE(${name}, FALSE) = FALSE\`.`,
          data: { column: flag.parts.at(-1)?.text ?? null },
          fixes: [
            sqlFix(checked, {
              title: `Write \`COALESCE(${name}, FALSE) = FALSE\``,
              preferred: true,
              edits: () => [{ range: expression.range, newText: `COALESCE(${name}, FALSE) = FALSE` }],
            }),
          ],
        });
      });
    }
  },
};

function flagTestedForNull(expression: Expression): ColumnReference | null {
  if (expression.kind !== 'operation' || expression.operator !== 'IS NULL' || expression.negated) return null;
  const [operand] = expression.operands;
  const isFlag = operand?.kind === 'column' && flags.includes(operand.parts.at(-1)?.text.toLowerCase() ?? '');
  return isFlag ? operand : null;
}

/** True in `is_return IS NULL OR is_return = FALSE`, which is right. */
function isOneOfTwoTests(around: Expression | null, test: Expression, flag: ColumnReference): boolean {
  if (around?.kind !== 'operation' || around.operator !== 'OR') return false;
  const name = flag.parts.at(-1)?.text.toLowerCase();
  let testedAgain = false;
  for (const operand of around.operands) {
    if (operand === test) continue;
    const columns = operand.kind === 'operation' ? operand.operands : [operand];
    if (columns.some((each) => each.kind === 'column' && each.parts.at(-1)?.text.toLowerCase() === name))
      testedAgain = true;
  }
  return testedAgain;
}
