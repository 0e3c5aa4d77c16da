import type { Column, ColumnState } from '../../lineage/lineage.js';
import type { Database, Table } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';

/** What is known of the columns that a table's build produces. */
export interface Produced {
  readonly columns: readonly Column[];
  stateOf(column: string): ColumnState;
}

/**
 * The columns that a table's build produces, for a template with those that `columns` adds to it; null where they are
 * not known in full, so that `columns` is believed.
 */
export function producedColumns(context: RuleContext, database: Database, table: Table): Produced | null {
  const { lineage } = context;
  const relation = lineage.relationOfTable(database, table);
  const { columns, complete } = lineage.columnsOf(relation);
  return complete
    ? { columns: [...columns.values()], stateOf: (column) => lineage.stateOf(relation, column) }
    : null;
}
