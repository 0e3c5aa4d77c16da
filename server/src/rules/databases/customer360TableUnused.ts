import { onePerCustomer, sqlName } from '../../edits/queries/layout.js';
import { sqlChange } from '../../edits/sql.js';
import type { Database, Source, Table } from '../../tenant/tenant.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { originsOf } from './columnOrigins.js';
import { tablesAs } from './customer360Databases.js';
import { joinTableEdits } from './joinTable.js';
import { rollupOf, type Rollup } from './rollup.js';

export const customer360TableUnused: Rule = {
  id: 'customer-360-table-unused',
  group: 'databases',
  title: 'Customer_360 selects nothing from a passthrough of customers or loyalty members',
  severity: 'info',
  requirements: ['P09'],
  sources: ['operator/add_campaigns.html#add-campaigns-verify-prerequisites'],
  check(context) {
    const { lineage } = context;
    for (const { database, table } of tablesAs(context.tenant, 'Customer_360')) {
      const customer360 = rollupOf(context, database, table);
      if (!customer360 || !lineage.columnsOf(customer360.relation).complete) continue;
      const used = relationsBehind(context, customer360);
      for (const passthrough of database.tables) {
        const source = customerSourceOf(context, passthrough);
        if (!source || used.has(lineage.relationOfTable(database, passthrough).id)) continue;
        // What it reads from the source itself it need not read from the passthrough.
        if (!used.has(lineage.relationOfSource(source).id)) report(context, passthrough, customer360);
      }
    }
  },
};

/** The source that a table passes through, where it holds customers or loyalty members. */
function customerSourceOf(context: RuleContext, table: Table): Source | null {
  if (table.build?.value !== 'passthrough') return null;
  const resolution = context.lineage.resolvePassthrough(table.source?.value ?? table.name);
  if (resolution.kind !== 'relation' || resolution.relation.kind !== 'source') return null;
  const { source } = resolution.relation;
  const loyalty = source.fields.some((field) =>
    field.semantics.some((tag) => /^loy(-event)?\//.test(tag.value)),
  );
  return source.records.includes('customer') || loyalty ? source : null;
}

/** The ids of the tables and sources from which a column of Customer_360 comes, directly or not. */
function relationsBehind(context: RuleContext, { relation }: Rollup): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const column of context.lineage.columnsOf(relation).columns.keys()) {
    for (const origin of originsOf(context.lineage, relation, column)) ids.add(origin.relation.id);
  }
  return ids;
}

function report(context: RuleContext, table: Table, customer360: Rollup): void {
  const { database } = customer360;
  context.report({
    place: table.place,
    message: `\`${customer360.table.name}\` selects nothing from \`${table.name}\`, so segments do not see what it says of customers. Join it with one row per Amperity ID if they should.`,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes: joinFix(context, database, table, customer360),
  });
}

function joinFix(
  context: RuleContext,
  database: Database,
  table: Table,
  customer360: Rollup,
): readonly Fix[] {
  const { lineage } = context;
  const relation = lineage.relationOfTable(database, table);
  if (lineage.stateOf(relation, 'amperity_id') !== 'certain') return [];
  const output = lineage.columnsOf(customer360.relation).columns;
  const columns = [...lineage.columnsOf(relation).columns.values()]
    .filter(
      (column) => column.presence === 'certain' && !column.implicit && !output.has(column.name.toLowerCase()),
    )
    .map((column) => sqlName(column.name));
  const edits = joinTableEdits(customer360, {
    table: onePerCustomer(table.name, columns),
    join: 'LEFT JOIN',
    key: 'amperity_id',
    alias: 'per_customer',
    columns: ['amperity_id', ...columns],
    selected: columns,
  });
  if (edits === null || columns.length === 0) return [];
  return [
    fixOf({
      title: `Join \`${table.name}\` with one row per Amperity ID`,
      changes: () => {
        const change = sqlChange(customer360.query, edits);
        return change ? [change] : [];
      },
    }),
  ];
}
