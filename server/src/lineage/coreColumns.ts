import type { Catalog } from '../catalog/catalog.js';
import type { StandardColumn, StandardTable } from '../catalog/types.js';
import type { Column, ColumnOrigin, Relation, RelationColumns } from './lineage.js';
import { settled } from './query/expressionTypes.js';
import type { TaggedField, UsedTags } from './usedTags.js';

/**
 * The columns of a core table, as the tenant's tags make it: documented ones, those that only tags make, and one for
 * each further tag of its group that a source uses.
 */
export function coreColumns(
  relation: Relation,
  table: StandardTable,
  used: UsedTags,
  catalog: Catalog,
): RelationColumns {
  const fields = fieldsOfTable(table, used);
  const columns = new Map<string, Column>();
  const maybePrefixes: string[] = [];
  for (const column of table.columns) {
    if (column.pattern) {
      if (column.presence !== 'tagged') maybePrefixes.push(prefixOf(column));
    } else {
      const made = documented(column, fieldsFilling(column.semantic ?? '', fields, catalog));
      if (made) columns.set(column.name.toLowerCase(), made);
    }
  }
  addTagged(columns, table, maybePrefixes, fields, catalog);
  return {
    relation,
    columns,
    complete: used.complete && !maybePrefixes.includes(''),
    unknown: used.complete && !maybePrefixes.includes('') ? null : { kind: 'not-described' },
    maybePrefixes,
    reads: [],
  };
}

/** The columns of a table that the product or its models make: none of them is certain. */
export function productColumns(relation: Relation, table: StandardTable | null): RelationColumns {
  const columns = (table?.columns ?? []).filter((column) => !column.pattern);
  return {
    relation,
    columns: new Map(
      columns.map((column) => [column.name.toLowerCase(), { ...ofDocumentation(column), presence: 'maybe' }]),
    ),
    complete: false,
    unknown: { kind: 'not-described' },
    maybePrefixes: [],
    reads: [],
  };
}

function fieldsOfTable(table: StandardTable, used: UsedTags): ReadonlyMap<string, readonly TaggedField[]> {
  const [only, ...more] = table.madeBy;
  if (only !== undefined && more.length === 0) {
    return used.fieldsOf(only);
  }
  const all = new Map<string, readonly TaggedField[]>();
  for (const group of table.madeBy) {
    for (const [tag, fields] of used.fieldsOf(group)) all.set(tag, [...(all.get(tag) ?? []), ...fields]);
  }
  return all;
}

/** The fields that have a tag; where none has, those with a tag that its column is derived from. */
function fieldsFilling(
  tag: string,
  fields: ReadonlyMap<string, readonly TaggedField[]>,
  catalog: Catalog,
): readonly TaggedField[] {
  const own = fields.get(tag);
  if (own) return own;
  return (derivedFrom(catalog).get(tag) ?? []).flatMap((other) => fields.get(other) ?? []);
}

const derivations = new WeakMap<Catalog, ReadonlyMap<string, readonly string[]>>();

/** The tags that a tag's column may be derived from. */
function derivedFrom(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const known = derivations.get(catalog);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const { tag, derives } of catalog.semanticGroups.flatMap(({ semantics }) => semantics)) {
    for (const derived of derives) made.set(derived, [...(made.get(derived) ?? []), tag]);
  }
  derivations.set(catalog, made);
  return made;
}

function documented(column: StandardColumn, fields: readonly TaggedField[]): Column | null {
  const isTagged = fields.length > 0;
  if (column.presence === 'tagged' && !isTagged) {
    return null;
  }
  const isConditional = (column.presence === 'maybe' || column.optIn) && !isTagged;
  return {
    ...ofDocumentation(column),
    presence: isConditional ? 'maybe' : 'certain',
    from: origins(fields),
    unfilled: column.semantic !== null && !isTagged,
  };
}

function ofDocumentation(column: StandardColumn): Column {
  return {
    name: column.name,
    type: settled(column.type),
    presence: 'certain',
    definedAt: null,
    from: [],
    nullConstant: false,
    semantic: column.semantic,
    unfilled: false,
    implicit: false,
  };
}

/** One column for each tag of the table's groups that the documentation does not list: custom ones, foreign keys. */
function addTagged(
  columns: Map<string, Column>,
  table: StandardTable,
  maybePrefixes: readonly string[],
  fields: ReadonlyMap<string, readonly TaggedField[]>,
  catalog: Catalog,
): void {
  for (const [tag, tagged] of fields) {
    const match = catalog.semantic(tag);
    const name = catalog.columnOf(tag);
    if (name === null || columns.has(name.toLowerCase())) continue;
    const fitsPattern = maybePrefixes.some(
      (prefix) => prefix !== '' && name.toLowerCase().startsWith(prefix),
    );
    if (!fitsPattern && !tablesOf(tag, catalog).includes(table.name)) continue;
    columns.set(name.toLowerCase(), {
      name,
      type: typeOfFields(tagged),
      // What a pattern describes (`fk_<name>`) is never certain.
      presence: match?.semantic.pattern === true ? 'maybe' : 'certain',
      definedAt: null,
      from: origins(tagged),
      nullConstant: false,
      semantic: tag,
      unfilled: false,
      implicit: false,
    });
  }
}

/** The tables that a tag fills. An unknown tag without a prefix is a custom profile tag. */
function tablesOf(tag: string, catalog: Catalog): readonly string[] {
  const group =
    catalog.semantic(tag)?.group ??
    (tag.includes('/')
      ? undefined
      : catalog.semanticGroups.find((candidate) => candidate.makesProfileSource));
  return group?.tables ?? [];
}

function typeOfFields(fields: readonly TaggedField[]): Column['type'] {
  const types = new Set(fields.map(({ field }) => field.type ?? 'unknown'));
  const [only] = types;
  return types.size === 1 && only !== undefined ? settled(only) : 'unknown';
}

function origins(fields: readonly TaggedField[]): ColumnOrigin[] {
  return fields.map(({ source, field }) => ({ kind: 'field', source, field: field.name }));
}

/** `fk_` of `fk_<name>`; empty where the name may be any. */
function prefixOf(column: StandardColumn): string {
  const bracket = column.name.indexOf('<');
  return (bracket === -1 ? column.name : column.name.slice(0, bracket)).toLowerCase();
}
