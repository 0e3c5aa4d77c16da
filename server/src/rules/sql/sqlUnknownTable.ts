import { sqlName } from '../../edits/queries/layout.js';
import { sqlChange, type SqlEdit } from '../../edits/sql.js';
import { renameKey, setIn } from '../../edits/yaml.js';
import type { NamedTable } from '../../sql/query.js';
import { sourceKey, type Table } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { joined } from '../wording.js';
import type { CommaBeforeAlias } from './commaBeforeAlias.js';
import { placeAt, reportAt, sqlFix, textAt, type ReadQuery } from './queries.js';
import { otherDatabase, readsItself, unknownTables, type UnknownTables } from './unknownTables.js';

export const sqlUnknownTable: Rule = {
  id: 'sql-unknown-table',
  group: 'sql',
  title: 'A query reads a table that is not there',
  severity: 'error',
  requirements: ['BM2'],
  sources: ['reference/databases.html#databases-database-howto-add-table-custom'],
  check(context) {
    for (const unknown of unknownTables(context)) reportUnknown(context, unknown);
  },
};

/** Reported once, where the name stands first. */
function reportUnknown(context: RuleContext, { reads, misnamed }: UnknownTables): void {
  const [first, ...others] = reads;
  const { checked, tables, comma } = first;
  const [{ nameRange }] = tables;
  const cause = comma
    ? ofComma(checked, comma)
    : misnamed
      ? ofMisnamed(reads, misnamed)
      : ofUnknown(context, reads);
  reportAt(context, checked, {
    range: nameRange,
    ...cause,
    related: [
      ...(misnamed ? [{ place: misnamed.place, message: `\`${misnamed.name}\` is made here.` }] : []),
      ...others.map((read) => ({
        place: placeAt(read.checked, read.tables[0].nameRange),
        message: `\`${read.name}\` is read here too.`,
      })),
    ],
  });
}

/** What is wrong, in words, and what mends it. */
interface Cause {
  readonly message: string;
  readonly fixes: readonly Fix[];
}

function ofComma(checked: ReadQuery, { comma, table, alias }: CommaBeforeAlias): Cause {
  const name = textAt(checked, alias.nameRange);
  return {
    message: `Behind the comma \`${name}\` is read as a table, and none is called so. If it is the alias of \`${textAt(checked, table.nameRange)}\`, take the comma away.`,
    fixes: [
      sqlFix(checked, {
        title: `Take the comma before \`${name}\` away`,
        preferred: true,
        edits: () => [{ range: comma, newText: '' }],
      }),
    ],
  };
}

function ofMisnamed(reads: UnknownTables['reads'], table: Table): Cause {
  const [{ name }] = reads;
  const who = reads.length > 1 ? `${String(reads.length)} queries read` : 'this query reads';
  return {
    message: `\`${name}\`, which ${who}, is no table: \`${table.name}\` is nearly called so, and nothing reads it by that name. Rename it, or read it by its name.`,
    fixes: [
      fixOf({
        title: `Rename \`${table.name}\` to \`${name}\``,
        preferred: true,
        changes: () => edited(table.file, renameKey(table.file.tree, table.entry, name)),
      }),
      fixOf({
        title: `Read \`${table.name}\``,
        changes: () =>
          reads.flatMap(
            ({ checked, tables }) => sqlChange(checked.sql, readInstead(tables, table.name)) ?? [],
          ),
      }),
    ],
  };
}

function ofUnknown(
  context: RuleContext,
  [{ checked, name, kind, tables, near }]: UnknownTables['reads'],
): Cause {
  if (kind === 'not-output') return { message: messageOfNotOutput(context, name), fixes: [] };
  const isElsewhere = readsItself(checked, name) || otherDatabase(context, checked, name) !== null;
  return {
    message: messageOfUnknown(context, checked, name),
    fixes: [
      ...(near === null ? [] : [nearestFix(checked, tables, near)]),
      ...(isElsewhere ? [] : externalFix(context, name)),
    ],
  };
}

function nearestFix(checked: ReadQuery, tables: readonly NamedTable[], near: string): Fix {
  return sqlFix(checked, {
    title: `Read \`${near}\``,
    preferred: true,
    edits: () => readInstead(tables, near),
  });
}

function readInstead(tables: readonly NamedTable[], name: string): readonly SqlEdit[] {
  return tables.map((table) => ({ range: table.nameRange, newText: sqlName(name) }));
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
