import type { Catalog } from '../../catalog/catalog.js';
import { wrapInBackticks } from '../../edits/sql.js';
import type { Identifier } from '../../sql/query.js';
import { forEachQuery } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { sqlFix, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';
import { isWordFunction } from './wordFunctions.js';

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
    checkEachQuery(context, reservedNames);
  },
};

function reservedNames(checked: ReadQuery, catalog: Catalog): readonly QueryFinding[] {
  return namesOf(checked)
    .filter((name) => !name.quoted && catalog.reservedWords.has(name.text.toUpperCase()))
    .map((name) => ({
      range: name.range,
      message: `\`${name.text}\` is a reserved word, and the product wants it between backticks where it is a name. Add them.`,
      fixes: (query) => [
        sqlFix(query, {
          title: `Write \`${name.text}\` between backticks`,
          preferred: true,
          edits: () => wrapInBackticks(query.parsed, name.range),
        }),
      ],
    }));
}

/** The names of tables and columns; functions of these names and aliases as such are left alone. */
function namesOf({ query, view }: ReadQuery): readonly Identifier[] {
  const { tables, columns, using, stars } = view.analysis;
  const ctes: Identifier[] = [];
  forEachQuery(query, (each) => ctes.push(...each.ctes.map((cte) => cte.name)));
  return [
    ...ctes,
    ...[...tables.keys()].flatMap((table) => table.name),
    ...[...columns].flatMap(([reference, { how, state }]) =>
      how === 'function' || state === 'absent' || (state !== 'certain' && isWordFunction(reference))
        ? []
        : reference.parts,
    ),
    ...using.keys(),
    ...[...stars.keys()].flatMap((star) => [...star.qualifier, ...(star.kind === 'star' ? star.except : [])]),
  ];
}
