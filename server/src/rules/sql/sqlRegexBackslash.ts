import type { Expression, Literal } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

/** Functions whose second argument is a regular expression. */
const withRegex: ReadonlySet<string> = new Set([
  'RLIKE',
  'REGEXP',
  'REGEXP_LIKE',
  'REGEXP_COUNT',
  'REGEXP_EXTRACT',
  'REGEXP_EXTRACT_ALL',
  'REGEXP_INSTR',
  'REGEXP_REPLACE',
  'REGEXP_SUBSTR',
  'SPLIT',
]);

/** Pairs of backslashes, and backslashes before a quote, are right; what is left is a single one. */
const singleBackslash = /\\\\|\\(['"])|\\/g;

export const sqlRegexBackslash: Rule = {
  id: 'sql-regex-backslash',
  group: 'sql',
  title: 'A single backslash in a regular expression',
  severity: 'warning',
  requirements: ['SQL-A3'],
  sources: ['operator/databases.html#databases-validation-alert-unescaped-backslashes'],
  check(context) {
    checkEachQuery(context, singleBackslashes);
  },
};

function singleBackslashes(checked: ReadQuery): readonly QueryFinding[] {
  const findings: QueryFinding[] = [];
  forEachExpression(checked.query, (expression) => {
    const regex = regexOf(expression);
    const written = regex && textAt(checked, regex.range);
    // A raw text (`r'\d'`) keeps its backslashes.
    if (!regex || !written || !/^['"]/.test(written)) return;
    const mended = doubled(written);
    if (mended === written) return;
    findings.push({
      range: regex.range,
      message:
        'Spark takes single backslashes out of a text before it reads the regular expression, so this one means something else. Double them.',
      fixes: (query) => [
        sqlFix(query, {
          title: `Double the backslashes: ${mended}`,
          preferred: true,
          edits: () => [{ range: regex.range, newText: mended }],
        }),
      ],
    });
  });
  return findings;
}

function regexOf(expression: Expression): Literal | null {
  const operand =
    expression.kind === 'operation' && expression.operator === 'RLIKE'
      ? expression.operands[1]
      : expression.kind === 'call' && withRegex.has(expression.name)
        ? expression.args[1]
        : undefined;
  return operand?.kind === 'literal' && operand.type === 'string' ? operand : null;
}

function doubled(written: string): string {
  return written.replace(singleBackslash, (found) => (found === '\\' ? '\\\\' : found));
}
