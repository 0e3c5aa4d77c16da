import type { FeatureId } from '../catalog/types.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { entryOf, resolveAlias } from '../syntax/navigate.js';
import type { MappingNode, ScalarNode } from '../syntax/tree.js';
import type { Database, Item, Source, Table, Tenant } from '../tenant/tenant.js';
import { sourceNamed, targetOfColumn, targetOfRelation, type Occurrence, type Target } from './target.js';

type Report = (occurrence: Occurrence) => void;

/** Every word of the tenant's YAML that stands for something of the tenant or the product. */
export function yamlOccurrences(snapshot: Snapshot): Occurrence[] {
  const found: Occurrence[] = [];
  const report: Report = (occurrence) => found.push(occurrence);
  const { tenant } = snapshot;
  settings(tenant, report);
  for (const source of tenant.sources) {
    sourceWords(snapshot, source, report);
  }
  for (const database of tenant.databases) {
    databaseWords(snapshot, database, report);
  }
  return found;
}

function settings(tenant: Tenant, report: Report): void {
  for (const { feature, setting } of tenant.features) {
    report(yaml(setting.key, { kind: 'feature', feature: feature as FeatureId }));
  }
  for (const { key, setting } of tenant.verified) {
    report(yaml(setting.key, { kind: 'verification', key }));
  }
  for (const { rule, setting } of tenant.rules) {
    report(yaml(setting.key, { kind: 'rule', rule }));
  }
}

function sourceWords(snapshot: Snapshot, source: Source, report: Report): void {
  const relation = snapshot.lineage.relationOfSource(source);
  report(yaml(source.place, { kind: 'source', source }, 'declaration'));
  for (const field of source.fields) {
    report(yaml(field.place, { kind: 'field', source, field: field.name }, 'declaration'));
    tags(field.semantics, report);
  }
  for (const key of source.primaryKey) {
    // A custom domain table's key may be a column of its query that `fields` says nothing of.
    report(yaml(key.place, targetOfColumn(relation, key.value)));
  }
}

function databaseWords(snapshot: Snapshot, database: Database, report: Report): void {
  const parts = database.parts.length > 0 ? database.parts : [database];
  for (const part of parts) {
    report(yaml(part.place, { kind: 'database', database }, 'declaration'));
    activationWords(snapshot, database, resolveAlias(part.entry.value), part.file.uri, report);
  }
  for (const table of database.tables) {
    tableWords(snapshot, database, table, report);
  }
}

function tableWords(snapshot: Snapshot, database: Database, table: Table, report: Report): void {
  const { tenant, lineage } = snapshot;
  const relation = lineage.relationOfTable(database, table);
  report(yaml(table.place, targetOfRelation(relation), 'declaration'));
  if (table.build !== null) {
    report(yaml(table.build.place, { kind: 'build', build: table.build.value, table }));
  }
  if (table.source !== null) {
    const resolution = lineage.resolvePassthrough(table.source.value);
    const target: Target =
      resolution.kind === 'relation'
        ? targetOfRelation(resolution.relation)
        : { kind: 'standard-table', name: table.source.value, relation: null };
    report(yaml(table.source.place, target));
  }
  if (table.tableSemantic !== null) {
    report(
      yaml(table.tableSemantic.place, {
        kind: 'standard-table',
        name: table.tableSemantic.value,
        relation: null,
      }),
    );
  }
  for (const item of table.sourcePriority) {
    const source = sourceNamed(tenant.sources, item.value);
    if (source !== null) {
      report(yaml(item.place, { kind: 'source', source }));
    }
  }
  for (const column of table.columns) {
    report(yaml(column.place, targetOfColumn(relation, column.name), 'declaration'));
    tags(column.semantics, report);
  }
}

/** `activation_ids: {household: {table: …, field: …}}`. */
function activationWords(
  snapshot: Snapshot,
  database: Database,
  node: ReturnType<typeof resolveAlias>,
  uri: string,
  report: Report,
): void {
  const ids = valueOf(node, 'activation_ids');
  if (ids?.kind !== 'mapping') {
    return;
  }
  for (const entry of ids.entries) {
    const id = resolveAlias(entry.value);
    const named = scalarOf(id, 'table');
    const table = database.tables.find(({ key }) => key === named?.text.toLowerCase());
    if (named === null || table === undefined) {
      continue;
    }
    const relation = snapshot.lineage.relationOfTable(database, table);
    report(yaml({ uri, range: named.range }, targetOfRelation(relation)));
    const field = scalarOf(id, 'field');
    if (field !== null) {
      report(yaml({ uri, range: field.range }, targetOfColumn(relation, field.text)));
    }
  }
}

function valueOf(node: ReturnType<typeof resolveAlias>, key: string): ReturnType<typeof resolveAlias> {
  return node?.kind === 'mapping' ? resolveAlias(entryOf(node as MappingNode, key)?.value) : null;
}

function scalarOf(node: ReturnType<typeof resolveAlias>, key: string): ScalarNode | null {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? value : null;
}

function tags(items: readonly Item[], report: Report): void {
  for (const item of items) {
    report(yaml(item.place, { kind: 'tag', tag: item.value }));
  }
}

function yaml(
  place: Occurrence['place'],
  target: Target,
  role: Occurrence['role'] = 'reference',
): Occurrence {
  return { place, target, role, language: 'yaml' };
}
