import { sqlName } from '../../edits/queries/layout.js';
import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { SqlRange } from '../../sql/query.js';
import { isToldAtMisreadTable } from '../databases/misreadTables.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { absentNames, type AbsentColumn, type AbsentTable } from './absentNames.js';
import { isMisspeltBehind } from './misspeltOutput.js';
import { nearestName } from './nearestName.js';
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
      for (const absent of absentNames(checked)) {
        if (absent.kind === 'table') reportTable(context, checked, absent);
        else reportColumn(context, checked, absent);
      }
    }
  },
};

function reportColumn(context: RuleContext, checked: ReadQuery, absent: AbsentColumn): void {
  const { name, ranges, searched, isAlias } = absent;
  const [range] = ranges;
  if (!range || isReportedWhereItIsMissing(context, checked, searched, name)) return;
  const relations = searched.map((table) => checked.view.relationOf(table));
  if (isToldAtMisreadTable(context, checked.view, relations, name)) return;
  if (isMisspeltBehind(context, checked.view, searched, name)) return;
  const untagged = untaggedColumn(context, checked, searched, name);
  if (untagged?.reported === true) return;
  const where = subjectOf(searched);
  const tag = untagged ? `: no source has its tag \`${untagged.tag}\`` : '';
  reportAt(context, checked, {
    range,
    message: `${where} no column \`${name}\`${tag}. ${adviceFor(absent, untagged !== null)}`,
    data: { column: name },
    fixes: untagged || isAlias ? [] : nearestFix(checked, absent),
  });
}

function adviceFor({ name, isAlias, searched, inUsing }: AbsentColumn, isUntagged: boolean): string {
  if (isUntagged) return 'Tag a field, or leave the column out.';
  if (isAlias)
    return `WHERE and ON cannot use \`${name}\` of the select list: repeat its expression, or ask in a query around this one.`;
  if (inUsing) return 'USING needs it on both sides: correct the name, or join with ON.';
  return searched.length === 0
    ? 'It reads no table: correct the name, or add FROM.'
    : 'Correct the name, or leave it out.';
}

function reportTable(context: RuleContext, checked: ReadQuery, { name, ranges, known }: AbsentTable): void {
  const [range] = ranges;
  if (!range) return;
  const near = nearestName(name, known);
  reportAt(context, checked, {
    range,
    message: `\`${name}\` is no table and no alias of this part of the query. Use the name or alias that stands in FROM.`,
    fixes: near === null ? [] : [replaceFix(checked, ranges, near)],
  });
}

/** Who lacks the column, with the verb. */
function subjectOf(tables: readonly ScopeTable[]): string {
  const names = tables.map(nameOf);
  const named = [...new Set(names.flatMap((name) => (name === null ? [] : [name])))];
  if (named.length > 0) return `${listed(named)} ${named.length > 1 ? 'have' : 'has'}`;
  if (tables.length === 0) return 'This part of the query has';
  return tables.length > 1 ? 'The tables here have' : 'The subquery has';
}

/** A table's own name; the alias of what has none. */
function nameOf(table: ScopeTable): string | null {
  if (table.target?.kind === 'input') return table.target.input.name.join('.');
  return table.alias?.text ?? null;
}

function nearestFix(checked: ReadQuery, { name, ranges, searched, inUsing }: AbsentColumn): readonly Fix[] {
  const candidates = searched.flatMap((table) =>
    [...table.columns.byName.values()].map((column) => column.name),
  );
  const inAll = (column: string): boolean =>
    searched.every((table) => table.columns.byName.has(column.toLowerCase()));
  const near = nearestName(name, inUsing ? candidates.filter(inAll) : candidates);
  return near === null ? [] : [replaceFix(checked, ranges, near)];
}

function replaceFix(checked: ReadQuery, ranges: readonly SqlRange[], near: string): Fix {
  return sqlFix(checked, {
    title: `Write \`${near}\``,
    preferred: true,
    edits: () => ranges.map((range) => ({ range, newText: sqlName(near) })),
  });
}
