import type { ColumnGroup } from '../../catalog/types.js';
import type { Source } from '../../tenant/tenant.js';
import { indent, listLines, selectLines, sqlString, type Item } from './layout.js';
import {
  documentedType,
  nullOfType,
  offerOf,
  tableInSql,
  type Offer,
  type QueryContext,
} from './queryContext.js';

/** How full a record's group is, of the columns that are offered; the fullest record wins. */
function completion({ complete, counted }: ColumnGroup, offered: readonly string[]): string {
  const isFilled = (column: string): string => `uc.${column} IS NOT NULL`;
  const filled = (columns: readonly string[]): readonly string[] =>
    columns.filter((column) => offered.includes(column)).map(isFilled);
  if (complete === null)
    return (
      filled(counted)
        .map((condition) => `INT(${condition})`)
        .join(' + ') || '0'
    );
  const ways = complete.map(filled).filter((way) => way.length > 0);
  return ways.length === 0 ? '0' : `INT(${ways.map((way) => way.join(' AND ')).join(' OR ')})`;
}

/** The profile columns that the written query has beside `amperity_id`, in order. */
export function mergedCustomersColumns(context: QueryContext): readonly string[] {
  const coalesced = coalescedOffer(context);
  const { groups, always } = context.catalog.writtenQueries.mergedCustomers;
  return groups.flatMap((group) =>
    group.columns.filter((column) => coalesced.has(column) || always.includes(column)),
  );
}

/**
 * The query of Merged_Customers as the documentation describes its template: one row per Amperity ID, each group of
 * columns from the fullest record, then the best source by priority, then the newest record.
 * Source: operator/table_merged_customers.html.
 */
export function mergedCustomersQuery(context: QueryContext): string {
  const coalesced = coalescedOffer(context);
  const ranked = context.lineage.profileSources;
  const dated = context.lineage.usedTags.has('update-dt');
  const present = context.catalog.writtenQueries.mergedCustomers.groups
    .map((group) => ({ group, offered: group.columns.filter((column) => coalesced.has(column)) }))
    .filter(({ offered }) => offered.length > 0);
  const ctes = [
    ...(ranked.length > 0 ? [`Source_Priority AS (\n${indent(sourcePriority(ranked), '  ')}\n)`] : []),
    `Unified_Structs AS (\n${indent(structs(present, { coalesced: tableInSql('Unified_Coalesced', context), ranked: ranked.length > 0, dated }), '  ')}\n)`,
    `Unified_Prioritized AS (\n${indent(prioritized(present, dated), '  ')}\n)`,
  ];
  return [
    '-- One row per Amperity ID: for each group of columns the fullest record wins, then the best source.',
    `WITH ${ctes.join('\n,')}`,
    selectLines(output(context, coalesced)),
    'FROM Unified_Prioritized up',
  ].join('\n');
}

function coalescedOffer(context: QueryContext): Offer {
  const documented = context.catalog.standardTable('Unified_Coalesced')?.columns ?? [];
  const assumed = documented.filter((column) => column.presence === 'always').map((column) => column.name);
  return offerOf('Unified_Coalesced', context, assumed);
}

function sourcePriority(sources: readonly Source[]): string {
  const rows = sources.map((source, index) => `(${sqlString(source.name)}, ${index + 1})`);
  return `-- 1 is the source to trust first; a source that is not listed comes last.\nSELECT *\nFROM VALUES\n${listLines(rows, '  ')}\nAS (sp_datasource, priority)`;
}

interface PresentGroup {
  readonly group: ColumnGroup;
  readonly offered: readonly string[];
}

interface RecordsInfo {
  /** The table of records as SQL reads it. */
  readonly coalesced: string;
  /** Sources have a rank. */
  readonly ranked: boolean;
  /** Records say when they changed. */
  readonly dated: boolean;
}

function structs(present: readonly PresentGroup[], { coalesced, ranked, dated }: RecordsInfo): string {
  const items: Item[] = [
    { expression: 'uc.amperity_id', alias: null },
    ...present.map(({ group, offered }) => ({
      expression: struct(group, offered, ranked, dated),
      alias: `${group.name}_struct`,
    })),
  ];
  const join = ranked ? '\nLEFT JOIN Source_Priority sp ON (sp.sp_datasource = uc.datasource)' : '';
  return `${selectLines(items)}\nFROM ${coalesced} uc${join}\nWHERE uc.amperity_id IS NOT NULL`;
}

function struct(group: ColumnGroup, offered: readonly string[], ranked: boolean, dated: boolean): string {
  const fields = [
    ...offered.map((column) => `'${column}', uc.${column}`),
    `'pk', uc.pk`,
    ...(dated ? [`'update_dt', uc.update_dt`] : []),
    `'priority', ${ranked ? 'COALESCE(sp.priority, 999)' : '999'}`,
    `'completion', ${completion(group, offered)}`,
  ];
  return `NAMED_STRUCT(\n${listLines(fields, '    ')}\n  )`;
}

function prioritized(present: readonly PresentGroup[], dated: boolean): string {
  const items: Item[] = [
    { expression: 'amperity_id', alias: null },
    ...present.map(({ group }) => {
      const name = `${group.name}_struct`;
      const newest = dated ? `, ${name}.update_dt DESC` : '';
      const order = `${name}.completion DESC, ${name}.priority${newest}, ${name}.pk`;
      return { expression: `FIRST(${name}) OVER (PARTITION BY amperity_id ORDER BY ${order})`, alias: name };
    }),
  ];
  return `${selectLines(items).replace('SELECT', 'SELECT DISTINCT')}\nFROM Unified_Structs`;
}

function output(context: QueryContext, coalesced: Offer): readonly Item[] {
  const { groups, always } = context.catalog.writtenQueries.mergedCustomers;
  const columns = groups.flatMap((group) =>
    group.columns.flatMap((column): Item[] => {
      if (coalesced.has(column)) return [{ expression: `up.${group.name}_struct.${column}`, alias: column }];
      if (!always.includes(column)) return [];
      const type = documentedType(context.catalog, 'Merged_Customers', column);
      return [{ expression: nullOfType(type), alias: column }];
    }),
  );
  return [{ expression: 'up.amperity_id', alias: null }, ...columns];
}
