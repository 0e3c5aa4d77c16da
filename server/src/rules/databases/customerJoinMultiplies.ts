import type { Catalog } from '../../catalog/catalog.js';
import { onePerCustomer, sqlName } from '../../edits/queries/layout.js';
import { sqlChange } from '../../edits/sql.js';
import type { QueryView } from '../../lineage/lineage.js';
import type { ColumnReference, Join, NamedTable, Query, Select, TableExpression } from '../../sql/query.js';
import { columnsOf, forEachExpression } from '../../sql/walk.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { tablesAs } from './customer360Databases.js';
import { rollupOf, selectsOfRows, standardOf, type Rollup } from './rollup.js';

export const customerJoinMultiplies: Rule = {
  id: 'customer-join-multiplies',
  group: 'databases',
  title: 'A join makes several rows of one customer',
  severity: 'warning',
  requirements: ['P08', 'P09', 'CF3'],
  sources: [
    'reference/data_tables.html#data-tables-data-model',
    'operator/table_customer_360.html#table-customer360-add',
  ],
  check(context) {
    for (const standard of ['Merged_Customers', 'Customer_360']) {
      for (const { database, table } of tablesAs(context.tenant, standard)) {
        const customers = rollupOf(context, database, table);
        for (const select of customers ? selectsOfRows(customers.view.analysis) : []) {
          if (!customers || makesRowsUnique(select)) break;
          for (const join of joinsOf(select)) checkJoin(context, customers, select, join);
        }
      }
    }
  },
};

function makesRowsUnique(select: Select): boolean {
  return select.groupBy !== null || select.distinct || select.qualify !== null;
}

/** True where a condition on the joined table's columns may leave one row of each customer. */
function mayFilter({ view }: Rollup, { where }: Select, right: NamedTable): boolean {
  if (!where) return false;
  return columnsOf(where).some((reference) => {
    const resolution = view.analysis.columns.get(reference);
    return resolution?.state !== 'certain' || resolution.matches.some(({ table }) => table?.node === right);
  });
}

/**
 * True where the query takes from the joined table only columns that it never has: then another table is meant. A
 * column that only no tag makes says nothing of that.
 */
function isMistaken({ catalog }: RuleContext, { view }: Rollup, right: NamedTable): boolean {
  const documented = documentedColumns(catalog, view, right);
  let isMeant = false;
  let lacksOne = false;
  for (const [{ parts }, { state, searched, matches }] of view.analysis.columns) {
    const name = parts.at(-1)?.text.toLowerCase() ?? '';
    if (name === 'amperity_id') continue;
    if (matches.some(({ table }) => table?.node === right)) isMeant = true;
    if (state !== 'absent' || !searched.some(({ node }) => node === right)) continue;
    if (documented.has(name)) isMeant = true;
    else lacksOne = true;
  }
  return lacksOne && !isMeant;
}

/** The columns that a table would have by the documentation, in lower case. */
function documentedColumns(catalog: Catalog, view: QueryView, named: NamedTable): ReadonlySet<string> {
  const resolution = view.resolutionOfTable(named);
  const standard = resolution?.kind === 'relation' ? standardOf(resolution.relation) : null;
  const columns = standard === null ? [] : (catalog.standardTable(standard)?.columns ?? []);
  return new Set(columns.map(({ name }) => name));
}

function joinsOf(select: Select): readonly Join[] {
  const joins: Join[] = [];
  const pending: TableExpression[] = [...select.from];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.kind !== 'join') continue;
    joins.push(at);
    pending.push(at.left, at.right);
  }
  return joins.reverse();
}

function checkJoin(context: RuleContext, customers: Rollup, select: Select, join: Join): void {
  const { right } = join;
  if (right.kind !== 'named' || join.type === 'semi' || join.type === 'anti' || !joinsOnlyOnCustomer(join))
    return;
  const why = whyMany(context, customers, right);
  if (why === null || mayFilter(customers, select, right) || isMistaken(context, customers, right)) return;
  const { table, database, query } = customers;
  const name = right.name.map((part) => part.text).join('.');
  context.report({
    place: query.placeOf(right.nameRange),
    message: `\`${name}\` may hold several rows for one Amperity ID (${why}), so this join makes several rows of one customer in \`${table.name}\`. Join a subquery grouped by \`amperity_id\`.`,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes: groupedFix(customers, select, right, name),
  });
}

const equations: ReadonlySet<string> = new Set(['=', '==', '<=>']);

/** True for `USING (amperity_id)`, and for a condition that is one equation of two `amperity_id` columns. */
function joinsOnlyOnCustomer(join: Join): boolean {
  if (join.using.length > 0) return join.using.every((column) => column.text.toLowerCase() === 'amperity_id');
  const { on } = join;
  if (on?.kind !== 'operation' || !equations.has(on.operator) || on.negated) return false;
  return on.operands.every(
    (operand) => operand.kind === 'column' && operand.parts.at(-1)?.text.toLowerCase() === 'amperity_id',
  );
}

/** Why a table certainly may have several rows for one Amperity ID; null where that is not known. */
function whyMany(context: RuleContext, { view }: Rollup, named: NamedTable): string | null {
  const resolution = view.resolutionOfTable(named);
  if (resolution?.kind !== 'relation') return null;
  const { relation } = resolution;
  if (relation.kind === 'source') return 'it is a source with one row a record';
  if (relation.kind === 'product') return null;
  if (relation.kind === 'table' && relation.table.build?.value !== 'passthrough') {
    const { standard } = relation.table;
    return standard === null ? null : grainOf(context, standard);
  }
  const passed =
    relation.kind === 'table'
      ? context.lineage.resolvePassthrough(relation.table.source?.value ?? relation.table.name)
      : resolution;
  if (passed.kind !== 'relation') return null;
  if (passed.relation.kind === 'source') return 'it passes a source through, with one row a record';
  return passed.relation.kind === 'core' ? grainOf(context, passed.relation.name) : null;
}

/** The tables of which the documentation says that one person has many rows. */
const manyPerCustomer = ['Unified_Coalesced', 'Unified_Transactions', 'Unified_Itemized_Transactions'];

function grainOf(context: RuleContext, name: string): string | null {
  return manyPerCustomer.includes(name) ? (context.catalog.standardTable(name)?.grain ?? null) : null;
}

function groupedFix(customers: Rollup, select: Select, right: NamedTable, name: string): readonly Fix[] {
  const { query, view } = customers;
  const columns = usedColumns(view.analysis.query, customers, right);
  if (columns === null || hasStarOver(customers, select, right)) return [];
  const alias = right.alias ? '' : ` ${sqlName(name)}`;
  return [
    fixOf({
      title: `Join \`${name}\` grouped by \`amperity_id\``,
      changes: () => {
        const change = sqlChange(query, [
          { range: right.nameRange, newText: `${onePerCustomer(name, columns)}${alias}` },
        ]);
        return change ? [change] : [];
      },
    }),
  ];
}

/** True where a star gives the joined table's columns, as far as anybody knows: which of them are meant is not said. */
function hasStarOver({ view }: Rollup, { items }: Select, right: NamedTable): boolean {
  return items.some((item) => {
    if (item.kind !== 'star') return false;
    const expansion = view.analysis.stars.get(item);
    return !expansion || expansion.tables.some(({ node }) => node === right);
  });
}

/** The table's columns that the query reads, `amperity_id` aside; null where one may be meant that is not seen. */
function usedColumns(query: Query, { view }: Rollup, right: NamedTable): readonly string[] | null {
  const used = new Set<string>();
  let sure = true;
  const note = (reference: ColumnReference): void => {
    const resolution = view.analysis.columns.get(reference);
    if (resolution?.state === 'unknown' || resolution?.state === 'ambiguous') sure = false;
    for (const { table, column } of resolution?.matches ?? []) {
      if (table?.node === right && column && column.name.toLowerCase() !== 'amperity_id')
        used.add(column.name);
    }
  };
  forEachExpression(query, (expression) => {
    if (expression.kind === 'column') note(expression);
  });
  return sure ? [...used].map(sqlName) : null;
}
