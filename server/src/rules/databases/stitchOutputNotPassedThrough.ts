import { setInEntry } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import type { Lineage } from '../../lineage/lineage.js';
import type { Database } from '../../tenant/tenant.js';
import type { Rule } from '../rule.js';
import { isGroupOnlyBySlip } from '../sources/tagMistakes.js';
import {
  customer360Databases,
  isComplete,
  partForTables,
  requiredGroups,
  tableAs,
} from './customer360Databases.js';

export const stitchOutputNotPassedThrough: Rule = {
  id: 'stitch-output-not-passed-through',
  group: 'databases',
  title: 'Stitch outputs a table that the customer 360 database does not have',
  severity: 'warning',
  requirements: ['C43'],
  sources: [
    'operator/table_unified_product_catalog.html#table-unified-product-catalog-add',
    'reference/semantics.html',
  ],
  check(context) {
    const { tenant, lineage, catalog } = context;
    const outputs = lineage.coreTables.flatMap((core) => {
      const standard = catalog.tableInSql(core.name);
      const wanted =
        standard?.origin === 'stitch output' &&
        standard.wantedWhenTagged &&
        // What every tenant needs is for `required-table-missing`.
        !standard.madeBy.some((group) => requiredGroups.includes(group)) &&
        // Of tags that all stand on wrong fields that is said there.
        !standard.madeBy.some((group) => isGroupOnlyBySlip(group, tenant, catalog));
      return wanted ? [standard] : [];
    });
    for (const database of customer360Databases(tenant)) {
      if (!isComplete(database)) continue;
      for (const { name, madeBy } of outputs) {
        if (tableAs(database, name) || isPassedThrough(lineage, database, name)) continue;
        context.report({
          place: database.place,
          message: `Stitch outputs \`${name}\` from ${madeBy.map((group) => `\`${group}\``).join(' and ')} tags, and \`${database.name}\` does not pass it through, so segments cannot use it. Add a passthrough of it.`,
          data: { database: database.name, table: name, features: context.enabled },
          fixes: [
            fixOf({
              title: `Add \`${name}\` to \`${database.name}\` as a passthrough`,
              preferred: true,
              addsOnly: true,
              changes: () => {
                const part = partForTables(database);
                const value = { flow: { map: [['build', 'passthrough']] as const } };
                return edited(part.file, setInEntry(part.file.tree, part.entry, ['tables', name], value));
              },
            }),
          ],
        });
      }
    }
  },
};

/** Under whatever name: a passthrough is called what people like. */
function isPassedThrough(lineage: Lineage, database: Database, name: string): boolean {
  return database.tables.some((table) => {
    if (table.build?.value !== 'passthrough' || !table.source) return false;
    const resolution = lineage.resolvePassthrough(table.source.value);
    return (
      resolution.kind === 'relation' &&
      resolution.relation.kind === 'core' &&
      resolution.relation.name === name
    );
  });
}
