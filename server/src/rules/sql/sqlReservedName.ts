import { wrapInBackticks } from '../../edits/sql.js';
import type { Identifier } from '../../sql/query.js';
import type { Rule, RuleContext } from '../rule.js';
import { reportAt, soundQueries, sqlFix, type ReadQuery } from './queries.js';

export const sqlReservedName: Rule = {
  id: 'sql-reserved-name',
  group: 'sql',
  title: 'A reserved word as a name without backticks',
  severity: 'warning',
  requirements: ['SQL-P11', 'SQL-P12', 'C25'],
  sources: [
    'reference/sql_spark.html#sql-spark-recommendation-reserved-words',
    'reference/sql_spark.html#sql-spark-recommendation-general',
  ],
  check(context) {
    for (const checked of soundQueries(context)) {
      for (const name of namesOf(checked)) {
        if (!name.quoted && wantsBackticks(context, name.text)) report(context, checked, name);
      }
    }
  },
};

/** The names of tables and columns; functions of these names and aliases as such are left alone. */
function namesOf(checked: ReadQuery): readonly Identifier[] {
  const { tables, columns } = checked.view.analysis;
  return [
    ...[...tables.keys()].flatMap((table) => table.name),
    ...[...columns].flatMap(([reference, resolution]) =>
      resolution.how === 'function' ? [] : reference.parts,
    ),
  ];
}

function wantsBackticks(context: RuleContext, name: string): boolean {
  return context.catalog.reservedWords.has(name.toUpperCase()) || /^\d+$/.test(name);
}

function report(context: RuleContext, checked: ReadQuery, name: Identifier): void {
  reportAt(context, checked, {
    range: name.range,
    message: `\`${name.text}\` is a reserved word, and the product wants it between backticks where it is a name. Add them.`,
    fixes: [
      sqlFix(checked, {
        title: `Write \`${name.text}\` between backticks`,
        preferred: true,
        edits: () => wrapInBackticks(checked.parsed, name.range),
      }),
    ],
  });
}
