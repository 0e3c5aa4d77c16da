import type { Table } from '../../tenant/tenant.js';
import { tablesAs } from '../databases/customer360Databases.js';
import type { RuleContext } from '../rule.js';
import { columnReads } from './columnReads.js';

/** The tag that says when a record last changed, and the column that it makes. */
export const updateTag = 'update-dt';
export const updateColumn = 'update_dt';

/** True where Merged_Customers certainly reads the column, and breaks without it. */
export function needsUpdateDate({ tenant }: Pick<RuleContext, 'tenant'>): boolean {
  return tablesAs(tenant, 'Merged_Customers').some(({ table }) => readsUpdateDate(table));
}

/** True where the table certainly reads `update_dt`: its query names it, or it is built from the template, whose query does. */
function readsUpdateDate(table: Table): boolean {
  if (table.build?.value === 'template') return true;
  const query = table.query?.parsed?.query;
  return query
    ? columnReads(query).some((column) =>
        column.parts.some((part) => part.text.toLowerCase() === updateColumn),
      )
    : false;
}
