import type { ColumnReference, Expression } from '../../sql/query.js';
import { columnsOf, forEachExpression } from '../../sql/walk.js';
import type { Fix, Rule } from '../rule.js';
import { sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

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
    checkEachQuery(context, nullTests);
  },
};

function nullTests(checked: ReadQuery): readonly QueryFinding[] {
  const findings: QueryFinding[] = [];
  forEachExpression(checked.query, (test, _select, path) => {
    const flag = flagTestedForNull(test);
    const around = path.at(-1);
    if (!flag || isNegated(around) || isOneOfTwoTests(around, test, flag) || standsForFalse(around, test))
      return;
    const name = textAt(checked, flag.range);
    findings.push({
      range: test.range,
      message: `\`${name}\` is FALSE for a purchase, so this test drops ordinary purchases. Write \`COALESCE(${name}, FALSE) = FALSE\`.`,
      column: nameOf(flag),
      fixes: (query) => [coalesceFix(query, test, name)],
    });
  });
  return findings;
}

function coalesceFix(checked: ReadQuery, test: Expression, name: string): Fix {
  const newText = `COALESCE(${name}, FALSE) = FALSE`;
  return sqlFix(checked, {
    title: `Write \`${newText}\``,
    preferred: true,
    edits: () => [{ range: test.range, newText }],
  });
}

function nameOf(column: ColumnReference): string {
  return column.parts.at(-1)?.text.toLowerCase() ?? '';
}

/** The flag of `is_return IS NULL` or `ISNULL(is_return)`. */
function flagTestedForNull(expression: Expression): ColumnReference | null {
  const operand =
    expression.kind === 'operation' && expression.operator === 'IS NULL' && !expression.negated
      ? expression.operands[0]
      : expression.kind === 'call' && expression.name === 'ISNULL'
        ? expression.args[0]
        : undefined;
  return operand?.kind === 'column' && flags.includes(nameOf(operand)) ? operand : null;
}

function isNegated(around: Expression | undefined): boolean {
  return around?.kind === 'operation' && around.operator === 'NOT';
}

/** True in `is_return IS NULL OR is_return = FALSE`, which is right. */
function isOneOfTwoTests(around: Expression | undefined, test: Expression, flag: ColumnReference): boolean {
  if (around?.kind !== 'operation' || around.operator !== 'OR') return false;
  return around.operands.some(
    (operand) => operand !== test && columnsOf(operand).some((column) => nameOf(column) === nameOf(flag)),
  );
}

/** True in `IF(is_return IS NULL, FALSE, is_return)`, and in the same as CASE: there NULL is made FALSE. */
function standsForFalse(around: Expression | undefined, test: Expression): boolean {
  const result =
    around?.kind === 'case'
      ? around.branches.find(({ when }) => when === test)?.then
      : around?.kind === 'call' && around.name === 'IF' && around.args[0] === test
        ? around.args[1]
        : undefined;
  return result?.kind === 'literal' && result.type === 'boolean' && result.value.toLowerCase() === 'false';
}
