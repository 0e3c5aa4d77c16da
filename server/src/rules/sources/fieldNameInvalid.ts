import type { FileChange, TextEdit } from '../../edits/edit.js';
import { sqlChange, type SqlEdit } from '../../edits/sql.js';
import { renameKey, replaceScalarText } from '../../edits/yaml.js';
import { outermostSelects } from '../../sql/walk.js';
import type { Field, Source, SqlText } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Finding, Rule, RuleContext } from '../rule.js';
import { columnReads } from './columnReads.js';
import { checkEachSource } from './eachSource.js';
import { sourceData } from './sourceTags.js';

const right = /^[A-Za-z0-9_]+$/;

export const fieldNameInvalid: Rule = {
  id: 'field-name-invalid',
  group: 'sources',
  title: "A field's name has characters that no field may have",
  severity: 'error',
  requirements: ['N16'],
  sources: ['reference/feeds.html#feeds-configure-field-rename'],
  check(context) {
    checkEachSource(context, invalidNames);
  },
};

function invalidNames(source: Source, context: RuleContext): readonly Finding[] {
  if (source.kind === 'external') return [];
  return source.fields
    .filter((field) => !right.test(field.name))
    .map((field): Finding => {
      const name = validName(field.name, source);
      return {
        place: field.place,
        message: `The name of a field has letters, digits and underscores only, so \`${field.name}\` cannot be saved. Rename it.`,
        data: sourceData(source, context, field.name),
        fixes: [
          fixOf({
            title: `Rename it to \`${name}\`, everywhere`,
            changes: () => renameChanges(source, field, name, context),
          }),
        ],
      };
    });
}

/** The name with an underscore for every run of other characters; with a number where another field has it. */
function validName(name: string, source: Source): string {
  const base =
    name
      .replace(/ß/g, 'ss')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'field';
  const taken = new Set(source.fields.map((field) => field.name.toLowerCase()));
  let free = base;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${base}_${String(number)}`;
  return free;
}

function renameChanges(
  source: Source,
  field: Field,
  name: string,
  context: RuleContext,
): readonly FileChange[] {
  const { tree } = source.file;
  const keys = source.primaryKey.filter((item) => item.value === field.name);
  const yaml: readonly TextEdit[] = [
    ...renameKey(tree, field.entry, name),
    ...keys.flatMap((item) => replaceScalarText(tree, item.node, name)),
  ];
  return [
    ...edited(source.file, yaml),
    ...declaredColumnChanges(source, field, name, context),
    ...inOwnQuery(source, field.name, name),
    ...context.tenant.queries
      .filter((query) => seesField(query, source, context))
      .flatMap((query) => inQuery(query, field.name, name)),
  ];
}

/** `columns` of tables that have the field's column under its name. */
function declaredColumnChanges(
  source: Source,
  field: Field,
  name: string,
  context: RuleContext,
): readonly FileChange[] {
  const { lineage, tenant } = context;
  const own = lineage.relationOfSource(source).id;
  return tenant.databases.flatMap((database) =>
    database.tables
      .filter((table) =>
        lineage.upstream(lineage.relationOfTable(database, table)).some((relation) => relation.id === own),
      )
      .flatMap((table) => table.columns.filter((column) => column.name === field.name))
      .flatMap((column) => edited(column.file, renameKey(column.file.tree, column.entry, name))),
  );
}

/** Of a custom domain table the query makes the field: the column gets the name there. */
function inOwnQuery({ query }: Source, from: string, to: string): readonly FileChange[] {
  const [first] = query?.parsed?.query ? outermostSelects(query.parsed.query) : [];
  const made = first?.items.find(
    (item) => item.kind === 'expression' && item.name.toLowerCase() === from.toLowerCase(),
  );
  if (!query || made?.kind !== 'expression') return [];
  const alias = made.aliases.at(-1);
  const { end } = made.expression.range;
  const change = sqlChange(
    query,
    [alias ? { range: alias.range, newText: to } : { range: { start: end, end }, newText: ` AS ${to}` }],
    { beside: true },
  );
  return change ? [change] : [];
}

/** True for the queries that read the source, directly or not; its own reads columns of others. */
function seesField(query: SqlText, source: Source, context: RuleContext): boolean {
  const { lineage } = context;
  const scope = lineage.scopeOf(query);
  if (!scope) return false;
  if (scope.source === source) return false;
  const relation = scope.source
    ? lineage.relationOfSource(scope.source)
    : scope.database && scope.table
      ? lineage.relationOfTable(scope.database, scope.table)
      : null;
  const own = lineage.relationOfSource(source).id;
  return relation !== null && lineage.upstream(relation).some((one) => one.id === own);
}

/** The edits that rename a column wherever a query reads it. A name like this can only stand between backticks there. */
function inQuery(query: SqlText, from: string, to: string): readonly FileChange[] {
  const parsed = query.parsed?.query;
  if (!parsed) return [];
  const edits = columnReads(parsed).flatMap((column): readonly SqlEdit[] => {
    const last = column.parts.at(-1);
    return last?.text.toLowerCase() === from.toLowerCase() ? [{ range: last.range, newText: to }] : [];
  });
  const change = edits.length > 0 ? sqlChange(query, edits, { beside: true }) : null;
  return change ? [change] : [];
}
