import { catalog } from '../catalog/load.js';
import { keyDoc } from '../format/keys.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { sourceNamed } from './target.js';
import type { Choice } from './choice.js';
import { describeTag } from './describe.js';
import { tagEffect } from './describeColumn.js';
import { formatRole } from './fileRole.js';
import { databaseNamed } from './yamlNames.js';
import type { YamlContext } from './yamlContext.js';

/** The values that a key may have: those of the format's lists, and names of the tenant. */
export function valueChoices(snapshot: Snapshot, uri: string, context: YamlContext): Choice[] {
  const doc = keyDoc(context.path, formatRole(uri));
  const listed: Choice[] = (doc?.values ?? []).map(({ value, description }, index) => ({
    label: value,
    kind: 'value',
    rank: index,
    ...(description === '' ? {} : { documentation: description }),
  }));
  return [...listed, ...tenantValues(snapshot, context)].map((choice) => ({
    ...choice,
    insert: choice.insert ?? scalarText(choice.label, context.flow),
  }));
}

function tenantValues(snapshot: Snapshot, context: YamlContext): Choice[] {
  const { path } = context;
  const [top, name] = path;
  switch (path.at(-1)) {
    case 'semantics':
      return tagChoices(top === 'databases');
    case 'source':
      return top === 'databases' ? passthroughSources(snapshot) : [];
    case 'source_priority':
      return snapshot.lineage.profileSources.map((source) => ({ label: source.name, kind: 'source' }));
    case 'primary_key':
      return fieldChoices(snapshot, name);
    case 'table_semantic':
      return catalog.tables.map((table) => ({
        label: table.name,
        kind: 'table',
        documentation: table.description,
      }));
    case 'table':
      return (databaseNamed(snapshot, name)?.tables ?? []).map((table) => ({
        label: table.name,
        kind: 'table',
      }));
    default:
      return top === 'verified' && path.length === 2
        ? [{ label: snapshot.input.today, kind: 'value', detail: 'today' }]
        : [];
  }
}

/** The documented tags; those of databases stand on columns, all others on fields. */
function tagChoices(inDatabase: boolean): Choice[] {
  return catalog.semanticGroups.flatMap((group) =>
    group.semantics
      .filter((semantic) => !semantic.pattern && semantic.tag.startsWith('db/') === inDatabase)
      .map((semantic): Choice => ({
        label: semantic.tag,
        kind: 'tag',
        detail: `${group.displayName}: ${tagEffect(semantic.tag).replace(/`/g, '')}`,
        documentation: describeTag(semantic.tag),
        rank: semantic.requirement === 'required' ? 1 : 3,
      })),
  );
}

function passthroughSources(snapshot: Snapshot): Choice[] {
  return [
    ...snapshot.tenant.sources.map((source): Choice => ({ label: source.name, kind: 'source', rank: 1 })),
    ...snapshot.lineage.coreTables.map((core): Choice => ({
      label: core.name,
      kind: 'table',
      detail: 'made by Stitch',
      rank: 2,
    })),
  ];
}

function fieldChoices(snapshot: Snapshot, source: string | undefined): Choice[] {
  const found = source === undefined ? null : sourceNamed(snapshot.tenant.sources, source);
  return (found?.fields ?? []).map((field) => ({
    label: field.name,
    kind: 'column',
    ...(field.type === null ? {} : { detail: field.type }),
  }));
}

/** A value as plain YAML, between quotes where it would mean something else. */
function scalarText(value: string, flow: boolean): string {
  const plain = /^[\p{L}\p{N}_/][\p{L}\p{N}_/.:+-]*$/u.test(value) && !value.endsWith(':');
  const fits =
    plain || (!flow && /^[\p{L}\p{N}_/][\p{L}\p{N}_/.:+ -]*$/u.test(value) && !/: |:$/.test(value));
  return fits ? value : JSON.stringify(value);
}
