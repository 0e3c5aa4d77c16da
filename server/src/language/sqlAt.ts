import type { Snapshot } from '../analysis/snapshot.js';
import type { OffsetRange } from '../syntax/tree.js';
import type { SqlText } from '../tenant/tenant.js';

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
    if (
      scalar !== null &&
      scalar.range.start <= offset &&
      offset <= scalar.range.end + trailing(snapshot, uri, scalar.range)
    ) {
      const at = scalar.map.toValue(offset);
      // Before the value's first character (`|-`, a quote, indentation) nothing of the query stands.
      return scalar.map.toText(at) <= offset || at > 0 ? { query, text: query.text, offset: at } : null;
    }
  }
  return null;
}

/** The word around an offset of a query, with its place in the query's text. */
export function wordAt(spot: SqlSpot): { readonly word: string; readonly range: OffsetRange } | null {
  const before = /[\p{L}\p{N}_]*$/u.exec(spot.text.slice(0, spot.offset))?.[0] ?? '';
  const after = /^[\p{L}\p{N}_]*/u.exec(spot.text.slice(spot.offset))?.[0] ?? '';
  const word = before + after;
  return word === ''
    ? null
    : { word, range: { start: spot.offset - before.length, end: spot.offset + after.length } };
}

/** The empty lines and blanks behind a block scalar belong to it while somebody types there. */
function trailing(snapshot: Snapshot, uri: string, range: OffsetRange): number {
  const text = snapshot.input.yaml.get(uri)?.slice(range.end) ?? '';
  return /^\s*/.exec(text)?.[0].length ?? 0;
}
