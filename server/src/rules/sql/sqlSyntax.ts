import { wrapInBackticks } from '../../edits/sql.js';
import type { SqlComment, SqlError } from '../../sql/query.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { checkedQueries, placeAt, reportAt, sqlFix, textAt, type CheckedQuery } from './queries.js';

export const sqlSyntax: Rule = {
  id: 'sql-syntax',
  group: 'sql',
  title: 'Text that Spark SQL cannot read',
  severity: 'error',
  requirements: ['C34'],
  sources: ['reference/sql_spark.html#sql-spark-about'],
  check(context) {
    for (const checked of checkedQueries(context)) {
      const swallowing = swallowingComment(checked);
      if (swallowing) {
        reportSwallowed(context, checked, swallowing);
        continue;
      }
      for (const error of checked.parsed.errors) {
        if (error.kind === 'not-a-query') continue;
        reportAt(context, checked, {
          range: error.range,
          message: error.message,
          fixes: fixesOf(checked, error),
        });
      }
    }
  },
};

function fixesOf(checked: CheckedQuery, error: SqlError): readonly Fix[] {
  if (error.kind !== 'reserved-name') return [];
  return [
    sqlFix(checked, {
      title: `Write \`${textAt(checked, error.range)}\` between backticks`,
      preferred: true,
      edits: () => wrapInBackticks(checked.parsed, error.range),
    }),
  ];
}

/** A `--` comment that runs over the ends of lines, because the YAML style makes one line of several. */
function swallowingComment(checked: CheckedQuery): SqlComment | null {
  const { scalar } = checked.sql;
  if (scalar?.style !== 'folded' && scalar?.style !== 'plain') return null;
  const file = fileTextOf(checked);
  if (file === null) return null;
  const swallows = (comment: SqlComment): boolean => {
    const { start, end } = placeAt(checked, comment.range).range;
    return comment.style === 'line' && file.slice(start, end).trimEnd().includes('\n');
  };
  return checked.parsed.comments.find(swallows) ?? null;
}

/** The text of the YAML file that holds the query. */
function fileTextOf({ sql }: CheckedQuery): string | null {
  return sql.uri === sql.setting.file.uri ? sql.setting.file.tree.text : null;
}

function reportSwallowed(context: RuleContext, checked: CheckedQuery, comment: SqlComment): void {
  const { scalar, setting } = checked.sql;
  const marker = scalar?.range.start ?? 0;
  const isFolded = scalar?.style === 'folded' && setting.file.tree.text[marker] === '>';
  reportAt(context, checked, {
    range: { start: comment.range.start, end: comment.range.start + 2 },
    message: `This comment swallows the rest of the query, as YAML makes one line of these. Begin the text with \`|\`${isFolded ? ' in place of `>`' : ''}, which keeps lines.`,
    fixes: isFolded
      ? [
          fixOf({
            title: 'Keep the lines of the query: `|` in place of `>`',
            preferred: true,
            changes: () => [
              {
                kind: 'edit',
                uri: setting.file.uri,
                edits: [{ range: { start: marker, end: marker + 1 }, newText: '|' }],
              },
            ],
          }),
        ]
      : [],
  });
}
