import type { Select, SqlRange } from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { QueryAnalysis } from './queryAnalysis.js';

interface Nested {
  readonly select: Select;
  readonly around: Nested | null;
}

const known = new KeptWith<readonly Nested[]>();

/** The SELECTs of a query that hold a range of its text, the outermost first. */
export function enclosingSelects(analysis: QueryAnalysis, range: SqlRange): readonly Select[] {
  const nested = known.of(analysis, () => nestedSelects(analysis));
  const found: Select[] = [];
  for (let at = lastBefore(nested, range.start); at; at = at.around) {
    if (holds(at.select.range, range)) found.unshift(at.select);
  }
  return found;
}

/** All SELECTs in the order of the text, each with the one around it. */
function nestedSelects(analysis: QueryAnalysis): readonly Nested[] {
  const selects = [...analysis.selects.keys()].sort(
    (a, b) => a.range.start - b.range.start || b.range.end - a.range.end,
  );
  const nested: Nested[] = [];
  for (const select of selects) {
    let around = nested.at(-1) ?? null;
    while (around && !holds(around.select.range, select.range)) around = around.around;
    nested.push({ select, around });
  }
  return nested;
}

/** The last one that begins at an offset or before it. */
function lastBefore(nested: readonly Nested[], offset: number): Nested | null {
  let [low, high] = [0, nested.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nested[middle]?.select.range.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return nested[low - 1] ?? null;
}

function holds(outer: SqlRange, inner: SqlRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
