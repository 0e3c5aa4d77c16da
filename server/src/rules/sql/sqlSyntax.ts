import { wrapInBackticks } from '../../edits/sql.js';
import type { SqlError } from '../../sql/query.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule } from '../rule.js';
import { misspelledKeyword } from './misspelledKeyword.js';
import { checkedQueries, reportAt, sqlFix, textAt, type CheckedQuery } from './queries.js';

export const sqlSyntax: Rule = {
  id: 'sql-syntax',
  group: 'sql',
  title: 'Text that Spark SQL cannot read',
  severity: 'error',
  requirements: ['C34'],
  sources: ['reference/sql_spark.html#sql-spark-about'],
  check(context) {
    for (const checked of checkedQueries(context)) {
      for (const error of firstErrors(checked.parsed.errors)) {
        reportAt(context, checked, {
          range: error.range,
          message: messageOf(checked, error),
          fixes: fixesOf(checked, error),
        });
      }
    }
  },
};

/**
 * The first error, as what comes behind it may only follow from it; and the names before it that only lack backticks,
 * which put nothing else in doubt. What is no query at all, or
 * torn by broken YAML, is another rule's.
 */
function firstErrors(errors: readonly SqlError[]): readonly SqlError[] {
  if (errors.length === 0) return errors;
  if (errors.some(({ kind }) => kind === 'not-a-query' || kind === 'torn')) return [];
  const first = errors.findIndex(({ kind }) => kind !== 'reserved-name');
  return first < 0 ? errors : errors.slice(0, first + 1);
}

/** What stands there and what was expected; and the keyword that was meant, where a word is nearly one. */
function messageOf({ text }: CheckedQuery, error: SqlError): string {
  const misspelled = error.kind === 'syntax' ? misspelledKeyword(text, error) : null;
  return misspelled
    ? `${error.message} Is \`${misspelled.written}\` meant as \`${misspelled.keyword}\`?`
    : error.message;
}

function fixesOf(checked: CheckedQuery, error: SqlError): readonly Fix[] {
  if (error.kind === 'swallowing-comment') return keepLinesFix(checked);
  if (error.kind === 'syntax') return keywordFix(checked, error);
  if (error.kind !== 'reserved-name') return [];
  return [
    sqlFix(checked, {
      title: `Write \`${textAt(checked, error.range)}\` between backticks`,
      preferred: true,
      edits: () => wrapInBackticks(checked.parsed, error.range),
    }),
  ];
}

function keywordFix(checked: CheckedQuery, error: SqlError): readonly Fix[] {
  const misspelled = misspelledKeyword(checked.text, error);
  if (!misspelled) return [];
  const { range, keyword } = misspelled;
  return [sqlFix(checked, { title: `Write \`${keyword}\``, edits: () => [{ range, newText: keyword }] })];
}

/** A folded block becomes a literal one: its lines stand there as they have to be. */
function keepLinesFix({ sql: { scalar, setting } }: CheckedQuery): readonly Fix[] {
  const marker = scalar?.range.start ?? 0;
  if (!scalar || setting.file.tree.text[marker] !== '>') return [];
  return [
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
  ];
}
