import { catalog } from '../catalog/load.js';
import type { StandardTable } from '../catalog/types.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Relation, RelationColumns } from '../lineage/lineage.js';
import type { Database, Source, SqlText } from '../tenant/tenant.js';
import { documentation, featuresNeeding, standardTableOf } from './describeColumn.js';
import { code, listed, paragraphs, plain, sentence, someOf } from './markdown.js';
import type { Target } from './target.js';

const mostColumns = 12;
const sourceKinds: Record<Source['kind'], string> = {
  feed: 'feed',
  bridge: 'table from a bridge',
  custom_domain_table: 'custom domain table',
  external: 'table that is not described here',
};

/** A source: what it holds, what Stitch makes of it, its columns. */
export function describeSource(snapshot: Snapshot, source: Source): string {
  const tagged = source.fields.filter((field) => field.semantics.length > 0);
  const { lineage } = snapshot;
  const roles = [
    ...(lineage.profileSources.includes(source) ? ['describes customers'] : []),
    ...(lineage.itemSources.includes(source) ? ['holds purchased items'] : []),
    ...(source.stitch?.value === true ? ['is part of Stitch'] : []),
  ];
  return paragraphs(
    `**${code(source.name)}**: ${sourceKinds[source.kind]}`,
    source.description === null ? null : plain(source.description),
    roles.length === 0 ? null : `It ${listed(roles)}.`,
    `${tagged.length} of ${source.fields.length} fields have a semantic tag.`,
    columnsText(lineage.columnsOf(lineage.relationOfSource(source))),
  );
}

/** A table of a database: how it is built, what it reads, its columns, and what it is if it is a standard one. */
export function describeTable(snapshot: Snapshot, relation: Extract<Relation, { kind: 'table' }>): string {
  const { table, database } = relation;
  const standard = standardTableOf(relation);
  const columns = snapshot.lineage.columnsOf(relation);
  const reads = columns.reads.map((read) => read.name);
  return paragraphs(
    `**${code(table.name)}**: table of ${code(database.name)}${table.build === null ? '' : `, built as ${code(table.build.value)}`}`,
    table.description === null ? null : plain(table.description),
    standard === null ? null : standardText(standard),
    reads.length === 0 ? null : `Reads ${someOf(reads, 6)}.`,
    columnsText(columns),
    standard === null ? null : linkOf(standard),
  );
}

/** A standard table by its name: what it is, who makes it, and whether this tenant has it. */
export function describeStandardTable(snapshot: Snapshot, name: string, relation: Relation | null): string {
  const standard = catalog.standardTable(name);
  if (standard === null) {
    return paragraphs(
      `**${code(name)}**`,
      catalog.isProductMade(name)
        ? 'A table that the product or its models make. Its columns are not described here.'
        : 'Nothing here is known by this name.',
    );
  }
  return paragraphs(
    `**${code(standard.name)}**: standard table`,
    standardText(standard),
    relation === null ? outputText(snapshot, standard) : columnsText(snapshot.lineage.columnsOf(relation)),
    linkOf(standard),
  );
}

export function describeDatabase(database: Database): string {
  const kind = database.kind?.value ?? 'kind not said';
  return paragraphs(
    `**${code(database.name)}**: database (${code(kind)})`,
    `${database.tables.length} ${database.tables.length === 1 ? 'table' : 'tables'}${database.active?.value === false ? ', not active' : ''}.`,
  );
}

export function describeCte(snapshot: Snapshot, query: SqlText, name: string): string {
  const view = snapshot.lineage.queryView(query);
  const table = [...(view?.analysis.outputs.keys() ?? [])]
    .flatMap((inner) => inner.ctes)
    .find((cte) => cte.name.text.toLowerCase() === name.toLowerCase());
  const output = table === undefined ? undefined : view?.analysis.outputs.get(table.query);
  return paragraphs(
    `**${code(name)}**: common table expression`,
    output === undefined
      ? null
      : namesText(
          output.columns.map((column) => column.name),
          output.complete,
        ),
  );
}

/** The name that a query gives to what it reads: what that is, or else its columns. */
export function describeAlias(target: Extract<Target, { kind: 'alias' }>, of: string | null): string {
  const names = target.columns.columns.map((column) => column.name);
  return paragraphs(
    `**${code(target.name.text)}**: alias in this query`,
    of ?? namesText(names, target.columns.complete),
  );
}

/** The names of a relation's columns. */
export function columnsText(columns: RelationColumns): string | null {
  return namesText(
    [...columns.columns.values()].map((column) => column.name),
    columns.complete,
  );
}

export function namesText(names: readonly string[], complete: boolean): string | null {
  if (names.length === 0) {
    return complete ? null : 'Its columns are not known.';
  }
  return `${names.length} columns${complete ? '' : ' known, maybe more'}: ${someOf(names, mostColumns)}.`;
}

function standardText(standard: StandardTable): string {
  const required = catalog.requiredTables.find(({ table }) => table === standard.name);
  const features = featuresNeeding(standard.name);
  return paragraphs(
    sentence(standard.description),
    standard.grain === ''
      ? null
      : `One row per ${standard.grain.replace(/^one row per /i, '').replace(/\.$/, '')}.`,
    required === undefined
      ? null
      : `${required.severity === 'error' ? 'A customer 360 database must have it' : 'A customer 360 database should have it'}: ${sentence(required.purpose)} Build mode: ${listed(required.builds.map(code)).replace(' and ', ' or ')}.`,
    features.length === 0 ? null : `Needed by ${listed(features)}.`,
  );
}

function outputText(snapshot: Snapshot, standard: StandardTable): string | null {
  if (standard.origin !== 'stitch output' || standard.madeBy.length === 0) {
    return null;
  }
  const there = snapshot.lineage.coreTables.some((core) => core.name === standard.name);
  const groups = standard.madeBy.map((group) =>
    group === 'profile' ? 'profile tags' : `${code(group)} tags`,
  );
  return there
    ? 'Stitch makes it from the tags of this tenant.'
    : `Stitch makes it once a source has ${listed(groups).replace(' and ', ' or ')}.`;
}

function linkOf(standard: StandardTable): string | null {
  const [page] = standard.sources;
  return page === undefined ? null : documentation(page);
}
