import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import { standardOf } from '../databases/rollup.js';
import { missingColumns } from '../databases/requiredColumns.js';
import type { RuleContext } from '../rule.js';
import type { ReadQuery } from './queries.js';

export interface UntaggedColumn {
  /** The tag that would make the column. */
  readonly tag: string;
  /** True where another rule already says that the tag or the column is lacking. */
  readonly reported: boolean;
}

/** What is known of a documented column of a standard table that is not there because no source has its tag. */
export function untaggedColumn(
  context: RuleContext,
  { view }: Pick<ReadQuery, 'view'>,
  searched: readonly ScopeTable[],
  name: string,
): UntaggedColumn | null {
  for (const table of searched) {
    const relation = view.relationOf(table);
    const standard = relation && context.catalog.standardTable(standardOf(relation) ?? '');
    const documented = standard?.columns.find((column) => column.name === name.toLowerCase());
    const tag = documented?.semantic ?? null;
    if (!standard || tag === null || context.lineage.usedTags.has(tag.toLowerCase())) continue;
    return { tag, reported: tagIsRequired(context, tag) || columnIsMissing(context, standard.name, name) };
  }
  return null;
}

/** An item source without a required tag is a finding at the source. */
function tagIsRequired(context: RuleContext, tag: string): boolean {
  const isRequired = context.catalog.semantic(tag)?.semantic.requirement === 'required';
  return isRequired && tag.startsWith('txn-item/') && context.lineage.itemSources.length > 0;
}

/** A column that features need and a table of a customer 360 database lacks is a finding at that table. */
function columnIsMissing(context: RuleContext, table: string, column: string): boolean {
  return missingColumns(context).some(
    ({ required }) => required.table === table && required.column === column.toLowerCase(),
  );
}

/** True where one of the tables lacks a column that features need: that is a finding at that table, and mended there. */
export function isReportedWhereItIsMissing(
  context: RuleContext,
  { view }: ReadQuery,
  searched: readonly ScopeTable[],
  name: string,
): boolean {
  const relations = new Set(searched.map((table) => view.relationOf(table)));
  return missingColumns(context).some(
    ({ relation, required }) => required.column === name.toLowerCase() && relations.has(relation),
  );
}
