import type { ParsedSql } from '../sql/query.js';
import type { SqlText, Place, Tenant, TenantFile } from './tenant.js';

/** A rule's id in a suppressing comment. */
export interface SuppressedRule {
  readonly rule: string;
  readonly place: Place;
}

/** A comment that suppresses rules: on the next line, or in the whole file. */
export interface SuppressionComment {
  readonly scope: 'next-line' | 'file';
  /** The comment, from its `#` or `--`. */
  readonly place: Place;
  readonly rules: readonly SuppressedRule[];
  /** The query that holds the comment; null for one of YAML. */
  readonly query: SqlText | null;
}

const directive = /^\s*tenant-config-disable(-next-line)?(?=\s|$)/;

/**
 * What a comment suppresses; null for any other comment. `text` is what follows the `#` or `--`; a reason after ` -- `
 * is left out.
 */
export function readSuppression(text: string): {
  readonly scope: SuppressionComment['scope'];
  readonly rules: readonly { readonly rule: string; readonly start: number; readonly end: number }[];
} | null {
  const found = directive.exec(text);
  if (!found) return null;
  const reason = /(?:^|\s)--(?:\s|$)/.exec(text.slice(found[0].length));
  const list = reason ? text.slice(0, found[0].length + reason.index) : text;
  const rules = [...list.matchAll(/[^\s,]+/g)]
    .filter((word) => word.index >= found[0].length)
    .map((word) => ({ rule: word[0], start: word.index, end: word.index + word[0].length }));
  return { scope: found[1] === undefined ? 'file' : 'next-line', rules };
}

/** The suppressing comments of a YAML file. */
export function yamlSuppressions(file: TenantFile): readonly SuppressionComment[] {
  return file.tree.comments.flatMap(({ text, range }) => {
    const read = readSuppression(text);
    if (!read) return [];
    const offset = range.end - text.length;
    const placeOf = (start: number, end: number): Place => ({
      uri: file.uri,
      range: { start: offset + start, end: offset + end },
    });
    return [
      {
        scope: read.scope,
        place: { uri: file.uri, range },
        rules: read.rules.map(({ rule, start, end }) => ({ rule, place: placeOf(start, end) })),
        query: null,
      },
    ];
  });
}

const noSuppressions: readonly SuppressionComment[] = [];

/** Most queries hold none, which need not be found out at each keystroke. */
const withoutSuppressions = new WeakSet<ParsedSql>();

/** The suppressing comments of a query, inline or in a file. */
export function sqlSuppressions(query: SqlText): readonly SuppressionComment[] {
  const { parsed } = query;
  if (parsed === null || withoutSuppressions.has(parsed)) return noSuppressions;
  const found = parsed.comments.flatMap(({ text, range, style }) => {
    const read = style === 'line' ? readSuppression(text) : null;
    if (!read) return [];
    const offset = range.end - text.length;
    return [
      {
        scope: read.scope,
        place: query.placeOf(range),
        rules: read.rules.map(({ rule, start, end }) => ({
          rule,
          place: query.placeOf({ start: offset + start, end: offset + end }),
        })),
        query,
      },
    ];
  });
  if (found.length === 0) withoutSuppressions.add(parsed);
  return found;
}

/** Every suppressing comment of a tenant, each once, also where two tables name one `.sql` file. */
export function suppressionsOf(tenant: Tenant): readonly SuppressionComment[] {
  const all = [...tenant.files.flatMap(yamlSuppressions), ...tenant.queries.flatMap(sqlSuppressions)];
  const seen = new Set<string>();
  return all.filter(({ place }) => {
    const key = `${place.uri}:${String(place.range.start)}`;
    return !seen.has(key) && seen.add(key);
  });
}
