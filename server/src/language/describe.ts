import { catalog } from '../catalog/load.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { allRules } from '../rules/registry.js';
import {
  describeColumn,
  describeField,
  describeInnerColumn,
  documentation,
  featuresNeeding,
  neededBy,
} from './describeColumn.js';
import {
  describeAlias,
  describeCte,
  describeDatabase,
  describeSource,
  describeStandardTable,
  describeTable,
} from './describeTable.js';
import type { Table } from '../tenant/tenant.js';
import { code, link, listed, paragraphs, sentence, someOf } from './markdown.js';
import type { Target } from './target.js';

/** What a word stands for, in Markdown; short, in plain words. Null where there is nothing to say. */
export function describe(snapshot: Snapshot, target: Target): string | null {
  switch (target.kind) {
    case 'source':
      return describeSource(snapshot, target.source);
    case 'database':
      return describeDatabase(target.database);
    case 'table':
      return describeTable(snapshot, target.relation);
    case 'standard-table':
      return describeStandardTable(snapshot, target.name, target.relation);
    case 'field':
      return describeField(snapshot, target.source, target.field);
    case 'column':
      return describeColumn(snapshot, target.relation, target.column);
    case 'cte':
      return describeCte(snapshot, target.query, target.cte.name.text);
    case 'alias':
      return describeAlias(target, target.of === null ? null : describe(snapshot, target.of));
    case 'inner-column':
      return describeInnerColumn(snapshot, target);
    case 'tag':
      return paragraphs(describeTag(target.tag), taggedHere(snapshot, target.tag));
    case 'feature':
      return describeFeature(target.feature);
    case 'verification':
      return describeVerification(target.key);
    case 'rule':
      return describeRule(target.rule);
    case 'build':
      return describeBuild(target.build, target.table);
  }
}

/** A semantic tag: its meaning, types, and the columns that it makes. */
export function describeTag(tag: string): string {
  const match = catalog.semantic(tag);
  const column = catalog.columnOf(tag);
  if (match === null) {
    return paragraphs(
      `**${code(tag)}**: custom semantic tag`,
      column === null ? null : `Makes the column ${code(column)}.`,
    );
  }
  const { semantic, group, how } = match;
  const types = semantic.types.filter((type) => type !== 'varies');
  return paragraphs(
    `**${code(tag)}**: semantic tag (${group.displayName})${how === 'custom' ? ', custom' : ''}`,
    how === 'custom' ? null : sentence(semantic.description),
    how === 'custom' || semantic.notes === null ? null : sentence(semantic.notes),
    types.length === 0 ? null : `Type: ${types.join(' or ')}.`,
    column === null
      ? null
      : `Makes ${code(column)}${semantic.tables.length === 0 ? '' : ` in ${listed(semantic.tables.map(code))}`}.`,
    column === null ? null : neededBy(null, column),
    documentation(group.source),
  );
}

export function describeFunction(name: string): string | null {
  const found = catalog.sqlFunction(name);
  return found === null
    ? null
    : paragraphs(`**${code(found.signature)}**: ${found.kind} function`, sentence(found.help));
}

/** A build mode, and in which one a standard table has to be. */
export function describeBuild(build: string, table: Table): string | null {
  const mode = catalog.buildModes.find(({ id }) => id === build);
  const required = catalog.requiredTables.find((one) => one.table === table.standard);
  const features = table.standard === null ? [] : featuresNeeding(table.standard);
  return mode === undefined
    ? null
    : paragraphs(
        `**${code(mode.id)}**: ${mode.displayName}`,
        sentence(mode.description),
        required === undefined
          ? null
          : `${code(required.table)} is to be built as ${required.builds.map(code).join(' or ')}${features.length === 0 ? '' : `, for ${listed(features)}`}.`,
        documentation(mode.source),
      );
}

/** The fields of this tenant that have a tag. */
function taggedHere(snapshot: Snapshot, tag: string): string {
  const fields = snapshot.tenant.sources.flatMap((source) =>
    source.fields
      .filter(({ semantics }) => semantics.some(({ value }) => value === tag))
      .map((field) => `${source.name}.${field.name}`),
  );
  return fields.length === 0 ? '' : `In this tenant: ${someOf(fields, 6)}.`;
}

export function describeRule(id: string): string | null {
  const rule = allRules.find((candidate) => candidate.id === id);
  const [page] = rule?.sources ?? [];
  return rule === undefined
    ? null
    : paragraphs(
        `**${code(rule.id)}**: ${rule.title}`,
        `Severity unless said otherwise: ${rule.severity}.`,
        page === undefined ? null : documentation(page),
      );
}

function describeFeature(id: Parameters<typeof catalog.feature>[0]): string {
  const feature = catalog.feature(id);
  return paragraphs(
    `**${feature.displayName}**`,
    sentence(feature.description),
    link('Documentation', catalog.docsUrl(feature.source)),
  );
}

function describeVerification(key: string): string | null {
  const verification = catalog.verification(key);
  if (verification === null) {
    return null;
  }
  const { staleAfterDays } = verification;
  return paragraphs(
    `**${code(key)}**: checked by people`,
    sentence(verification.description),
    'The value is the day on which it was last done.',
    staleAfterDays === null ? null : `To be done again after ${staleAfterDays} days.`,
    documentation(verification.source),
  );
}
