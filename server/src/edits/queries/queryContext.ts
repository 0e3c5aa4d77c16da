import type { Catalog } from '../../catalog/catalog.js';
import type { ColumnType, FeatureId } from '../../catalog/types.js';
import type { Lineage } from '../../lineage/lineage.js';
import type { Database, Tenant } from '../../tenant/tenant.js';
import { sqlName } from './layout.js';

/** What SQL is written for: a tenant as it stands, and the database that the table goes into. */
export interface QueryContext {
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  readonly catalog: Catalog;
  readonly enabled: readonly FeatureId[];
  /** Null while the database itself is yet to be written. */
  readonly database: Database | null;
}

/** The name by which SQL of the database reads a standard table: that of its own table where it has one. */
export function tableInSql(standard: string, { database }: QueryContext): string {
  return sqlName(database?.tables.find((table) => table.standard === standard)?.name ?? standard);
}

/** The columns that a query may read from a table. */
export interface Offer {
  has(column: string): boolean;
}

/**
 * What a standard table offers to a query of the database. A table that is not there yet (it is added at the same time, or no
 * source has its tags) is taken to offer `assumed`; a column that is only maybe there is not offered.
 */
export function offerOf(table: string, context: QueryContext, assumed: readonly string[]): Offer {
  const { lineage, database } = context;
  const name = database?.tables.find((candidate) => candidate.standard === table)?.name ?? table;
  const resolution = lineage.resolve(name, { database, table: null, source: null });
  if (resolution.kind !== 'relation') {
    const known = new Set(assumed);
    return { has: (column) => known.has(column) };
  }
  const { relation } = resolution;
  return {
    has(column) {
      const state = lineage.stateOf(relation, column);
      return state === 'certain' || (state === 'unknown' && assumed.includes(column));
    },
  };
}

/** The columns that the required tags of a group make: what its table certainly has once a source is tagged in full. */
export function requiredColumnsOfGroup(catalog: Catalog, prefix: string): readonly string[] {
  const group = catalog.semanticGroups.find((candidate) => candidate.prefix === prefix);
  return (group?.semantics ?? [])
    .filter((semantic) => semantic.requirement === 'required')
    .flatMap((semantic) => (semantic.column === null ? [] : [semantic.column]));
}

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  string: 'STRING',
  integer: 'BIGINT',
  decimal: 'DECIMAL(38,2)',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  varies: 'STRING',
};

/** How Spark SQL spells a column's type. */
export function sqlType(type: ColumnType): string {
  return sqlTypes[type];
}

/** `CAST(NULL AS STRING)`: what the documentation asks for where a required column has no history. */
export function nullOfType(type: ColumnType): string {
  return `CAST(NULL AS ${sqlType(type)})`;
}

/** The type that the catalogue gives a standard table's column; string where it gives none. */
export function documentedType(catalog: Catalog, table: string, column: string): ColumnType {
  return (
    catalog.standardTable(table)?.columns.find((candidate) => candidate.name === column)?.type ?? 'string'
  );
}
