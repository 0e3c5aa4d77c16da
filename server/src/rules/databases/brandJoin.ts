import { sqlName } from '../../edits/queries/layout.js';
import { sqlChange } from '../../edits/sql.js';
import { rebuildTable } from '../../edits/tableBuild.js';
import type { Database, Table } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { joinTableEdits } from './joinTable.js';
import { rollupOf } from './rollup.js';

/** How a table is joined to the one that says which brand the database is for. */
export interface BrandJoin {
  readonly other: string;
  readonly join: 'INNER JOIN' | 'LEFT SEMI JOIN';
  readonly key: string;
  readonly alias: string;
}

/** The fix that joins a table: in its query, or in the one that a passthrough becomes. */
export function joinedTo(
  context: RuleContext,
  database: Database,
  table: Table,
  { other, join, key, alias }: BrandJoin,
): readonly Fix[] {
  const title = `Join \`${table.name}\` to \`${other}\` on \`${key}\``;
  if (table.build?.value === 'passthrough') {
    const query = `SELECT\n  t.*\nFROM ${sqlName(table.source?.value ?? table.name)} t\n${join} ${sqlName(other)} ${alias} ON (${alias}.${key} = t.${key})`;
    return [fixOf({ title, changes: () => edited(table.file, rebuildTable(table, 'sql', query)) })];
  }
  const rollup = rollupOf(context, database, table);
  const edits =
    rollup &&
    joinTableEdits(rollup, { table: sqlName(other), join, key, alias, columns: [key], selected: [] });
  if (!rollup || !edits) return [];
  return [
    fixOf({
      title,
      changes: () => {
        const change = sqlChange(rollup.query, edits);
        return change ? [change] : [];
      },
    }),
  ];
}
