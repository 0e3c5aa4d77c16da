import type { Catalog } from '../../catalog/catalog.js';
import type { QueryAnalysis } from '../../lineage/query/queryAnalysis.js';
import type { ExpressionItem, SelectItem, SqlRange } from '../../sql/query.js';
import type { ReadQuery } from './queries.js';

/** A function's name and its brackets with a comma between them, which makes two outputs of one: `MAX, (a) AS a`. */
export interface SeveredCall {
  readonly name: string;
  readonly comma: SqlRange;
  /** What stands behind the comma. */
  readonly rest: SelectItem;
}

const none: ReadonlyMap<number, SeveredCall> = new Map();

/** The calls of a list of outputs that a comma severs, by the offset of the function's name. */
export function severedCalls(
  { view: { analysis }, text }: ReadQuery,
  items: readonly SelectItem[],
  catalog: Catalog,
): ReadonlyMap<number, SeveredCall> {
  let found: Map<number, SeveredCall> | null = null;
  for (const [index, item] of items.entries()) {
    const rest = items[index + 1];
    if (!rest || item.kind !== 'expression' || text[rest.range.start] !== '(') continue;
    if (!isLoneName(analysis, item) || catalog.sqlFunction(item.name) === null) continue;
    const between = text.slice(item.range.end, rest.range.start);
    if (between.trim() !== ',') continue;
    const start = item.range.end + between.indexOf(',');
    found ??= new Map<number, SeveredCall>();
    found.set(item.range.start, { name: item.name, comma: { start, end: start + 1 }, rest });
  }
  return found ?? none;
}

/** One word that is certainly no column. */
function isLoneName({ columns }: QueryAnalysis, { expression, aliases }: ExpressionItem): boolean {
  if (aliases.length > 0 || expression.kind !== 'column' || expression.parts.length > 1) return false;
  return columns.get(expression)?.state === 'absent';
}
