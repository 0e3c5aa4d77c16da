import type { ColumnResolution, ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { ColumnReference, Identifier, SqlRange } from '../../sql/query.js';
import type { Fix, Rule } from '../rule.js';
import { listed } from '../wording.js';
import { insertion, sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlAmbiguousColumn: Rule = {
  id: 'sql-ambiguous-column',
  group: 'sql',
  title: 'A column that several tables of the query have',
  severity: 'error',
  requirements: [],
  sources: ['reference/sql_spark.html#sql-spark-recommendation-naming-convention-correlation-names'],
  check(context) {
    checkEachQuery(context, ambiguousColumns);
  },
};

/** One name that the same tables have is one mistake, however often it stands there. */
function ambiguousColumns({ view }: ReadQuery): readonly QueryFinding[] {
  const groups = new Map<ScopeTable | null, Map<string, Ambiguity>>();
  for (const [reference, resolution] of view.analysis.columns) {
    const column = reference.parts[resolution.columnPart];
    if (resolution.state !== 'ambiguous' || !column) continue;
    const table = resolution.matches[0]?.table ?? null;
    const byName = groups.get(table) ?? new Map<string, Ambiguity>();
    groups.set(table, byName);
    const key = `${String(resolution.columnPart)} ${column.text.toLowerCase()}`;
    const known = byName.get(key);
    if (known) known.references.push(reference);
    else byName.set(key, { column, resolution, references: [reference] });
  }
  return [...groups.values()].flatMap((byName) => [...byName.values()].map(finding));
}

interface Ambiguity {
  readonly column: Identifier;
  readonly resolution: ColumnResolution;
  readonly references: ColumnReference[];
}

function finding({ column, resolution: { matches, columnPart }, references }: Ambiguity): QueryFinding {
  const tables = [...new Set(matches.flatMap(({ table }) => (table ? [table] : [])))];
  const aliases = tables.flatMap(({ alias }) => (alias ? [alias] : []));
  const names = [...new Set(aliases.map((alias) => alias.text.toLowerCase()))];
  const base = { range: firstOf(references), column: column.text };
  if (tables.length === 1) {
    const [name] = aliases;
    return {
      ...base,
      message: `${name ? `\`${name.text}\`` : 'The subquery'} gives two columns \`${column.text}\`, and the query does not say which is meant. Give one of them another name where they are made.`,
    };
  }
  if (columnPart > 0 || names.length < aliases.length) {
    return {
      ...base,
      message: `Two tables of this query go by the same name, and both have a column \`${column.text}\`. Give each an alias of its own.`,
    };
  }
  return {
    ...base,
    message: `${names.length > 1 ? listed(aliases.map((alias) => alias.text)) : 'Several tables of this query'} have a column \`${column.text}\`, and the query does not say whose is meant. Write the table's name or alias before it.`,
    fixes: (checked) => aliases.map((alias) => qualifyFix(checked, references, column, alias)),
  };
}

function firstOf(references: readonly ColumnReference[]): SqlRange {
  const ranges = references.map((reference) => reference.range);
  return ranges.reduce((first, range) => (range.start < first.start ? range : first));
}

function qualifyFix(
  checked: ReadQuery,
  references: readonly ColumnReference[],
  column: Identifier,
  alias: Identifier,
): Fix {
  const qualifier = `${textAt(checked, alias.range)}.`;
  return sqlFix(checked, {
    title: `Take \`${alias.text}.${column.text}\``,
    edits: () => references.map((reference) => insertion(reference.range.start, qualifier)),
  });
}
