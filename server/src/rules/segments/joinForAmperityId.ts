import { sqlName } from '../../edits/queries/layout.js';
import { sqlChange } from '../../edits/sql.js';
import type { Relation } from '../../lineage/lineage.js';
import type { Database, Table } from '../../tenant/tenant.js';
import { joinTableEdits } from '../databases/joinTable.js';
import { outermostSelect, rollupOf } from '../databases/rollup.js';
import { fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';

const column = 'amperity_id';

/**
 * Fixes that join a stitched table which shares a key column with what the query reads, and select its Amperity ID:
 * an order's or a foreign key, by which both certainly mean the same thing.
 */
export function joinForAmperityId(context: RuleContext, database: Database, table: Table): readonly Fix[] {
  const rollup = rollupOf(context, database, table);
  const select = rollup && outermostSelect(rollup.view.analysis.query);
  const first = select && rollup.view.analysis.selects.get(select)?.tables[0];
  if (!rollup || !first) return [];
  const keys = [...first.columns.columns.values()]
    .filter((each) => each.presence === 'certain')
    .map((each) => each.name);
  return stitchedRelations(context, database, table).flatMap((relation) => {
    const shared = keys.find((key) => isLink(key) && context.lineage.stateOf(relation, key) === 'certain');
    if (shared === undefined) return [];
    const key = sqlName(shared);
    const edits = joinTableEdits(rollup, {
      table: `(SELECT ${key}, MAX(${column}) AS ${column} FROM ${sqlName(relation.name)} GROUP BY ${key})`,
      join: 'LEFT JOIN',
      key,
      alias: 'stitched',
      columns: [shared, column],
      selected: [column],
    });
    if (edits === null) return [];
    return [
      fixOf({
        title: `Join \`${relation.name}\` on \`${shared}\` and select its \`${column}\``,
        addsOnly: true,
        changes: () => {
          const change = sqlChange(rollup.query, edits);
          return change ? [change] : [];
        },
      }),
    ];
  });
}

/** Columns whose values mean the same in every table that has them. */
function isLink(name: string): boolean {
  return name.toLowerCase() === 'order_id' || name.toLowerCase().startsWith('fk_');
}

/** The tables of the database that certainly have an Amperity ID and read nothing of this one. */
function stitchedRelations(context: RuleContext, database: Database, table: Table): readonly Relation[] {
  const { lineage } = context;
  const own = lineage.relationOfTable(database, table);
  return database.tables
    .filter((other) => other !== table)
    .map((other) => lineage.relationOfTable(database, other))
    .filter((relation) => lineage.stateOf(relation, column) === 'certain')
    .filter((relation) => !lineage.upstream(relation).includes(own));
}
