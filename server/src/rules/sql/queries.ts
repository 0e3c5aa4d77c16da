import { sqlChange, type SqlEdit } from '../../edits/sql.js';
import type { QueryView } from '../../lineage/lineage.js';
import type { ParsedSql, Query, SqlRange } from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { Place, SqlText } from '../../tenant/tenant.js';
import { fixOf } from '../fix.js';
import type { DiagnosticData, Finding, Fix, RuleContext } from '../rule.js';

/** A query of the tenant as the rules of SQL see it. */
export interface CheckedQuery {
  readonly sql: SqlText;
  readonly text: string;
  readonly parsed: ParsedSql;
  /** Null where no query could be read at all. */
  readonly query: Query | null;
  /** What its names mean; null without a query. */
  readonly view: QueryView | null;
}

/** A query that could be read, with what its names mean. */
export interface ReadQuery extends CheckedQuery {
  readonly query: Query;
  readonly view: QueryView;
}

/** Every query whose text is there, in the order of the tenant. */
export function checkedQueries(context: RuleContext): readonly CheckedQuery[] {
  return queriesOf(context).checked;
}

/**
 * Those without an error of syntax, with what their names mean. In others a name may be one that is still being typed,
 * and a clause one that was misread: of these only the error is said.
 */
export function soundQueries(context: RuleContext): readonly ReadQuery[] {
  return queriesOf(context).sound;
}

interface Queries {
  readonly checked: readonly CheckedQuery[];
  readonly sound: readonly ReadQuery[];
}

/** All rules of one run ask for the same queries. */
const known = new KeptWith<Queries>();

function queriesOf({ tenant, lineage }: RuleContext): Queries {
  return known.of(lineage, () => {
    const checked: CheckedQuery[] = [];
    for (const sql of tenant.queries) {
      const { text, parsed } = sql;
      if (text === null || !parsed) continue;
      checked.push({ sql, text, parsed, query: parsed.query, view: lineage.queryView(sql) });
    }
    return { checked, sound: checked.filter(isSound) };
  });
}

function isSound(checked: CheckedQuery): checked is ReadQuery {
  return checked.query !== null && checked.view !== null && checked.parsed.errors.length === 0;
}

export interface SqlFinding extends Omit<Finding, 'place'> {
  readonly range: SqlRange;
}

/** Reports at a span of the query, with the table or source that it makes. */
export function reportAt(
  context: RuleContext,
  checked: CheckedQuery,
  { range, ...finding }: SqlFinding,
): void {
  context.report({
    ...finding,
    place: checked.sql.placeOf(range),
    data: { ...ownerOf(context, checked), ...finding.data },
  });
}

function ownerOf(context: RuleContext, { sql }: CheckedQuery): Partial<DiagnosticData> {
  const scope = context.lineage.scopeOf(sql);
  return {
    database: scope?.database?.name ?? null,
    table: scope?.table?.name ?? null,
    source: scope?.source?.name ?? null,
    features: context.enabled,
  };
}

/** The text of a span, as written. */
export function textAt({ text }: CheckedQuery, range: SqlRange): string {
  return text.slice(range.start, range.end);
}

/** The place of a span, for related information. */
export function placeAt({ sql }: CheckedQuery, range: SqlRange): Place {
  return sql.placeOf(range);
}

export interface SqlFixOptions {
  readonly title: string;
  readonly preferred?: boolean;
  readonly addsOnly?: boolean;
  readonly edits: () => readonly SqlEdit[];
}

/** A fix that changes the query's text where it stands. */
export function sqlFix({ sql }: CheckedQuery, { title, preferred, addsOnly, edits }: SqlFixOptions): Fix {
  return fixOf({
    title,
    ...(preferred === undefined ? {} : { preferred }),
    ...(addsOnly === undefined ? {} : { addsOnly }),
    changes: () => {
      const made = edits();
      const change = made.length === 0 ? null : sqlChange(sql, made);
      return change ? [change] : [];
    },
  });
}

/** An edit that puts text at an offset. */
export function insertion(offset: number, newText: string): SqlEdit {
  return { range: { start: offset, end: offset }, newText };
}
