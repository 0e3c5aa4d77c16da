import { removeEntry, setInEntry } from '../../edits/yaml.js';
import type { Column } from '../../lineage/lineage.js';
import type { Database, DeclaredColumn, Table } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { producedColumns } from './producedColumns.js';

export const staticSchemaDrift: Rule = {
  id: 'static-schema-drift',
  group: 'databases',
  title: 'The columns of a static schema differ from those that the build produces',
  severity: 'error',
  requirements: ['SQL-H6', 'TF3'],
  sources: ['reference/databases.html#databases-database-howto-enforce-static-schemas'],
  check(context) {
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        if (!table.staticSchema || !table.complete || table.columns.length === 0) continue;
        const produced = producedColumns(context, database, table);
        if (!produced) continue;
        const declared = new Set(table.columns.map((column) => column.name.toLowerCase()));
        for (const column of table.columns) {
          if (produced.stateOf(column.name) === 'absent') reportExtra(context, database, table, column);
        }
        const lacking = produced.columns.filter(
          (column) =>
            column.presence === 'certain' && !column.implicit && !declared.has(column.name.toLowerCase()),
        );
        if (lacking.length > 0) reportLacking(context, database, table, lacking);
      }
    }
  },
};

function reportExtra(context: RuleContext, database: Database, table: Table, column: DeclaredColumn): void {
  context.report({
    place: column.place,
    message: `The schema of \`${table.name}\` is static and has \`${column.name}\`, which its build does not produce, so the database cannot be run. Remove it, or produce it.`,
    data: { database: database.name, table: table.name, column: column.name, features: context.enabled },
    fixes: [
      fixOf({
        title: `Remove \`${column.name}\` from the schema`,
        changes: () => edited(column.file, removeEntry(column.file.tree, column.entry)),
      }),
    ],
  });
}

function reportLacking(
  context: RuleContext,
  database: Database,
  table: Table,
  lacking: readonly Column[],
): void {
  const names = lacking.map((column) => column.name);
  const them = names.length === 1 ? 'it' : 'them';
  context.report({
    place: table.place,
    message: `The schema of \`${table.name}\` is static and lacks ${listed(names)}, which its build produces, so the database cannot be run. Add ${them} to \`columns\`.`,
    data: {
      database: database.name,
      table: table.name,
      column: names.length === 1 ? (names[0] ?? null) : null,
      features: context.enabled,
    },
    fixes: [
      fixOf({
        title: `Add ${listed(names)} to \`columns\``,
        addsOnly: true,
        changes: () => {
          const { tree } = table.file;
          const edits = lacking.flatMap((column) =>
            setInEntry(tree, table.entry, ['columns', column.name], declaredType(column)),
          );
          return edited(table.file, edits);
        },
      }),
    ],
  });
}

function declaredType({ type }: Column): string {
  return type === 'unknown' || type === 'varies' ? 'string' : type;
}
