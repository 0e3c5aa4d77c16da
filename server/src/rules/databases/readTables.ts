import type { Database, Table } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { soundQueries } from '../sql/queries.js';

/** Whether a query of a table's database reads it by its own name. */
export function isReadByName(context: RuleContext, database: Database, table: Table): boolean {
  return soundQueries(context).some(
    ({ view }) =>
      view.scope.database === database &&
      view.analysis.inputs.some((input) => {
        const resolution = input.state === 'relation' ? view.resolutionOf(input) : null;
        return (
          resolution?.kind === 'relation' &&
          resolution.relation.kind === 'table' &&
          resolution.relation.table === table
        );
      }),
  );
}
