import type { Catalog } from '../../catalog/catalog.js';
import type { SqlRange } from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
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

type Kept = KeptWith<readonly QueryFinding[]>;

const found = new WeakMap<CheckQuery, Kept>();

/** What a check found in queries; kept, as most queries of a tenant are the same from one keystroke to the next. */
function keptOf(check: CheckQuery): Kept {
  const kept = found.get(check) ?? new KeptWith<readonly QueryFinding[]>();
  found.set(check, kept);
  return kept;
}

/** What a check finds in a query. */
function findingsKept(
  checked: ReadQuery,
  catalog: Catalog,
  check: CheckQuery,
  kept: Kept,
): readonly QueryFinding[] {
  const { analysis } = checked.view;
  // Asked by each rule for each query at each keystroke: without a closure.
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
  const kept = keptOf(check);
  for (const checked of soundQueries(context)) {
    const findings = findingsKept(checked, context.catalog, check, kept);
    // Most queries have none: whether one is wanted need not be known then.
    if (findings.length > 0 && isWanted(checked)) reportFindings(context, checked, findings);
  }
}

function reportFindings(context: RuleContext, checked: ReadQuery, findings: readonly QueryFinding[]): void {
  for (const { range, message, column, fixes } of findings) {
    reportAt(context, checked, {
      range,
      message,
      ...(column === undefined ? {} : { data: { column } }),
      ...(fixes === undefined ? {} : { fixes: fixes(checked) }),
    });
  }
}
