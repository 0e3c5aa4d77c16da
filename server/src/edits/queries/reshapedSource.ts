import type { Catalog } from '../../catalog/catalog.js';
import type { ColumnType, Semantic } from '../../catalog/types.js';
import { likelyPrimaryKey } from '../../tenant/likelyKeys.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import type { Field, Source } from '../../tenant/tenant.js';
import type { YamlValue } from '../value.js';
import { selectLines, sqlName } from './layout.js';
import { nullOfType, sqlType, type QueryContext } from './queryContext.js';

/** A column of the table that reshapes a source. */
export interface ReshapedColumn {
  readonly name: string;
  /** Null where the tag names none (a part of the key). */
  readonly type: ColumnType | null;
  readonly tags: readonly string[];
  /** The name of the field that it is made of; null where the source has nothing that fits. */
  readonly from: string | null;
  /** What `from` has to be cast to. */
  readonly cast: ColumnType | null;
}

/** A custom domain table that gives a source of interactions the shape that the transaction tags want. */
export interface ReshapedSource {
  readonly columns: readonly ReshapedColumn[];
  /** The names of its key's columns. */
  readonly primaryKey: readonly string[];
}

/** The field that says whose order a row belongs to, and its foreign key; null where nothing says so. */
export type ReshapedLink = { readonly field: Field; readonly tag: string } | null;

const prefix = 'txn-item/';
/** The custom key of the buyer that the documentation names, for a source that has no field for it yet. */
const buyerTag = `${prefix}customer-id`;

/** A tag as it is meant, where it is misspelt. */
export type Meaning = (field: Field, tag: string) => string;

/**
 * The columns of a table that reshapes `source`: its key, its link to the customer, what the source has for the
 * transaction tags, then, as NULL, every column that these tags or an enabled feature require and that it lacks.
 */
export function reshapedSource(
  source: Source,
  link: ReshapedLink,
  meant: Meaning,
  context: QueryContext,
): ReshapedSource {
  const { catalog } = context;
  const tagged = taggedColumns(source, link, meant, context);
  const key = keyFields(source, catalog);
  const extra = key
    .filter((name) => !tagged.some((column) => column.from === name))
    .map((name) => keyColumn(source, name, catalog));
  const order = new Map(source.fields.map((field, index) => [field.name, index]));
  const filled = [...extra, ...tagged].sort(
    (a, b) => (order.get(a.from ?? '') ?? -1) - (order.get(b.from ?? '') ?? -1),
  );
  const lacking = lackingColumns(new Set(filled.flatMap((column) => column.tags)), context);
  const buyer = filled.some((column) => isBuyersKey(column, catalog))
    ? []
    : [nullColumn(buyerTag, 'string', catalog)];
  const added = [...buyer, ...lacking];
  // Part of the key that is to be found may be what the tags want as well.
  const own = filled.filter(({ from, name }) => from !== null || !added.some((one) => one.name === name));
  const nameOf = (field: string): string =>
    own.find((column) => column.from === field)?.name ?? plainName(field);
  return { columns: [...own, ...added], primaryKey: key.map(nameOf) };
}

/** The query of a reshaped source. */
export function reshapedQuery(source: Source, { columns }: ReshapedSource, catalog: Catalog): string {
  const lacks = columns.some((column) => column.from === null);
  return [
    `-- One row for each item of an order, from ${source.name}, in the shape that the txn-item/ tags want.`,
    ...(lacks
      ? [`-- NULL stands for what ${source.name} does not have: put an expression there once there is one.`]
      : []),
    selectLines(
      columns.map((column) => ({
        expression: expressionOf(column, catalog),
        alias: column.from === column.name && column.cast === null ? null : column.name,
      })),
    ),
    `FROM ${sqlName(source.name)}`,
  ].join('\n');
}

/** The entry of `sources` that declares a reshaped source. */
export function reshapedSourceValue(source: Source, reshaped: ReshapedSource, catalog: Catalog): YamlValue {
  const { columns, primaryKey } = reshaped;
  const [only = ''] = primaryKey;
  return {
    map: [
      ['kind', 'custom_domain_table'],
      ['records', 'interaction'],
      ['primary_key', primaryKey.length === 1 ? only : { flow: primaryKey }],
      ['sql', { block: reshapedQuery(source, reshaped, catalog) }],
      ['fields', { map: columns.map((column) => [column.name, fieldEntry(column)] as const) }],
    ],
  };
}

function fieldEntry({ type, tags }: ReshapedColumn): YamlValue {
  const [only] = tags;
  if (only === undefined) return type ?? 'string';
  const semantics: YamlValue = tags.length === 1 ? only : tags;
  return {
    flow: { map: [...(type === null ? [] : [['type', type] as const]), ['semantics', semantics] as const] },
  };
}

/** What the tags on the source, its link and the names of its other fields say that it has. */
function taggedColumns(
  source: Source,
  link: ReshapedLink,
  meant: Meaning,
  context: QueryContext,
): readonly ReshapedColumn[] {
  const { catalog } = context;
  const needed = new Set(requiredSemantics(context).map(({ tag }) => tag));
  const isMoved = (tag: string): boolean => tag.startsWith(prefix) || tag.startsWith('fk-');
  const own = source.fields.flatMap((field) =>
    field.semantics
      .map((item) => meant(field, item.value))
      .filter(isMoved)
      .map((tag) => ({ field, tag })),
  );
  const names = suggestedTags(source, catalog, ['item'])
    .filter(({ tag, certainty, field }) => (certainty === 'sure' || needed.has(tag)) && field !== link?.field)
    .map(({ field, tag }) => ({ field, tag }));
  const byField = new Map<Field, string[]>();
  for (const { field, tag } of [...own, ...(link ? [link] : []), ...names]) {
    const tags = byField.get(field) ?? [];
    if (!tags.includes(tag)) byField.set(field, [...tags, tag]);
  }
  return namedApart([...byField].map(([field, tags]) => columnOf(field, tags, catalog)));
}

/** Of columns with one tag, so with one name, the later ones keep their field's. */
function namedApart(columns: readonly ReshapedColumn[]): readonly ReshapedColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const own = taken.has(column.name) ? plainName(column.from ?? column.name) : column.name;
    let name = own;
    for (let count = 2; taken.has(name); count++) name = `${own}_${String(count)}`;
    taken.add(name);
    return { ...column, name };
  });
}

/** A field under the name that its tag's column has; a foreign key keeps the field's. */
function columnOf(field: Field, tags: readonly string[], catalog: Catalog): ReshapedColumn {
  const [tag] = tags.filter((one) => one.startsWith(prefix));
  const types = tag === undefined ? [] : (catalog.semantic(tag)?.semantic.types ?? []);
  const right = types.find((type) => type !== 'varies');
  const takes =
    right === undefined || types.includes('varies') || (field.type !== null && types.includes(field.type));
  const type = takes ? field.type : right;
  return {
    name: (tag === undefined ? null : catalog.columnOf(tag)) ?? plainName(field.name),
    type: type ?? right ?? null,
    tags,
    from: field.name,
    cast: !takes && field.type !== null ? (right ?? null) : null,
  };
}

function keyFields(source: Source, catalog: Catalog): readonly string[] {
  if (source.primaryKey.length > 0) return source.primaryKey.map((item) => item.value);
  const tagged = source.fields.filter((field) => field.semantics.some((item) => item.value === 'pk'));
  const fields = tagged.length > 0 ? tagged : likelyPrimaryKey(source, catalog);
  // Every source has `_pk`, which the product makes.
  return fields.length > 0 ? fields.map((field) => field.name) : ['_pk'];
}

function keyColumn(source: Source, name: string, catalog: Catalog): ReshapedColumn {
  const field = source.fields.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const isProducts = catalog.productColumns.some((column) => column.name === name.toLowerCase());
  return {
    name: isProducts ? 'row_key' : plainName(name),
    type: field?.type ?? 'string',
    tags: [],
    // A key that names no field is told at the source; here it is to be found too.
    from: field || isProducts ? name : null,
    cast: null,
  };
}

/** The tags whose column the transaction tags or an enabled feature require, in the catalogue's order. */
function requiredSemantics({ catalog, enabled, lineage }: QueryContext): readonly Semantic[] {
  const group = catalog.semanticGroups.find((candidate) => candidate.prefix === prefix);
  const tables = catalog.tables
    .filter(
      (table) =>
        group?.tables.includes(table.name) || table.dependsOn.some((name) => group?.tables.includes(name)),
    )
    .map((table) => table.name);
  const columns = catalog.requiredColumns.filter(
    ({ table, features }) =>
      tables.includes(table) && enabled.some((feature) => features[feature] !== undefined),
  );
  const isElsewhere = (column: string): boolean =>
    [...lineage.usedTags].some((tag) => tag.startsWith('pc/') && catalog.columnOf(tag) === column);
  return (group?.semantics ?? []).filter(
    ({ pattern, requirement, column }) =>
      !pattern &&
      (requirement === 'required' ||
        columns.some(
          (needed) => needed.column === column && !(needed.alsoIn.length > 0 && isElsewhere(needed.column)),
        )),
  );
}

function lackingColumns(has: ReadonlySet<string>, context: QueryContext): readonly ReshapedColumn[] {
  return requiredSemantics(context)
    .filter(({ tag }) => !has.has(tag))
    .map(({ tag, types }) =>
      nullColumn(tag, types.find((type) => type !== 'varies') ?? 'string', context.catalog),
    );
}

function nullColumn(tag: string, type: ColumnType, catalog: Catalog): ReshapedColumn {
  return { name: catalog.columnOf(tag) ?? tag, type, tags: [tag], from: null, cast: null };
}

/** A foreign key, or a tag of the tenant's own on something that can be a key: text or a whole number. */
function isBuyersKey({ tags, type }: ReshapedColumn, catalog: Catalog): boolean {
  const canBeKey = type === null || type === 'string' || type === 'integer';
  const isCustom = (tag: string): boolean =>
    tag.startsWith(prefix) && catalog.semantic(tag)?.how === 'custom';
  return tags.some((tag) => tag.startsWith('fk-') || (canBeKey && isCustom(tag)));
}

function expressionOf({ from, cast, type }: ReshapedColumn, catalog: Catalog): string {
  if (from === null) return nullOfType(type ?? 'string');
  const name = catalog.reservedWords.has(from.toUpperCase()) ? `\`${from}\`` : sqlName(from);
  return cast === null ? name : `CAST(${name} AS ${sqlType(cast)})`;
}

/** A name of letters, digits and underscores, as fields have to have. */
function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9_]+/g, '_');
}
