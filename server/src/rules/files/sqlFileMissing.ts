import { sqlName, selectLines } from '../../edits/queries/layout.js';
import { nullOfType } from '../../edits/queries/queryContext.js';
import { tableQuery } from '../../edits/queries/tableQuery.js';
import type { QueryScope } from '../../lineage/lineage.js';
import type { Source, SqlText } from '../../tenant/tenant.js';
import { queryContextOf } from '../databases/customer360Databases.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';

export const sqlFileMissing: Rule = {
  id: 'sql-file-missing',
  group: 'files',
  title: 'A `.sql` file that is named cannot be read',
  severity: 'error',
  requirements: [],
  sources: [],
  check(context) {
    for (const query of context.tenant.queries) {
      const reason = reasonOf(query);
      if (reason === null) continue;
      const scope = context.lineage.scopeOf(query);
      const name = scope?.table?.name ?? scope?.source?.name ?? '';
      const isEmpty = query.setting.value.trim() === '';
      const fix = query.state === 'missing' && !isEmpty ? createFix(query, scope, context) : null;
      context.report({
        place: query.setting.place,
        message: `${isEmpty ? '`sql_file` names no file' : `\`${query.setting.value}\` ${reason}`}, so \`${name}\` has no SQL.`,
        data: {
          database: scope?.database?.name ?? null,
          table: scope?.table?.name ?? null,
          source: scope?.source?.name ?? null,
        },
        fixes: fix ? [fix] : [],
      });
    }
  },
};

function reasonOf({ origin, state }: SqlText): string | null {
  if (origin !== 'file') return null;
  switch (state) {
    case 'missing':
      return 'is not there (the path counts from the file that names it)';
    case 'unreadable':
      return 'cannot be read';
    case 'outside':
      return 'lies outside the workspace, where no file is read';
    default:
      return null;
  }
}

function createFix(query: SqlText, scope: QueryScope | null, context: RuleContext): Fix {
  return fixOf({
    title: `Make \`${query.setting.value}\` with a query to start from`,
    addsOnly: true,
    changes: () => [{ kind: 'create', uri: query.uri, text: `${startingQuery(scope, context)}\n` }],
  });
}

/** A query that runs and that somebody can go on from. */
function startingQuery(scope: QueryScope | null, context: RuleContext): string {
  if (scope?.source) return sourceQuery(scope.source, context);
  const { table, database } = scope ?? {};
  const standard = table
    ? tableQuery(table.standard ?? table.name, queryContextOf(context, database ?? null))
    : null;
  if (standard !== null) return standard;
  return [
    `-- What ${table?.name ?? 'the table'} is made of: one row for each customer.`,
    'SELECT',
    '  amperity_id',
    'FROM Merged_Customers',
  ].join('\n');
}

/** The declared fields, from the feed that has most of them; NULL for those that it lacks. */
function sourceQuery(source: Source, context: RuleContext): string {
  const names = source.fields.map((field) => field.name.toLowerCase());
  const shared = (other: Source): number =>
    other.fields.filter((field) => names.includes(field.name.toLowerCase())).length;
  const [feed] = context.tenant.sources
    .filter((other) => other !== source && other.kind !== 'custom_domain_table')
    .sort((a, b) => shared(b) - shared(a) || sameRecords(b, source) - sameRecords(a, source));
  const comment = `-- What ${source.name} is made of.`;
  if (!feed)
    return [
      comment,
      selectLines([{ expression: nullOfType('string'), alias: source.fields[0]?.name ?? 'row_key' }]),
    ].join('\n');
  const from = `FROM ${sqlName(feed.name)}`;
  if (source.fields.length === 0)
    return [comment, selectLines([{ expression: '*', alias: null }]), from].join('\n');
  const has = new Set(feed.fields.map((field) => field.name.toLowerCase()));
  const items = source.fields.map(({ name, type }) =>
    has.has(name.toLowerCase())
      ? { expression: sqlName(name), alias: null }
      : { expression: nullOfType(type ?? 'string'), alias: name },
  );
  return [comment, selectLines(items), from].join('\n');
}

function sameRecords(a: Source, b: Source): number {
  return a.records.filter((records) => b.records.includes(records)).length;
}
