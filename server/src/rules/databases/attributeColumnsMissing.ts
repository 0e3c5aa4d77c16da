import { addSelectItems, sqlChange } from '../../edits/sql.js';
import { documentedType, nullOfType } from '../../edits/queries/queryContext.js';
import { listed } from '../wording.js';
import { fixOf } from '../fix.js';
import type { Rule } from '../rule.js';
import { tablesAs } from './customer360Databases.js';

const standard = 'Transaction_Attributes_Extended';
/** The product looks these up by name. */
const lookedUp = ['l12m_order_revenue', 'l12m_order_frequency', 'l12m_total_items'];

export const attributeColumnsMissing: Rule = {
  id: 'attribute-columns-missing',
  group: 'databases',
  title: 'Transaction_Attributes_Extended lacks attributes that the product looks up',
  severity: 'error',
  requirements: ['SQL-S13'],
  sources: ['operator/table_transaction_attributes_extended.html'],
  check(context) {
    const { lineage, catalog } = context;
    for (const { database, table } of tablesAs(context.tenant, standard)) {
      if (table.build?.value !== 'sql') continue;
      const relation = lineage.relationOfTable(database, table);
      const missing = lookedUp.filter((column) => lineage.stateOf(relation, column) === 'absent');
      if (missing.length === 0) continue;
      context.report({
        place: table.place,
        message: `\`${table.name}\` lacks ${listed(missing)}, which the product looks up under these names. Add ${missing.length === 1 ? 'it' : 'them'}.`,
        data: {
          database: database.name,
          table: table.name,
          column: missing.length === 1 ? (missing[0] ?? null) : null,
          features: context.enabled,
        },
        fixes: [
          fixOf({
            title: `Add ${listed(missing)} as NULL`,
            addsOnly: true,
            changes: () => {
              const { query } = table;
              if (!query?.parsed) return [];
              const items = missing.map((column) => ({
                expression: nullOfType(documentedType(catalog, standard, column)),
                alias: column,
              }));
              const change = sqlChange(query, addSelectItems(query.parsed, items));
              return change ? [change] : [];
            },
          }),
        ],
      });
    }
  },
};
