import { sqlName } from '../../edits/queries/layout.js';
import { setIn } from '../../edits/yaml.js';
import type { Input } from '../../lineage/query/queryAnalysis.js';
import type { NamedTable } from '../../sql/query.js';
import { sourceKey, type Database } from '../../tenant/tenant.js';
import { lackOfTagsIsTold } from '../databases/customer360Databases.js';
import { lacksRequiredTable } from '../databases/missingTables.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { nearestTable } from '../nearestTable.js';
import { joined } from '../wording.js';
import { isLongEnough } from './nearestName.js';
import { reportAt, soundQueries, sqlFix, type ReadQuery } from './queries.js';

export const sqlUnknownTable: Rule = {
  id: 'sql-unknown-table',
  group: 'sql',
  title: 'A query reads a table that is not there',
  severity: 'error',
  requirements: ['BM2'],
  sources: ['reference/databases.html#databases-database-howto-add-table-custom'],
  check(context) {
    for (const checked of soundQueries(context)) {
      const { inputs } = checked.view.analysis;
      for (const input of inputs) if (input.state !== 'relation') checkInput(context, checked, input);
    }
  },
};

/** A name that a query reads several times is reported once, where it stands first. */
function checkInput(context: RuleContext, checked: ReadQuery, input: Input): void {
  const resolution = checked.view.resolutionOf(input);
  const tables = tablesThatMean(checked, input);
  const [first] = tables;
  if (!first || resolution.kind === 'relation' || !resolution.certain) return;
  const name = input.name.join('.');
  // With a feature on, tags that no source has are one finding of their own, at the cause.
  if (resolution.kind === 'not-output' && lackOfTagsIsTold(context, name)) return;
  // So is a table that features need and its database lacks.
  const { database } = checked.view.scope;
  if (database && lacksRequiredTable(context, database, name)) return;
  const isUnknown = resolution.kind === 'unknown';
  reportAt(context, checked, {
    range: first.nameRange,
    message: isUnknown ? messageOfUnknown(context, checked, name) : messageOfNotOutput(context, name),
    fixes: isUnknown ? fixesOfUnknown(context, checked, tables, name) : [],
  });
}

function tablesThatMean({ view }: ReadQuery, input: Input): readonly NamedTable[] {
  return [...view.analysis.tables]
    .flatMap(([table, target]) => (target.kind === 'input' && target.input === input ? [table] : []))
    .sort((a, b) => a.range.start - b.range.start);
}

function messageOfNotOutput(context: RuleContext, name: string): string {
  const groups = context.catalog.tableInSql(name)?.madeBy ?? [];
  const tags = joined(
    groups.map((group) => (group.endsWith('/') ? `\`${group}\` tags` : `${group} tags`)),
    'or',
  );
  return `Stitch does not output \`${name}\` for this tenant${tags === '' ? '' : `: it takes a source with ${tags}`}. Tag a source, or read another table.`;
}

function messageOfUnknown(context: RuleContext, checked: ReadQuery, name: string): string {
  const { scope } = checked.view;
  if (readsItself(checked, name))
    return `\`${name}\` is built by this query, which cannot read its own result. Read what it is made from.`;
  const other = otherDatabase(context, checked, name);
  if (other)
    return `\`${name}\` is a table of the database \`${other.name}\`, which ${scope.source ? 'a custom domain table' : 'another database'} cannot read. Read what it is made from.`;
  const places = scope.source
    ? 'no source and no core table'
    : 'no table of this database, no core table and no source';
  return `\`${name}\` is ${places}. Correct the name, or declare it as external if it is there all the same.`;
}

function readsItself({ view: { scope } }: ReadQuery, name: string): boolean {
  return scope.table?.key === name.toLowerCase() || scope.source?.key === sourceKey(name);
}

/** A database that has the table, though not the one that the query belongs to. */
function otherDatabase(context: RuleContext, { view: { scope } }: ReadQuery, name: string): Database | null {
  const key = name.toLowerCase();
  const owner = context.tenant.databases.find(({ tables }) => tables.some((table) => table.key === key));
  return owner && owner !== scope.database ? owner : null;
}

function fixesOfUnknown(
  context: RuleContext,
  checked: ReadQuery,
  tables: readonly NamedTable[],
  name: string,
): readonly Fix[] {
  const isElsewhere = readsItself(checked, name) || otherDatabase(context, checked, name) !== null;
  return [...nearestFix(context, checked, tables, name), ...(isElsewhere ? [] : externalFix(context, name))];
}

function nearestFix(
  context: RuleContext,
  checked: ReadQuery,
  tables: readonly NamedTable[],
  name: string,
): readonly Fix[] {
  const { scope } = checked.view;
  const ctes = checked.query.ctes.map((cte) => cte.name.text);
  const names = [
    ...ctes,
    ...(scope.database?.tables ?? []).filter((table) => table !== scope.table).map((table) => table.name),
    ...context.lineage.coreTables.map((core) => core.name),
    ...context.tenant.sources
      .filter((source) => source !== scope.source)
      .map((source) => source.name.replace(/:/g, '_')),
  ];
  const near = isLongEnough(name) ? nearestTable(context.catalog, name, names) : null;
  if (near === null) return [];
  return [
    sqlFix(checked, {
      title: `Read \`${near}\``,
      preferred: true,
      edits: () => tables.map((table) => ({ range: table.nameRange, newText: sqlName(near) })),
    }),
  ];
}

/** Says that the table is there although nothing here describes it. */
function externalFix(context: RuleContext, name: string): readonly Fix[] {
  const { main, sources } = context.tenant;
  if (!main || sources.some((source) => source.key === sourceKey(name))) return [];
  return [
    fixOf({
      title: `Declare \`${name}\` as an external table`,
      addsOnly: true,
      changes: () =>
        edited(main, setIn(main.tree, ['sources', name], { flow: { map: [['kind', 'external']] } })),
    }),
  ];
}
