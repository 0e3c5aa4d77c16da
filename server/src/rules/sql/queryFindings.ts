import type { Catalog } from '../../catalog/catalog.js';
import type { QueryAnalysis } from '../../lineage/query/queryAnalysis.js';
import type { SqlRange } from '../../sql/query.js';
import type { Fix, RuleContext } from '../rule.js';
import { reportAt, soundQueries, type ReadQuery } from './queries.js';

/** What is wrong in one query, in offsets of its text. */
export interface QueryFinding {
  readonly range: SqlRange;
  readonly message: string;
  /** The column that it is about. */
  readonly column?: string;
  /** Made for the query as it stands in its file at the time. */
  readonly fixes?: (checked: ReadQuery) => readonly Fix[];
}

/**
 * Looks at one query: at its text, its columns and the catalogue, and at nothing else of the tenant, so that what it
 * finds stays true for as long as these stay the same.
 */
export type CheckQuery = (checked: ReadQuery, catalog: Catalog) => readonly QueryFinding[];

const found = new WeakMap<CheckQuery, WeakMap<QueryAnalysis, readonly QueryFinding[]>>();

/** What a check finds in a query; kept, as most queries of a tenant are the same from one keystroke to the next. */
export function findingsIn(checked: ReadQuery, catalog: Catalog, check: CheckQuery): readonly QueryFinding[] {
  let kept = found.get(check);
  if (!kept) {
    kept = new WeakMap();
    found.set(check, kept);
  }
  const { analysis } = checked.view;
  let findings = kept.get(analysis);
  if (!findings) {
    findings = check(checked, catalog);
    kept.set(analysis, findings);
  }
  return findings;
}

/** Reports what a check finds in each query of the tenant that can be read, or in those of them that are wanted. */
export function checkEachQuery(
  context: RuleContext,
  check: CheckQuery,
  isWanted: (checked: ReadQuery) => boolean = () => true,
): void {
  for (const checked of soundQueries(context).filter(isWanted)) {
    for (const { range, message, column, fixes } of findingsIn(checked, context.catalog, check)) {
      reportAt(context, checked, {
        range,
        message,
        ...(column === undefined ? {} : { data: { column } }),
        ...(fixes === undefined ? {} : { fixes: fixes(checked) }),
      });
    }
  }
}
