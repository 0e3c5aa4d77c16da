import type { ColumnReference, Identifier, ParsedSql, SqlRange } from '../sql/query.js';
import { sqlName } from './queries/layout.js';
import { insertAt, type SqlEdit } from './sqlEdit.js';

/** Puts a name as it is written between backticks; nothing where it stands between them already. */
export function wrapInBackticks({ text }: ParsedSql, range: SqlRange): readonly SqlEdit[] {
  const name = text.slice(range.start, range.end);
  if (name.startsWith('`') || name === '') return [];
  return [{ range, newText: `\`${name.replace(/`/g, '``')}\`` }];
}

/** Puts a table's name or alias, as SQL reads it, before a column that has none. */
export function qualifyColumn(column: ColumnReference, table: string): readonly SqlEdit[] {
  return [insertAt(column.range.start, `${table}.`)];
}

/** Gives one part of a name another text; backticks stay, and come where the new name needs them. */
export function renameIdentifier(identifier: Identifier, name: string): readonly SqlEdit[] {
  if (identifier.text === name) return [];
  const plain = /^\w+$/.test(name) ? name : sqlQuoted(name);
  return [{ range: identifier.range, newText: identifier.quoted ? sqlQuoted(name) : plain }];
}

function sqlQuoted(name: string): string {
  const read = sqlName(name);
  // A name with a colon keeps it between backticks.
  return read.startsWith('`') || name.includes(':') ? `\`${name.replace(/`/g, '``')}\`` : `\`${read}\``;
}
