import { sqlName } from '../../edits/queries/layout.js';
import { setInEntry } from '../../edits/yaml.js';
import type { Database, Source, Table } from '../../tenant/tenant.js';
import { featureNames } from '../features.js';
import { edited, fixOf } from '../fix.js';
import { nearestTable } from '../nearestTable.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { customer360Databases, isComplete, partForTables } from './customer360Databases.js';

export const customDomainTableNotPassedThrough: Rule = {
  id: 'custom-domain-table-not-passed-through',
  group: 'databases',
  title: 'No table of the customer 360 database reads a custom domain table',
  severity: 'warning',
  requirements: ['P05b'],
  sources: ['operator/add_campaigns.html#add-campaigns-verify-prerequisites'],
  check(context) {
    const made = context.tenant.sources.filter((source) => source.kind === 'custom_domain_table');
    if (context.enabled.length === 0 || made.length === 0) return;
    const readByOthers = readBySources(context);
    const readBy = customer360Databases(context.tenant)
      .filter(isComplete)
      .flatMap((database) => {
        const read = readByDatabase(context, database);
        return read ? [{ database, read }] : [];
      });
    for (const source of made) {
      const lacking = readBy.filter(({ read }) => !read.has(source.key)).map(({ database }) => database);
      if (lacking.length > 0) report(context, source, lacking, readByOthers.has(source.key));
    }
  },
};

/** The keys of the sources that custom domain tables read, themselves aside. */
function readBySources({ lineage, tenant }: RuleContext): ReadonlySet<string> {
  return new Set(
    tenant.sources
      .filter((source) => source.kind === 'custom_domain_table')
      .flatMap((source) =>
        lineage
          .columnsOf(lineage.relationOfSource(source))
          .reads.flatMap((read) =>
            read.kind === 'source' && read.source !== source ? [read.source.key] : [],
          ),
      ),
  );
}

/** The keys of the sources that tables of a database read; null where a table cannot be read in full. */
function readByDatabase(context: RuleContext, database: Database): ReadonlySet<string> | null {
  const { lineage } = context;
  const keys = new Set<string>();
  for (const table of database.tables) {
    const { unknown, reads } = lineage.columnsOf(lineage.relationOfTable(database, table));
    if (unknown?.kind === 'unparsed' || unknown?.kind === 'not-described') return null;
    for (const read of reads) if (read.kind === 'source') keys.add(read.source.key);
    const meant = sourceMeant(context, table);
    if (meant !== null) keys.add(meant);
  }
  return keys;
}

/** The source that a passthrough of nothing most likely means: the slip of the pen is a finding of its own. */
function sourceMeant({ catalog, lineage, tenant }: RuleContext, table: Table): string | null {
  if (table.build?.value !== 'passthrough') return null;
  const name = table.source?.value ?? table.name;
  if (lineage.resolvePassthrough(name).kind !== 'unknown') return null;
  const near = nearestTable(
    catalog,
    name,
    tenant.sources.map((source) => source.name),
  );
  return tenant.sources.find((source) => source.name === near)?.key ?? null;
}

function report(
  context: RuleContext,
  source: Source,
  databases: readonly Database[],
  readByAnother: boolean,
): void {
  const [only, ...others] = databases;
  context.report({
    place: source.place,
    ...(readByAnother ? { severity: 'info' as const } : {}),
    message: `No table of ${namesOf(databases)} reads the custom domain table \`${source.name}\`, so ${featureNames(context)} cannot use it. Add a passthrough of it.`,
    data: {
      database: others.length === 0 ? (only?.name ?? null) : null,
      source: source.name,
      features: context.enabled,
    },
    fixes: passthroughFix(source, databases),
  });
}

/** The names of a few databases; of many only how many they are. */
function namesOf(databases: readonly Database[]): string {
  const few = 3;
  return databases.length <= few
    ? listed(databases.map((database) => database.name))
    : `${String(databases.length)} customer 360 databases`;
}

/** One passthrough in each; none where the name already means something else. */
function passthroughFix(source: Source, databases: readonly Database[]): readonly Fix[] {
  const name = sqlName(source.name).replace(/`/g, '');
  const isTaken = databases.some(({ tables }) => tables.some((table) => table.key === name.toLowerCase()));
  if (isTaken) return [];
  return [
    fixOf({
      title: `Add \`${name}\` to ${namesOf(databases)} as a passthrough`,
      preferred: true,
      addsOnly: true,
      changes: () =>
        databases.flatMap((database) => {
          const part = partForTables(database);
          const entries: [string, string][] = [['build', 'passthrough']];
          if (name !== source.name) entries.push(['source', source.name]);
          const value = { flow: { map: entries } };
          return edited(part.file, setInEntry(part.file.tree, part.entry, ['tables', name], value));
        }),
    }),
  ];
}
