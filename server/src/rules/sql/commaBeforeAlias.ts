import type { QueryAnalysis } from '../../lineage/query/queryAnalysis.js';
import type { NamedTable, SqlRange, TableExpression } from '../../sql/query.js';
import { walkQuery } from '../../sql/walk.js';

/** A table and its alias with a comma between them, which makes the alias a table: `FROM Orders, o`. */
export interface CommaBeforeAlias {
  readonly comma: SqlRange;
  readonly table: NamedTable;
  readonly alias: NamedTable;
}

/** The aliases of a query that a comma makes unknown tables: columns stand behind them, and no alias is there else. */
export function commasBeforeAliases({
  query,
  tables,
  columns,
  stars,
}: QueryAnalysis): readonly CommaBeforeAlias[] {
  const unknown = [...tables].filter(
    ([, target]) => target.kind === 'input' && target.input.state === 'unknown',
  );
  if (unknown.length === 0) return [];
  const candidates = new Set(unknown.map(([table]) => table).filter(isBare));
  const qualifiers = new Set<string>();
  for (const { parts } of columns.keys()) if (parts.length > 1) qualifiers.add(lower(parts[0]?.text));
  for (const { qualifier } of stars.keys()) qualifiers.add(lower(qualifier[0]?.text));
  const found: CommaBeforeAlias[] = [];
  walkQuery(query, {
    table: (join) => {
      if (join.kind !== 'join' || !join.comma) return;
      const table = lastOf(join.left);
      const alias = firstOf(join.right);
      if (alias.kind !== 'named' || !candidates.has(alias) || table.kind !== 'named') return;
      if (isBare(table) && qualifiers.has(lower(alias.name[0]?.text)))
        found.push({ comma: join.joinRange, table, alias });
    },
  });
  return found;
}

/** One name and no alias. */
function isBare({ name, alias }: NamedTable): boolean {
  return name.length === 1 && alias === null;
}

function lastOf(table: TableExpression): TableExpression {
  let last = table;
  while (last.kind === 'join') last = last.right;
  return last;
}

function firstOf(table: TableExpression): TableExpression {
  let first = table;
  while (first.kind === 'join') first = first.left;
  return first;
}

function lower(text: string | undefined): string {
  return text?.toLowerCase() ?? '';
}
