import { removeEntry, renameKey } from '../../edits/yaml.js';
import type { Database, DeclaredColumn, Table } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { isToldInQuery } from '../sql/misspeltOutput.js';
import { producedColumns, type Produced } from './producedColumns.js';
import { selectFixes } from './selectColumn.js';

export const declaredColumnAbsent: Rule = {
  id: 'declared-column-absent',
  group: 'databases',
  title: '`columns` names a column that the build does not produce',
  severity: 'warning',
  requirements: ['CF1', 'CF2'],
  sources: ['reference/databases.html#databases-database-howto-set-validation-rules'],
  check(context) {
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        // A template is extended by what is declared; a static schema has a rule of its own.
        if (table.build?.value === 'template' || table.staticSchema || table.columns.length === 0) continue;
        // A query with an error may lose columns by it.
        if ((table.query?.parsed?.errors.length ?? 0) > 0) continue;
        const produced = producedColumns(context, database, table);
        if (!produced) continue;
        for (const column of table.columns) {
          if (produced.stateOf(column.name) !== 'absent') continue;
          // A name that is wrong in the query is told there.
          if (isToldInQuery(context, table.query, column.name)) continue;
          report(context, database, table, column, produced);
        }
      }
    }
  },
};

function report(
  context: RuleContext,
  database: Database,
  table: Table,
  column: DeclaredColumn,
  produced: Produced,
): void {
  context.report({
    place: column.place,
    message: `\`${table.name}\` does not produce a column \`${column.name}\`, so what \`columns\` says of it has no effect. Correct the name, select the column, or remove it here.`,
    data: { database: database.name, table: table.name, column: column.name, features: context.enabled },
    fixes: [
      ...renameToNearest(table, column, produced),
      ...selectFixes(context, table, column.name).map((fix) => ({ ...fix, preferred: false })),
      fixOf({
        title: `Remove \`${column.name}\` from \`columns\``,
        changes: () => edited(column.file, removeEntry(column.file.tree, column.entry)),
      }),
    ],
  });
}

function renameToNearest(table: Table, column: DeclaredColumn, produced: Produced): readonly Fix[] {
  const declared = new Set(table.columns.map((each) => each.name.toLowerCase()));
  const free = produced.columns.filter((each) => !each.implicit && !declared.has(each.name.toLowerCase()));
  const near = nearest(
    column.name,
    free.map((each) => each.name),
  );
  if (near === null) return [];
  return [
    fixOf({
      title: `Rename \`${column.name}\` to \`${near}\``,
      changes: () => edited(column.file, renameKey(column.file.tree, column.entry, near)),
    }),
  ];
}
