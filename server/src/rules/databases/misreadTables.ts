import type { QueryView, Relation } from '../../lineage/lineage.js';
import type { RuleContext } from '../rule.js';
import { customer360WithoutAttributes } from './customer360AttributesMissing.js';
import { overridesWithoutOriginal } from './overrideWithoutOriginal.js';
import type { Rollup } from './rollup.js';
import { rollupsWithoutItems } from './rollupMissing.js';

/**
 * True where a column is not there because a table reads the wrong one, which is a finding of its own: a column of
 * items where Unified_Transactions reads none, an attribute where Customer_360 joins none, a column of a core table
 * that another table replaces.
 * @param searched what was looked through for the column
 */
export function isToldAtMisreadTable(
  context: RuleContext,
  view: QueryView,
  searched: readonly (Relation | null)[],
  column: string,
): boolean {
  const isIn = ({ view: own }: Rollup): boolean => own.analysis === view.analysis;
  return (
    (rollupsWithoutItems(context).some(isIn) && has(context, 'Unified_Itemized_Transactions', column)) ||
    (customer360WithoutAttributes(context).some(isIn) &&
      has(context, 'Transaction_Attributes_Extended', column)) ||
    overridesWithoutOriginal(context).some(
      ({ relation, standard }) => searched.includes(relation) && has(context, standard, column),
    )
  );
}

/** Whether a core table has a column, as far as anybody knows. */
function has({ lineage }: RuleContext, table: string, column: string): boolean {
  const core = lineage.coreTables.find(({ name }) => name === table);
  return core !== undefined && lineage.stateOf(core, column) !== 'absent';
}
