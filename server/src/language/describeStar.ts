import type { ScopeColumn, ScopeTable, StarExpansion } from '../lineage/query/queryAnalysis.js';
import { code, paragraphs } from './markdown.js';

/** How many columns are shown; a table may have hundreds. */
const mostColumns = 40;

/** The columns that a star stands for, by the table that each comes from. */
export function describeStar(written: string, expansion: StarExpansion): string {
  const { columns, complete, tables } = expansion;
  const count = columns.length;
  return paragraphs(
    `**${code(written)}** stands for ${complete ? '' : 'at least '}${count} ${count === 1 ? 'column' : 'columns'}`,
    complete ? null : 'There may be more: something that it reads is not known here.',
    columns
      .slice(0, mostColumns)
      .map((column) => lineOf(column, tables.length > 1 ? tables : []))
      .join('\n'),
    count > mostColumns ? `And ${count - mostColumns} more.` : null,
  );
}

function lineOf(column: ScopeColumn, tables: readonly ScopeTable[]): string {
  const type = column.type === 'unknown' ? '' : ` _${column.type}_`;
  const from = tables
    .filter((table) => table.columns.byName.has(column.name.toLowerCase()))
    .flatMap((table) => table.alias?.text ?? []);
  const maybe = column.presence === 'maybe' ? ', not always there' : '';
  return `- ${code(column.name)}${type}${from.length === 0 ? '' : ` of ${from.map(code).join(' and ')}`}${maybe}`;
}
