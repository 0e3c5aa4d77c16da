import { sqlName } from '../../edits/queries/layout.js';
import type { ColumnResolution, ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { ColumnReference, SqlRange } from '../../sql/query.js';
import { nearest } from '../nearest.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { reportAt, soundQueries, sqlFix, type ReadQuery } from './queries.js';
import { isReportedWhereItIsMissing, untaggedColumn } from './untaggedColumn.js';

export const sqlUnknownColumn: Rule = {
  id: 'sql-unknown-column',
  group: 'sql',
  title: 'A query reads a column that its table does not have',
  severity: 'error',
  requirements: ['BM2'],
  sources: ['reference/databases.html#databases-database-howto-add-table-custom'],
  check(context) {
    for (const checked of soundQueries(context)) {
      for (const [reference, resolution] of checked.view.analysis.columns) {
        if (resolution.state === 'absent') checkReference(context, checked, reference, resolution);
      }
      checkUsing(context, checked);
    }
  },
};

function checkReference(
  context: RuleContext,
  checked: ReadQuery,
  reference: ColumnReference,
  resolution: ColumnResolution,
): void {
  const part = reference.parts[resolution.columnPart] ?? reference.parts.at(-1);
  if (!part) return;
  if (resolution.searched.length === 0) {
    reportQualifier(context, checked, reference);
    return;
  }
  if (isReportedWhereItIsMissing(context, checked, resolution.searched, part.text)) return;
  const untagged = untaggedColumn(context, checked, resolution.searched, part.text);
  if (untagged?.reported) return;
  const where = namesOf(resolution.searched);
  const tag = untagged ? `: no source has its tag \`${untagged.tag}\`` : '';
  reportAt(context, checked, {
    range: part.range,
    message: `${where} ${resolution.searched.length === 1 ? 'has' : 'have'} no column \`${part.text}\`${tag}. ${untagged ? 'Tag a field, or leave the column out.' : 'Correct the name, or leave it out.'}`,
    data: { column: part.text },
    fixes: untagged ? [] : nearestFix(checked, part.range, part.text, resolution.searched),
  });
}

function reportQualifier(context: RuleContext, checked: ReadQuery, reference: ColumnReference): void {
  const [qualifier] = reference.parts;
  if (!qualifier || reference.parts.length < 2) return;
  const aliases = [...checked.view.analysis.selects.values()].flatMap((scope) =>
    scope.tables.flatMap((table) => (table.alias ? [table.alias.text] : [])),
  );
  const near = nearest(qualifier.text, aliases);
  reportAt(context, checked, {
    range: qualifier.range,
    message: `\`${qualifier.text}\` is no table and no alias of this part of the query. Use the name or alias that stands in FROM.`,
    data: { column: reference.parts.at(-1)?.text ?? null },
    fixes: near === null ? [] : [replaceFix(checked, qualifier.range, near)],
  });
}

/** A column of USING has to be on both sides. */
function checkUsing(context: RuleContext, checked: ReadQuery): void {
  for (const [column, sides] of checked.view.analysis.using) {
    if (sides.left !== 'absent' && sides.right !== 'absent') continue;
    const side = sides.left === 'absent' ? 'before' : 'behind';
    reportAt(context, checked, {
      range: column.range,
      message: `The table ${side} this join has no column \`${column.text}\`, and USING needs it on both sides. Correct the name, or join with ON.`,
      data: { column: column.text },
    });
  }
}

function namesOf(tables: readonly ScopeTable[]): string {
  const names = tables.map((table) =>
    table.target?.kind === 'input'
      ? table.target.input.name.join('.')
      : (table.alias?.text ?? 'the subquery'),
  );
  return listed([...new Set(names)]);
}

function nearestFix(
  checked: ReadQuery,
  range: SqlRange,
  name: string,
  searched: readonly ScopeTable[],
): readonly Fix[] {
  const candidates = searched.flatMap((table) =>
    [...table.columns.byName.values()].map((column) => column.name),
  );
  const near = nearest(name, candidates);
  return near === null ? [] : [replaceFix(checked, range, near)];
}

function replaceFix(checked: ReadQuery, range: SqlRange, near: string): Fix {
  return sqlFix(checked, {
    title: `Write \`${near}\``,
    preferred: true,
    edits: () => [{ range, newText: sqlName(near) }],
  });
}
