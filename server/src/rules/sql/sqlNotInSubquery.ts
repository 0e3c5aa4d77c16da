import { addJoinTo } from '../../edits/sql.js';
import { sqlName } from '../../edits/queries/layout.js';
import type { SqlEdit } from '../../edits/sql.js';
import type { SelectScope } from '../../lineage/query/queryAnalysis.js';
import type {
  ColumnReference,
  Expression,
  Operation,
  Query,
  Select,
  TableExpression,
} from '../../sql/query.js';
import { columnsOf, forEachExpression } from '../../sql/walk.js';
import type { Fix, Rule } from '../rule.js';
import { sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

/** A list with more values than this is as slow as a subquery (C61). */
const longList = 1000;

export const sqlNotInSubquery: Rule = {
  id: 'sql-not-in-subquery',
  group: 'sql',
  title: 'NOT IN with a subquery',
  severity: 'warning',
  requirements: ['SQL-A4', 'C61'],
  sources: ['operator/databases.html#databases-validation-alert-unintentional-broadcast-joins'],
  check(context) {
    checkEachQuery(context, notIns);
  },
};

function notIns({ query }: ReadQuery): readonly QueryFinding[] {
  const findings: QueryFinding[] = [];
  forEachExpression(query, (expression, select, path) => {
    const notIn = notInOf(expression, path.at(-1));
    if (!notIn || (!notIn.query && notIn.operands.length <= longList + 1)) return;
    findings.push({
      range:
        notIn === expression
          ? notIn.operatorRange
          : { start: expression.range.start, end: notIn.operatorRange.end },
      message: `NOT IN with a ${notIn.query ? 'subquery' : 'list this long'} sends all of its values to every machine, which is slow or runs out of memory. Use a LEFT ANTI JOIN, or NOT EXISTS.`,
      fixes: (checked) => (select ? antiJoinFix(checked, select, expression, notIn) : []),
    });
  });
  return findings;
}

/** `x NOT IN (…)`, or the same as `NOT x IN (…)`; null for anything else. */
function notInOf(expression: Expression, around: Expression | undefined): Operation | null {
  if (expression.kind !== 'operation') return null;
  if (expression.operator === 'NOT') {
    const [operand] = expression.operands;
    return operand?.kind === 'operation' && operand.operator === 'IN' && !operand.negated ? operand : null;
  }
  const isNegatedAgain = around?.kind === 'operation' && around.operator === 'NOT';
  return expression.operator === 'IN' && expression.negated && !isNegatedAgain ? expression : null;
}

/** The same as a LEFT ANTI JOIN, where the condition is all of WHERE or one part of its AND. */
function antiJoinFix(
  checked: ReadQuery,
  select: Select,
  condition: Expression,
  { operands: [value], query: inner }: Operation,
): readonly Fix[] {
  const scope = checked.view.analysis.selects.get(select);
  const columns = inner ? (checked.view.analysis.outputs.get(inner)?.columns ?? []) : [];
  const [only, ...others] = columns;
  if (!select.where || !inner || !only || others.length > 0 || !scope) return [];
  if (value?.kind !== 'column' || isCorrelated(checked, inner) || !mayJoin(select)) return [];
  const left = qualified(checked, value, scope);
  const removal = withoutCondition(checked, select, select.where, condition);
  if (left === null || !removal) return [];
  const alias = freeAlias(scope);
  return [
    sqlFix(checked, {
      title: 'Write a LEFT ANTI JOIN instead',
      edits: () => {
        const subquery = textAt(checked, inner.range);
        const join = `LEFT ANTI JOIN (${subquery}) ${alias} ON (${alias}.${sqlName(only.name)} = ${left})`;
        return [...addJoinTo(checked.parsed, select, join), removal];
      },
    }),
  ];
}

/** A join sees neither the tables before a comma nor what LATERAL VIEW makes. */
function mayJoin({ from, lateralViews }: Select): boolean {
  const hasComma = (table: TableExpression): boolean =>
    table.kind === 'join' && (table.comma || hasComma(table.left));
  return lateralViews.length === 0 && from.length === 1 && !from.some(hasComma);
}

/** A join's subquery cannot refer to the tables beside it. */
function isCorrelated(checked: ReadQuery, inner: Query): boolean {
  const { columns } = checked.view.analysis;
  let found = false;
  forEachExpression(inner, (expression) => {
    for (const column of columnsOf(expression)) if (columns.get(column)?.correlated === true) found = true;
  });
  return found;
}

/** The column as the join has to spell it, where the excluded rows may have one of the same name; null where it cannot. */
function qualified(checked: ReadQuery, column: ColumnReference, { tables }: SelectScope): string | null {
  const written = textAt(checked, column.range);
  const resolution = checked.view.analysis.columns.get(column);
  if (resolution?.correlated === true) return null;
  if (column.parts.length > 1 && (resolution?.columnPart ?? 0) > 0) return written;
  const owners = resolution?.matches.flatMap(({ table }) => (table ? [table] : [])) ?? [];
  const [owner] = owners.length > 0 ? owners : tables.length === 1 ? tables : [];
  return owner?.alias ? `${textAt(checked, owner.alias.range)}.${written}` : null;
}

function freeAlias({ tables }: SelectScope): string {
  const taken = new Set(tables.flatMap((table) => table.qualifier));
  let alias = 'excluded';
  for (let number = 2; taken.has(alias); number += 1) alias = `excluded_${String(number)}`;
  return alias;
}

/** The edit that takes a condition out of WHERE; null where it is neither all of it nor an operand of its AND. */
function withoutCondition(
  { text }: ReadQuery,
  select: Select,
  where: Expression,
  condition: Expression,
): SqlEdit | null {
  if (where === condition) {
    const before = /\s*\bWHERE\s*$/i.exec(text.slice(select.range.start, where.range.start));
    const start = select.range.start + (before?.index ?? 0);
    return before ? { range: { start, end: where.range.end }, newText: '' } : null;
  }
  if (where.kind !== 'operation' || where.operator !== 'AND') return null;
  const at = where.operands.indexOf(condition);
  const before = where.operands[at - 1]?.range;
  const behind = where.operands[at + 1]?.range;
  // Brackets and comments between the conditions are left alone, and so is the condition.
  const isPlain = (start: number, end: number): boolean => /^\s*AND\s*$/i.test(text.slice(start, end));
  if (at < 0) return null;
  if (before && isPlain(before.end, condition.range.start))
    return { range: { start: before.end, end: condition.range.end }, newText: '' };
  return behind && isPlain(condition.range.end, behind.start)
    ? { range: { start: condition.range.start, end: behind.start }, newText: '' }
    : null;
}
