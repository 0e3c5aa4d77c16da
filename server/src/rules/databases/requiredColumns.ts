import type { FeatureId, RequiredColumn } from '../../catalog/types.js';
import type { Lineage, Relation } from '../../lineage/lineage.js';
import type { Select } from '../../sql/query.js';
import { outermostSelects } from '../../sql/walk.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { Database, Table } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { overridesWithoutOriginal } from './overrideWithoutOriginal.js';
import { customer360Databases, stitchCanFeed, tableAs } from './customer360Databases.js';

/** A column that an enabled feature needs in a table that is there. */
export interface NeededColumn {
  readonly database: Database;
  readonly table: Table;
  readonly relation: Relation;
  readonly required: RequiredColumn;
  /** The enabled features that need it. */
  readonly features: readonly FeatureId[];
  /** The highest that its lack weighs for one of them. */
  readonly severity: 'error' | 'warning';
}

/** A lineage is of one state of the tenant, so what is worked out from it once holds for all rules. */
const known = new KeptWith<readonly NeededColumn[]>();

/** All that enabled features need in the tables of active customer 360 databases, table by table in build order. */
export function neededColumns(context: RuleContext): readonly NeededColumn[] {
  return known.of(context.lineage, () =>
    customer360Databases(context.tenant).flatMap((database) => neededOf(context, database)),
  );
}

const knownMissing = new KeptWith<readonly NeededColumn[]>();

/** What of that is certainly not there. */
export function missingColumns(context: RuleContext): readonly NeededColumn[] {
  return knownMissing.of(context.lineage, () =>
    neededColumns(context).filter((needed) => isMissing(context, needed)),
  );
}

function neededOf(context: RuleContext, database: Database): readonly NeededColumn[] {
  const { catalog, lineage, enabled } = context;
  return catalog.requiredColumns.flatMap((required): readonly NeededColumn[] => {
    const features = enabled.filter((feature) => required.features[feature] !== undefined);
    const table = features.length === 0 ? null : tableAs(database, required.table);
    if (!table || !stitchCanFeed(context, required.table)) return [];
    const isError = features.some((feature) => required.features[feature] === 'error');
    const relation = lineage.relationOfTable(database, table);
    return [{ database, table, relation, required, features, severity: isError ? 'error' : 'warning' }];
  });
}

/** True where the table certainly has no such column; a query that does not parse is a finding of its own. */
function isMissing(context: RuleContext, { relation, required }: NeededColumn): boolean {
  if (readsBrokenQuery(context.lineage, relation) || readsOverride(context, relation)) return false;
  if (required.anyNameWith.length === 0)
    return context.lineage.stateOf(relation, required.column) === 'absent';
  const { columns, complete } = context.lineage.columnsOf(relation);
  return complete && ![...columns.keys()].some((name) => isNamedLike(required, name));
}

function readsBrokenQuery(lineage: Lineage, relation: Relation): boolean {
  return [relation, ...lineage.upstream(relation)].some((each) => {
    const query =
      each.kind === 'table' ? each.table.query : each.kind === 'source' ? each.source.query : null;
    return query?.parsed ? query.parsed.errors.length > 0 : false;
  });
}

/**
 * What takes all columns of something else where a core table is meant, and what reads that, lacks what the core table
 * has: a finding of its own. A list of columns that does not name one lacks it from whichever table.
 */
function readsOverride(context: RuleContext, relation: Relation): boolean {
  const overrides = overridesWithoutOriginal(context)
    .filter(({ view }) => outermostSelects(view.analysis.query).some(hasStar))
    .map((override) => override.relation);
  return (
    overrides.length > 0 &&
    [relation, ...context.lineage.upstream(relation)].some((each) => overrides.includes(each))
  );
}

function hasStar({ items }: Select): boolean {
  return items.some(({ kind }) => kind === 'star');
}

/** True for a column whose name says that it holds what any of several columns may hold. */
function isNamedLike({ anyNameWith }: RequiredColumn, name: string): boolean {
  return anyNameWith.some((word) => name.toLowerCase().includes(word));
}

/**
 * The tag that fills a required column: that of the standard table's column, or of a tag that makes one of that name
 * in the table; null where the product computes it.
 */
export function tagOf({ catalog }: RuleContext, { required }: NeededColumn): string | null {
  const { table, column } = required;
  const documented = catalog.standardTable(table)?.columns.find(({ name }) => name === column);
  if (documented) return documented.semantic;
  const tags = catalog.semanticGroups
    .filter((group) => group.tables.includes(table))
    .flatMap((group) => group.semantics)
    .filter((semantic) => !semantic.pattern && semantic.column === column);
  return tags[0]?.tag ?? null;
}
