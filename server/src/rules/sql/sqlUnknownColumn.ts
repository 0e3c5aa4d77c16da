import { sqlName } from '../../edits/queries/layout.js';
import { addFrom } from '../../edits/sql.js';
import type { ScopeTable } from '../../lineage/query/queryAnalysis.js';
import type { Identifier, NamedTable, SqlRange } from '../../sql/query.js';
import { isToldAtMisreadTable } from '../databases/misreadTables.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed, listedInPart } from '../wording.js';
import { absentNames, type AbsentColumn, type AbsentTable } from './absentNames.js';
import { isToldBehind } from './misspeltOutput.js';
import { meantQualifier } from './meantQualifier.js';
import { nearestName } from './nearestName.js';
import { placeAt, reportAt, soundQueries, sqlFix, type ReadQuery } from './queries.js';
import { unknownColumns, type UnknownColumns } from './unknownColumns.js';
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
      const names = absentNames(checked);
      // Most queries have none.
      if (names.length === 0) continue;
      const tables = names.flatMap((absent) => (absent.kind === 'table' ? [absent] : []));
      for (const absent of tables) reportTable(context, checked, absent, meantFor(checked, absent, tables));
      const columns = names.flatMap((absent) => (absent.kind === 'column' ? [absent] : []));
      reportColumns(context, checked, columns);
    }
  },
};

/** Columns that no tag makes are each a finding; all others by their cause. */
function reportColumns(context: RuleContext, checked: ReadQuery, columns: readonly AbsentColumn[]): void {
  const left: AbsentColumn[] = [];
  for (const absent of columns) {
    if (isToldElsewhere(context, checked, absent)) continue;
    const untagged = untaggedColumn(context, checked, absent.searched, absent.name);
    if (untagged === null) left.push(absent);
    else if (!untagged.reported) reportUntagged(context, checked, absent, untagged.tag);
  }
  for (const unknown of unknownColumns(context, checked, left)) reportUnknown(context, checked, unknown);
}

function isToldElsewhere(
  context: RuleContext,
  checked: ReadQuery,
  { name, searched }: AbsentColumn,
): boolean {
  const { view } = checked;
  const relations = searched.map((table) => view.relationOf(table));
  return (
    isReportedWhereItIsMissing(context, checked, searched, name) ||
    isToldAtMisreadTable(context, view, relations, name) ||
    isToldBehind(context, view, searched, name)
  );
}

function reportUntagged(context: RuleContext, checked: ReadQuery, absent: AbsentColumn, tag: string): void {
  const { name, ranges, searched } = absent;
  const [range] = ranges;
  if (!range) return;
  reportAt(context, checked, {
    range,
    message: `${subjectOf(searched)} no column \`${name}\`: no source has its tag \`${tag}\`. Tag a field, or leave the column out.`,
    data: { column: name },
  });
}

function reportUnknown(context: RuleContext, checked: ReadQuery, unknown: UnknownColumns): void {
  const [first, ...others] = unknown.columns;
  const [range] = first?.ranges ?? [];
  if (!first || !range) return;
  reportAt(context, checked, {
    range,
    message: messageOf(unknown, first),
    data: { column: first.name },
    related: others
      .slice(0, mostRelated)
      .flatMap(({ name, ranges: [place] }) =>
        place
          ? [{ place: placeAt(checked, place), message: `\`${name}\` is unknown for the same reason.` }]
          : [],
      ),
    fixes: fixesOf(checked, unknown, first),
  });
}

function messageOf(unknown: UnknownColumns, first: AbsentColumn): string {
  const names = listedInPart(unknown.columns.map(({ name }) => name));
  switch (unknown.cause) {
    case 'severed-call':
      return `\`${first.name}\` is a function, and a comma stands between it and its brackets. Take the comma away.`;
    case 'wrong-table':
      return `${subjectOf([unknown.table])} no columns ${names}; ${havingAll(unknown.meant)} all that is read here. Read that, or correct the names.`;
    case 'no-table':
      if (unknown.columns.length > 1)
        return `This part of the query reads no table, so ${names} are unknown. Add FROM${unknown.meant.length === 1 ? ` with ${listed(unknown.meant)}` : ''}.`;
      break;
    case 'name':
      break;
  }
  return `${subjectOf(first.searched)} no column ${names}. ${adviceFor(first)}`;
}

/** How many further columns are shown as related places. */
const mostRelated = 20;

/** How many tables a message names, and fixes offer. */
const shown = 3;

function havingAll(tables: readonly string[]): string {
  const names = tables.slice(0, shown);
  return `${listed(names, 'or')} ${names.length > 1 ? 'have' : 'has'}`;
}

function fixesOf(checked: ReadQuery, unknown: UnknownColumns, first: AbsentColumn): readonly Fix[] {
  switch (unknown.cause) {
    case 'severed-call': {
      const { name, comma } = unknown.call;
      const title = `Take the comma behind \`${name}\` away`;
      return [sqlFix(checked, { title, preferred: true, edits: () => [{ range: comma, newText: '' }] })];
    }
    case 'wrong-table':
      return readInsteadFixes(checked, unknown.table.alias, unknown.node, unknown.meant);
    case 'no-table':
      return unknown.meant.slice(0, shown).map((table) =>
        sqlFix(checked, {
          title: `Add \`FROM ${table}\``,
          edits: () => addFrom(checked.parsed, unknown.select, table),
        }),
      );
    case 'name':
      return first.isAlias ? [] : nearestFix(checked, first);
  }
}

/** What qualifies its columns stays: the table is given the name that it had as its alias, where it had none. */
function readInsteadFixes(
  checked: ReadQuery,
  alias: Identifier | null,
  { nameRange, alias: written }: NamedTable,
  tables: readonly string[],
): readonly Fix[] {
  const qualifies = [...checked.view.analysis.columns.keys()].some(
    ({ parts }) => parts.length > 1 && parts[0]?.text.toLowerCase() === alias?.text.toLowerCase(),
  );
  const kept = written === null && alias !== null && qualifies ? ` ${sqlName(alias.text)}` : '';
  return tables.slice(0, shown).map((table) =>
    sqlFix(checked, {
      title: `Read \`${table.replace(/`/g, '')}\``,
      edits: () => [{ range: nameRange, newText: `${table}${kept}` }],
    }),
  );
}

function adviceFor({ name, isAlias, searched, inUsing }: AbsentColumn): string {
  if (isAlias)
    return `WHERE and ON cannot use \`${name}\` of the select list: repeat its expression, or ask in a query around this one.`;
  if (inUsing) return 'USING needs it on both sides: correct the name, or join with ON.';
  return searched.length === 0
    ? 'It reads no table: correct the name, or add FROM.'
    : 'Correct the name, or leave it out.';
}

/** A query in which more than so many tables are unknown is being written or pasted: of it only aliases are compared. */
const mostTables = 12;

function meantFor({ view }: ReadQuery, absent: AbsentTable, all: readonly AbsentTable[]): string | null {
  if (all.length > mostTables) return nearestName(absent.name, absent.known);
  return meantQualifier(view.analysis, absent);
}

function reportTable(
  context: RuleContext,
  checked: ReadQuery,
  { name, ranges }: AbsentTable,
  meant: string | null,
): void {
  const [range] = ranges;
  if (!range) return;
  reportAt(context, checked, {
    range,
    message: `\`${name}\` is no table and no alias of this part of the query. Use the name or alias that stands in FROM.`,
    fixes: meant === null ? [] : [replaceFix(checked, ranges, meant)],
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
