import { lineStartsOf } from '../syntax/positions.js';
import type { Place, SqlText, Tenant, TenantFile } from '../tenant/tenant.js';
import type { FileContent } from './snapshot.js';

/** The texts of a tenant's files, and what stands where in them. */
export class TenantTexts {
  readonly #files: ReadonlyMap<string, TenantFile>;
  readonly #sql: ReadonlyMap<string, FileContent>;
  readonly #lineStarts = new Map<string, readonly number[]>();
  readonly #queries = new Map<string, SqlText[]>();

  constructor(tenant: Tenant, sql: ReadonlyMap<string, FileContent>) {
    this.#files = new Map(tenant.files.map((file) => [file.uri, file]));
    this.#sql = sql;
    for (const query of tenant.queries) {
      const known = this.#queries.get(query.uri);
      if (known) known.push(query);
      else this.#queries.set(query.uri, [query]);
    }
  }

  fileOf(uri: string): TenantFile | null {
    return this.#files.get(uri) ?? null;
  }

  /** Empty for a file that is not there. */
  textOf(uri: string): string {
    const content = this.#sql.get(uri);
    return this.#files.get(uri)?.tree.text ?? (content?.kind === 'text' ? content.text : '');
  }

  /** The line of an offset, from 0. */
  lineOf(uri: string, offset: number): number {
    const starts = this.#linesOf(uri);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The query whose text holds a place; null where that is plain YAML. */
  queryAt(place: Place): SqlText | null {
    const queries = this.#queries.get(place.uri) ?? [];
    return queries.find((query) => holdsPlace(query, place)) ?? null;
  }

  #linesOf(uri: string): readonly number[] {
    const tree = this.#files.get(uri)?.tree;
    if (tree) {
      return tree.lineStarts;
    }
    let starts = this.#lineStarts.get(uri);
    if (!starts) {
      starts = lineStartsOf(this.textOf(uri));
      this.#lineStarts.set(uri, starts);
    }
    return starts;
  }
}

/** Whether a place begins in a query's text. */
export function holdsPlace(query: SqlText, place: Place): boolean {
  if (query.uri !== place.uri) {
    return false;
  }
  const { scalar } = query;
  return scalar === null
    ? query.origin === 'file'
    : place.range.start >= scalar.map.toText(0) && place.range.start <= scalar.range.end;
}
