import type { Place, Tenant } from '../tenant/tenant.js';
import {
  suppressionsOf,
  type SuppressedRule,
  type SuppressionComment,
} from '../tenant/suppressionComments.js';
import { holdsPlace, type TenantTexts } from './tenantTexts.js';

/** Rules that a comment suppresses in vain. */
export interface UnusedSuppression {
  readonly comment: SuppressionComment;
  readonly rules: readonly SuppressedRule[];
}

/** The suppressing comments of a tenant, and which of them were of use. */
export class Suppressions {
  readonly #comments: readonly SuppressionComment[];
  readonly #used = new Set<SuppressedRule>();
  /** By file and line. */
  readonly #lines = new Map<string, SuppressionComment[]>();
  readonly #wholes: readonly SuppressionComment[];
  readonly #texts: TenantTexts;

  constructor(tenant: Tenant, texts: TenantTexts) {
    this.#texts = texts;
    this.#comments = suppressionsOf(tenant);
    this.#wholes = this.#comments.filter((comment) => comment.scope === 'file' && isAtHead(comment, texts));
    const next = this.#comments.filter((comment) => comment.scope === 'next-line');
    const ownLines = new Set(next.map((comment) => lineKey(comment.place.uri, this.#lineOf(comment.place))));
    for (const comment of next) {
      const { uri } = comment.place;
      let line = this.#lineOf(comment.place) + 1;
      // Several such comments above one line all speak of that line, and each of the comment that is next to it.
      if (ownLines.has(lineKey(uri, line))) this.#cover(uri, line, comment);
      while (ownLines.has(lineKey(uri, line))) line++;
      this.#cover(uri, line, comment);
    }
  }

  #cover(uri: string, line: number, comment: SuppressionComment): void {
    const key = lineKey(uri, line);
    this.#lines.set(key, [...(this.#lines.get(key) ?? []), comment]);
  }

  /** Whether a diagnostic of the rule that begins there is suppressed; whatever does so is of use. */
  take(rule: string, place: Place): boolean {
    if (this.#comments.length === 0) {
      return false;
    }
    const comments = [
      ...(this.#lines.get(lineKey(place.uri, this.#lineOf(place))) ?? []),
      ...this.#wholes.filter((comment) => coversPlace(comment, place)),
    ];
    let isTaken = false;
    for (const comment of comments) {
      for (const suppressed of comment.rules) {
        if (suppressed.rule !== rule) continue;
        this.#used.add(suppressed);
        isTaken = true;
      }
    }
    return isTaken;
  }

  /** Those that were never of use, of rules that count. */
  unused(counts: (rule: string) => boolean): UnusedSuppression[] {
    return this.#comments.flatMap((comment) => {
      const rules = comment.rules.filter(({ rule }) => counts(rule));
      const vain = rules.filter((suppressed) => !this.#used.has(suppressed));
      return vain.length > 0 ? [{ comment, rules: vain }] : [];
    });
  }

  /** Those that name no rule, and so suppress nothing whatever is reported. */
  empty(): readonly SuppressionComment[] {
    return this.#comments.filter(({ rules }) => rules.length === 0);
  }

  #lineOf(place: Place): number {
    return this.#texts.lineOf(place.uri, place.range.start);
  }
}

function lineKey(uri: string, line: number): string {
  return `${line}\n${uri}`;
}

/** Before anything else of its file or query. */
function isAtHead(comment: SuppressionComment, texts: TenantTexts): boolean {
  const { query, place } = comment;
  const first = query
    ? query.parsed?.query && query.placeOf(query.parsed.query.range).range.start
    : texts.fileOf(place.uri)?.tree.root?.range.start;
  return first === undefined || first === null || place.range.start < first;
}

/** A comment at a query's head speaks of that query: inline of no more than the SQL that it stands in. */
function coversPlace(comment: SuppressionComment, place: Place): boolean {
  return comment.query ? holdsPlace(comment.query, place) : comment.place.uri === place.uri;
}
