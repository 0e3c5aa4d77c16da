import type { Snapshot } from '../analysis/snapshot.js';
import type { OffsetRange, ScalarNode } from '../syntax/tree.js';
import type { SqlText } from '../tenant/tenant.js';
import { lineStartBefore } from '../syntax/positions.js';

const longestWord = 256;

/** A query of the tenant and a place in it. */
export interface SqlSpot {
  readonly query: SqlText;
  /** The query's text. */
  readonly text: string;
  /** The offset in the query's text. */
  readonly offset: number;
}

/** The query that holds an offset of a file; null where the file has none there. */
export function sqlAt(snapshot: Snapshot, uri: string, offset: number): SqlSpot | null {
  for (const query of snapshot.tenant.queries) {
    if (query.uri !== uri || query.text === null) {
      continue;
    }
    if (query.origin === 'file') {
      return { query, text: query.text, offset };
    }
    const { scalar } = query;
    if (scalar !== null && holds(snapshot, query, scalar, offset)) {
      return { query, text: query.text, offset: scalar.map.toValue(offset) };
    }
  }
  return null;
}

/** The word around an offset of a query, with its place in the query's text. */
export function wordAt(spot: SqlSpot): { readonly word: string; readonly range: OffsetRange } | null {
  const before =
    /[\p{L}\p{N}_]*$/u.exec(spot.text.slice(Math.max(0, spot.offset - longestWord), spot.offset))?.[0] ?? '';
  const after = /^[\p{L}\p{N}_]*/u.exec(spot.text.slice(spot.offset, spot.offset + longestWord))?.[0] ?? '';
  const word = before + after;
  return word === ''
    ? null
    : { word, range: { start: spot.offset - before.length, end: spot.offset + after.length } };
}

/** Whether somebody who types at the offset types SQL. */
function holds(snapshot: Snapshot, query: SqlText, scalar: ScalarNode, offset: number): boolean {
  const text = snapshot.input.yaml.get(query.uri) ?? '';
  const { start, end } = scalar.range;
  if (scalar.style !== 'literal' && scalar.style !== 'folded') {
    return scalar.map.toText(0) <= offset && offset <= scalar.map.toText(scalar.text.length);
  }
  // The empty lines behind a block scalar belong to it, if the cursor stands deep enough.
  const trailing = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  const headerEnd = text.indexOf('\n', start);
  if (headerEnd < 0 || offset <= headerEnd || offset > end + trailing) {
    return false;
  }
  return columnOf(text, offset) > columnOf(text, query.setting.entry.key.range.start);
}

function columnOf(text: string, offset: number): number {
  return offset - lineStartBefore(text, offset);
}
