import type { ColumnState } from '../../lineage/lineage.js';
import type { Database, Table } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';

/** Customer_360 is in the Segment Editor whether it is flagged or not. */
export function isAlwaysAvailable(table: Table): boolean {
  return table.standard === 'Customer_360';
}

/** Meant for the people who build segments: by the catalogue, or because the tenant made it itself. */
export function isForMarketers(context: RuleContext, table: Table): boolean {
  const standard = table.standard === null ? null : context.catalog.standardTable(table.standard);
  return standard === null || (standard.forMarketers && !standard.keepOutOfSegmentEditor);
}

/** Whether the table has the column by which the Segment Editor counts customers. */
export function hasAmperityId(context: RuleContext, database: Database, table: Table): ColumnState {
  return context.lineage.stateOf(context.lineage.relationOfTable(database, table), 'amperity_id');
}
