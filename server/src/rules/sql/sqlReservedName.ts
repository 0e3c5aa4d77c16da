import type { Catalog } from '../../catalog/catalog.js';
import { wrapInBackticks } from '../../edits/sql.js';
import type { CommonTableExpression, Identifier } from '../../sql/query.js';
import type { Rule } from '../rule.js';
import { sqlFix, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';
import { isWordFunction } from './wordFunctions.js';

export const sqlReservedName: Rule = {
  id: 'sql-reserved-name',
  group: 'sql',
  title: 'A reserved word as a name without backticks',
  severity: 'warning',
  requirements: ['SQL-P11', 'SQL-P12', 'C25'],
  sources: [
    'reference/sql_spark.html#sql-spark-recommendation-reserved-words',
    'reference/sql_spark.html#sql-spark-recommendation-general',
  ],
  check(context) {
    checkEachQuery(context, reservedNames);
    checkEachQuery(context, reservedUnknownNames, (checked) => !namesUnknownTable(checked));
  },
};

function reservedNames(checked: ReadQuery, catalog: Catalog): readonly QueryFinding[] {
  const doubtful = doubtfulNames(checked);
  return findingsAt(checked, catalog, (name) => !doubtful.has(name));
}

/** The names that may be slips for others. */
function reservedUnknownNames(checked: ReadQuery, catalog: Catalog): readonly QueryFinding[] {
  const doubtful = doubtfulNames(checked);
  return doubtful.size === 0 ? [] : findingsAt(checked, catalog, (name) => doubtful.has(name));
}

const none: ReadonlySet<Identifier> = new Set();

/** Where a query reads a name that may mean nothing: that name, and what nothing in the query reads. */
function doubtfulNames({ view }: ReadQuery): ReadonlySet<Identifier> {
  const { inputs, tables, outputs } = view.analysis;
  if (!inputs.some(({ state }) => state === 'unknown')) return none;
  const read = new Set<CommonTableExpression>();
  const names = new Set<Identifier>();
  for (const [table, target] of tables) {
    if (target.kind === 'cte') read.add(target.cte);
    else if (target.input.state === 'unknown') table.name.forEach((name) => names.add(name));
  }
  for (const { ctes } of outputs.keys()) for (const cte of ctes) if (!read.has(cte)) names.add(cte.name);
  return names;
}

/** Such a name is a finding of its own, and may be mended by another one than the reserved word. */
function namesUnknownTable({ view }: ReadQuery): boolean {
  return view.analysis.inputs.some((input) => {
    const resolution = input.state === 'unknown' ? view.resolutionOf(input) : null;
    return resolution?.kind === 'unknown' && resolution.certain;
  });
}

function findingsAt(
  checked: ReadQuery,
  catalog: Catalog,
  isLooked: (name: Identifier) => boolean,
): readonly QueryFinding[] {
  const names = namesOf(checked, (name) => !name.quoted && isReserved(name.text, catalog) && isLooked(name));
  return names.map((name) => ({
    range: name.range,
    message: `\`${name.text}\` is a reserved word, and the product wants it between backticks where it is a name. Add them.`,
    fixes: (query) => [
      sqlFix(query, {
        title: `Write \`${name.text}\` between backticks`,
        preferred: true,
        edits: () => wrapInBackticks(query.parsed, name.range),
      }),
    ],
  }));
}

const known = new WeakMap<Catalog, Map<string, boolean>>();
/** Names repeat, within a tenant and from keystroke to keystroke; a memory that grows beyond this starts again. */
const mostKnown = 20_000;

function isReserved(name: string, catalog: Catalog): boolean {
  let words = known.get(catalog);
  if (!words || words.size > mostKnown) {
    words = new Map();
    known.set(catalog, words);
  }
  let reserved = words.get(name);
  if (reserved === undefined) {
    reserved = catalog.reservedWords.has(name.toUpperCase());
    words.set(name, reserved);
  }
  return reserved;
}

/** The names of tables and columns that are wanted; functions of these names and aliases as such are left alone. */
function namesOf({ view }: ReadQuery, isWanted: (name: Identifier) => boolean): readonly Identifier[] {
  const { outputs, tables, columns, using, stars } = view.analysis;
  const found: Identifier[] = [];
  const note = (name: Identifier): void => {
    if (isWanted(name)) found.push(name);
  };
  for (const { ctes } of outputs.keys()) ctes.forEach((cte) => note(cte.name));
  for (const table of tables.keys()) table.name.forEach(note);
  for (const [reference, { how, state }] of columns) {
    const isName =
      how !== 'function' && state !== 'absent' && (state === 'certain' || !isWordFunction(reference));
    if (isName) reference.parts.forEach(note);
  }
  for (const name of using.keys()) note(name);
  for (const star of stars.keys()) {
    star.qualifier.forEach(note);
    if (star.kind === 'star') star.except.forEach(note);
  }
  return found;
}
