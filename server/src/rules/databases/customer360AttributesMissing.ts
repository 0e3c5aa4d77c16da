import { tableInSql } from '../../edits/queries/queryContext.js';
import { sqlChange } from '../../edits/sql.js';
import { KeptWith } from '../../syntax/keptWith.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { originsOf } from './columnOrigins.js';
import { lackOfTagsIsTold, queryContextOf, tablesAs } from './customer360Databases.js';
import { joinTableEdits } from './joinTable.js';
import { lacksRequiredTable } from './missingTables.js';
import { rollupOf, standardOf, type Rollup } from './rollup.js';

const attributes = 'Transaction_Attributes_Extended';

export const customer360AttributesMissing: Rule = {
  id: 'customer-360-attributes-missing',
  group: 'databases',
  title: 'Customer_360 selects nothing from Transaction_Attributes_Extended',
  severity: 'error',
  requirements: ['P08'],
  sources: ['operator/add_campaigns.html#add-campaigns-verify-prerequisites'],
  check(context) {
    for (const customer360 of customer360WithoutAttributes(context)) {
      const { database, table } = customer360;
      context.report({
        place: table.place,
        message: `\`${table.name}\` selects no attribute from \`${attributes}\`, so segments cannot ask what customers bought. Join it and select its attributes.`,
        data: { database: database.name, table: table.name, features: context.enabled },
        fixes: addAttributes(context, customer360),
      });
    }
  },
};

const known = new KeptWith<readonly Rollup[]>();

/** The Customer_360 tables that certainly select no attribute. */
export function customer360WithoutAttributes(context: RuleContext): readonly Rollup[] {
  return known.of(context.lineage, () => findWithoutAttributes(context));
}

function findWithoutAttributes(context: RuleContext): readonly Rollup[] {
  if (lackOfTagsIsTold(context, attributes)) return [];
  return tablesAs(context.tenant, 'Customer_360').flatMap(({ database, table }) => {
    const customer360 = rollupOf(context, database, table);
    return customer360 && seesAll(context, customer360) && !selectsAttributes(context, customer360)
      ? [customer360]
      : [];
  });
}

/** A star over something unknown, or a table or an alias that is not there, may bring the attributes along. */
function seesAll(context: RuleContext, customer360: Rollup): boolean {
  const { columns } = customer360.view.analysis;
  const namesUnknown = [...columns].some(
    ([{ parts }, { state, searched }]) => state === 'absent' && searched.length === 0 && parts.length > 1,
  );
  return (
    !namesUnknown &&
    context.lineage.columnsOf(customer360.relation).complete &&
    customer360.view.analysis.inputs.every(
      ({ state, name }) =>
        state === 'relation' || lacksRequiredTable(context, customer360.database, name.join('.')),
    ) &&
    !readsOpenAttributes(context, customer360)
  );
}

/** True where the attributes are read and not known in full, so that what is selected of them is not seen. */
function readsOpenAttributes({ lineage }: RuleContext, { relation }: Rollup): boolean {
  return lineage
    .upstream(relation)
    .some((each) => standardOf(each) === attributes && !lineage.columnsOf(each).complete);
}

function selectsAttributes(context: RuleContext, customer360: Rollup): boolean {
  return [...context.lineage.columnsOf(customer360.relation).columns.keys()].some((column) =>
    originsOf(context.lineage, customer360.relation, column).some(
      (origin) => standardOf(origin.relation) === attributes && origin.column.toLowerCase() !== 'amperity_id',
    ),
  );
}

function addAttributes(context: RuleContext, customer360: Rollup): readonly Fix[] {
  const { lineage } = context;
  const { database, query } = customer360;
  const name = tableInSql(attributes, queryContextOf(context, database));
  const resolution = lineage.resolve(name, { database, table: null, source: null });
  if (resolution.kind !== 'relation') return [];
  const { relation } = resolution;
  const own = lineage.columnsOf(customer360.relation).columns;
  const selected = context.catalog.writtenQueries.customer360.attributes.filter(
    (column) => lineage.stateOf(relation, column) === 'certain' && !own.has(column),
  );
  const columns = [...lineage.columnsOf(relation).columns.keys()];
  const edits = joinTableEdits(customer360, {
    table: name,
    join: 'LEFT JOIN',
    key: 'amperity_id',
    alias: 'tae',
    columns,
    selected,
    relation,
  });
  if (edits === null || selected.length === 0) return [];
  return [
    fixOf({
      title: `Select the usual attributes of \`${name}\``,
      addsOnly: true,
      changes: () => {
        const change = sqlChange(query, edits);
        return change ? [change] : [];
      },
    }),
  ];
}
