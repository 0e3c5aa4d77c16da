import { catalog } from '../catalog/load.js';
import type { FeatureId, RequiredColumn, StandardColumn, StandardTable } from '../catalog/types.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Column, ColumnOrigin, Relation } from '../lineage/lineage.js';
import type { Source } from '../tenant/tenant.js';
import { code, link, listed, paragraphs, plain, sentence } from './markdown.js';
import type { Target } from './target.js';

/** How many steps back, and how many ways at each, a hover shows. */
const mostSteps = 8;
const mostBranches = 3;

/** A column of a table: what it is, who needs it, which tag makes it, and where it comes from in this tenant. */
export function describeColumn(snapshot: Snapshot, relation: Relation, name: string): string {
  const column = snapshot.lineage.columnsOf(relation).columns.get(name.toLowerCase()) ?? null;
  const standard = standardTableOf(relation);
  const documented = standard === null ? null : columnOfStandard(standard, name);
  const type = typeText(column?.type ?? documented?.type ?? null);
  return paragraphs(
    `**${code(column?.name ?? name)}** ${type}: column of ${code(relation.name)}`,
    documented === null ? declaredDescription(relation, name) : sentence(documented.description),
    presenceText(snapshot, relation, name, column),
    neededBy(standard?.name ?? null, name),
    semanticText(documented?.semantic ?? column?.semantic ?? null),
    column === null ? null : originText(snapshot, relation, column),
    standard?.sources[0] === undefined ? null : documentation(standard.sources[0]),
  );
}

/** A field of a source: its type, its tags and what these make. */
export function describeField(snapshot: Snapshot, source: Source, name: string): string {
  const field = source.fields.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const relation = snapshot.lineage.relationOfSource(source);
  const column = snapshot.lineage.columnsOf(relation).columns.get(name.toLowerCase()) ?? null;
  const tags = (field?.semantics ?? []).map(({ value }) => value);
  return paragraphs(
    `**${code(field?.name ?? name)}** ${typeText(field?.type ?? column?.type ?? null)}: field of ${code(source.name)}`,
    tags.length === 0 ? 'It has no semantic tag, so Stitch makes nothing of it.' : null,
    ...tags.map(
      (tag) =>
        `${code(tag)}: ${[tagEffect(tag), neededBy(null, catalog.columnOf(tag) ?? '')].filter(Boolean).join(' ')}`,
    ),
    source.kind === 'custom_domain_table' && column !== null ? originText(snapshot, relation, column) : null,
  );
}

/** A column of a CTE or a subquery. */
export function describeInnerColumn(
  snapshot: Snapshot,
  target: Extract<Target, { kind: 'inner-column' }>,
): string {
  const origins = target.origins.flatMap((origin): ColumnOrigin[] =>
    origin.kind === 'column' || origin.kind === 'field' ? [origin] : [],
  );
  return paragraphs(
    `**${code(target.column)}** ${typeText(target.type)}: column within this query`,
    originLines(snapshot, '', origins, new Set()),
  );
}

/** The features that need any column of a standard table, or will be poorer without. */
export function featuresNeeding(table: string): string[] {
  const needed = new Set(
    catalog.requiredColumns
      .filter((required) => required.table === table)
      .flatMap((required) => featureNames(required, 'error')),
  );
  return [...needed];
}

/** Which features need a column of a standard table; null where none does. */
export function neededBy(table: string | null, column: string): string | null {
  const needs = requirementsOf(table, column);
  const lines = needs.flatMap((required) => {
    const must = featureNames(required, 'error');
    const should = featureNames(required, 'warning');
    const where = table === null ? ` in ${code(required.table)}` : '';
    return [
      ...(must.length > 0 ? [`Needed by ${listed(must)}${where}.`] : []),
      ...(should.length > 0 ? [`Makes ${listed(should)} better${where}.`] : []),
    ];
  });
  return lines.length === 0 ? null : [...new Set(lines)].join(' ');
}

/** What a tag does to a field, in a few words. */
export function tagEffect(tag: string): string {
  const column = catalog.columnOf(tag);
  const match = catalog.semantic(tag);
  if (column === null) {
    return match === null ? 'a custom tag.' : sentence(match.semantic.description);
  }
  const tables = match?.semantic.tables ?? [];
  return tables.length === 0
    ? `makes the column ${code(column)}.`
    : `makes ${code(column)} in ${listed(tables.map(code))}.`;
}

export function documentation(page: string): string {
  return link('Documentation', catalog.docsUrl(page));
}

export function standardTableOf(relation: Relation): StandardTable | null {
  if (relation.kind === 'table') {
    const { standard } = relation.table;
    return standard === null ? null : catalog.standardTable(standard);
  }
  return relation.kind === 'source' ? null : catalog.standardTable(relation.name);
}

function requirementsOf(table: string | null, column: string): RequiredColumn[] {
  const name = column.toLowerCase();
  return catalog.requiredColumns.filter(
    (required) => required.column.toLowerCase() === name && (table === null || required.table === table),
  );
}

function featureNames(required: RequiredColumn, weight: 'error' | 'warning'): string[] {
  return (Object.entries(required.features) as [FeatureId, string][])
    .filter(([, severity]) => severity === weight)
    .map(([feature]) => catalog.feature(feature).displayName);
}

function columnOfStandard(table: StandardTable, name: string): StandardColumn | null {
  return table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? null;
}

function declaredDescription(relation: Relation, name: string): string | null {
  if (relation.kind !== 'table') {
    return null;
  }
  const declared = relation.table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  return declared?.description ? plain(declared.description) : null;
}

function presenceText(
  snapshot: Snapshot,
  relation: Relation,
  name: string,
  column: Column | null,
): string | null {
  if (column === null) {
    return snapshot.lineage.stateOf(relation, name) === 'absent' ? 'It is not in this table.' : null;
  }
  if (column.unfilled) {
    return 'It is there and empty: no source has its tag.';
  }
  if (column.nullConstant) {
    return 'It is always NULL here.';
  }
  return column.presence === 'maybe' ? 'It may be there or not: that depends on the tenant.' : null;
}

function semanticText(tag: string | null): string | null {
  return tag === null ? null : `Made by the semantic ${code(tag)}.`;
}

/** Each step back on a line of its own, as far as it is known. */
function originText(snapshot: Snapshot, relation: Relation, column: Column): string | null {
  return originLines(snapshot, relation.name, column.from, new Set([keyOf(relation, column.name)]));
}

function originLines(
  snapshot: Snapshot,
  to: string,
  origins: readonly ColumnOrigin[],
  seen: Set<string>,
): string | null {
  const lines: string[] = [];
  collectOrigins(snapshot, to, origins, 0, lines, seen);
  return lines.length === 0 ? null : `Comes from\n${lines.join('\n')}`;
}

function collectOrigins(
  snapshot: Snapshot,
  to: string,
  origins: readonly ColumnOrigin[],
  depth: number,
  lines: string[],
  seen: Set<string>,
): void {
  const indent = '  '.repeat(depth);
  for (const origin of origins.slice(0, mostBranches)) {
    if (origin.kind === 'field') {
      lines.push(
        `${indent}- field ${code(origin.field)} of ${code(origin.source.name)}${tagsOf(origin.source, origin.field)}`,
      );
      continue;
    }
    // A passthrough of a core table has its name: to say it twice would only puzzle.
    const isNamesake = origin.relation.name === to;
    if (!isNamesake) {
      lines.push(`${indent}- ${code(`${origin.relation.name}.${origin.column}`)}`);
    }
    const key = keyOf(origin.relation, origin.column);
    const next = snapshot.lineage.columnsOf(origin.relation).columns.get(origin.column.toLowerCase());
    if (next !== undefined && depth + 1 < mostSteps && !seen.has(key)) {
      seen.add(key);
      collectOrigins(snapshot, origin.relation.name, next.from, isNamesake ? depth : depth + 1, lines, seen);
    }
  }
  if (origins.length > mostBranches) {
    lines.push(`${indent}- and ${origins.length - mostBranches} more`);
  }
}

function tagsOf(source: Source, field: string): string {
  const found = source.fields.find((one) => one.name.toLowerCase() === field.toLowerCase());
  const tags = (found?.semantics ?? []).map(({ value }) => code(value));
  return tags.length === 0 ? '' : ` (${tags.join(', ')})`;
}

function keyOf(relation: Relation, column: string): string {
  return `${relation.id} ${column.toLowerCase()}`;
}

function typeText(type: string | null): string {
  return type === null || type === 'unknown' || type === 'varies' ? '' : `_${type}_`;
}
