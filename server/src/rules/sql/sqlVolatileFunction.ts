import type { Catalog } from '../../catalog/catalog.js';
import type { ColumnReference, SqlRange } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import type { ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';
import { isWordFunction } from './wordFunctions.js';

/** With a text to turn into a number it gives the same each time. */
const volatileWithoutArguments = 'UNIX_TIMESTAMP';

export const sqlVolatileFunction: Rule = {
  id: 'sql-volatile-function',
  group: 'sql',
  title: 'A function that gives another value at each run',
  severity: 'info',
  requirements: ['SQL-F1', 'C60'],
  sources: ['reference/databases.html#databases-database-howto-run-normal'],
  check(context) {
    checkEachQuery(context, volatileFunctions);
  },
};

/** Each function once: one is enough to have the table rebuilt. */
function volatileFunctions(checked: ReadQuery, catalog: Catalog): readonly QueryFinding[] {
  const found = new Map<string, SqlRange>();
  const add = (name: string, range: SqlRange): void => {
    if (catalog.sqlFunction(name)?.volatile === true && !found.has(name)) found.set(name, range);
  };
  forEachExpression(checked.query, (expression) => {
    if (
      expression.kind === 'call' &&
      (expression.name !== volatileWithoutArguments || expression.args.length === 0)
    )
      add(expression.name, expression.nameRange);
    if (expression.kind === 'column' && isFunction(checked, expression))
      add(expression.parts[0]?.text.toUpperCase() ?? '', expression.range);
  });
  return [...found].map(([name, range]) => ({
    range,
    message: `\`${name}\` gives another value at each run, so the table is rebuilt every time even if no data changed. That is right where the day matters; else leave it out.`,
  }));
}

function isFunction({ view }: ReadQuery, reference: ColumnReference): boolean {
  const resolution = view.analysis.columns.get(reference);
  return resolution?.how === 'function' || (resolution?.state === 'unknown' && isWordFunction(reference));
}
