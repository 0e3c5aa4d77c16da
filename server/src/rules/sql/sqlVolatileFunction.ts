import type { SqlRange } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';
import type { Rule } from '../rule.js';
import { readQueries, reportAt } from './queries.js';

export const sqlVolatileFunction: Rule = {
  id: 'sql-volatile-function',
  group: 'sql',
  title: 'A function that gives another value at each run',
  severity: 'info',
  requirements: ['SQL-F1', 'C60'],
  sources: ['reference/databases.html#databases-database-howto-run-normal'],
  check(context) {
    for (const checked of readQueries(context)) {
      const found: { readonly name: string; readonly range: SqlRange }[] = [];
      forEachExpression(checked.query, (expression) => {
        if (expression.kind === 'call') found.push({ name: expression.name, range: expression.nameRange });
        if (expression.kind !== 'column' || expression.parts.length !== 1) return;
        const isFunction = checked.view.analysis.columns.get(expression)?.how === 'function';
        if (isFunction)
          found.push({ name: expression.parts[0]?.text.toUpperCase() ?? '', range: expression.range });
      });
      for (const { name, range } of found) {
        if (!context.catalog.sqlFunction(name)?.volatile) continue;
        reportAt(context, checked, {
          range,
          message: `\`${name}\` gives another value at each run, so the table is rebuilt every time even if no data changed. That is right where the day matters; else leave it out.`,
        });
      }
    }
  },
};
