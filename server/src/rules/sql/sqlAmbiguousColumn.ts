import { insertion, reportAt, soundQueries, sqlFix, textAt } from './queries.js';
import type { Rule } from '../rule.js';
import { listed } from '../wording.js';

export const sqlAmbiguousColumn: Rule = {
  id: 'sql-ambiguous-column',
  group: 'sql',
  title: 'A column that several tables of the query have',
  severity: 'error',
  requirements: [],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-naming-convention-correlation-names'],
  check(context) {
    for (const checked of soundQueries(context)) {
      for (const [reference, resolution] of checked.view.analysis.columns) {
        const [part] = reference.parts;
        if (resolution.state !== 'ambiguous' || !part) continue;
        const aliases = resolution.matches.flatMap(({ table }) => (table?.alias ? [table.alias] : []));
        const names = [...new Set(aliases.map((alias) => alias.text))];
        reportAt(context, checked, {
          range: reference.range,
          message: `${names.length > 1 ? listed(names) : 'Several tables of this query'} have a column \`${part.text}\`, and the query does not say whose is meant. Write the table's name or alias before it.`,
          data: { column: part.text },
          fixes: aliases.map((alias) =>
            sqlFix(checked, {
              title: `Take \`${alias.text}.${part.text}\``,
              edits: () => [insertion(reference.range.start, `${textAt(checked, alias.range)}.`)],
            }),
          ),
        });
      }
    }
  },
};
