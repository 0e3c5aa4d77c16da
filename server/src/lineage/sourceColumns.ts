import type { Catalog } from '../catalog/catalog.js';
import type { ProductColumn } from '../catalog/types.js';
import type { Field, Source } from '../tenant/tenant.js';
import type { Column, Relation, RelationColumns } from './lineage.js';
import { settled } from './query/expressionTypes.js';
import { isForeignKey, type UsedTags } from './usedTags.js';

/** The columns of a feed, bridge or external table: its fields. */
export function fieldColumns(relation: Relation, source: Source): RelationColumns {
  const isDescribed = source.fields.length > 0 && source.complete;
  return {
    relation,
    columns: new Map(source.fields.map((field) => [field.name.toLowerCase(), fieldColumn(field)])),
    complete: isDescribed,
    unknown: isDescribed ? null : { kind: 'not-described' },
    maybePrefixes: [],
    reads: [],
  };
}

function fieldColumn(field: Field): Column {
  return {
    name: field.name,
    type: settled(field.type ?? 'unknown'),
    presence: 'certain',
    definedAt: field.place,
    from: [],
    nullConstant: false,
    semantic: null,
    unfilled: false,
    implicit: false,
  };
}

/** A custom domain table's columns with what `fields` says of them; it is believed where the query says too little. */
export function withFields(made: RelationColumns, source: Source): RelationColumns {
  const columns = new Map(made.columns);
  for (const field of source.fields) {
    const key = field.name.toLowerCase();
    const known = columns.get(key);
    if (known) {
      columns.set(key, field.type === null ? known : typed(known, settled(field.type)));
    } else if (!made.complete) {
      columns.set(key, fieldColumn(field));
    }
  }
  return withColumns(made, columns, made.complete && source.complete);
}

/** The same column with a type; its places and origins are still worked out only when asked for. */
export function typed(column: Column, type: Column['type']): Column {
  return new TypedColumn(column, type);
}

class TypedColumn implements Column {
  readonly #column: Column;
  readonly type: Column['type'];
  readonly name: string;
  readonly presence: Column['presence'];
  readonly nullConstant: boolean;
  readonly semantic: string | null;
  readonly unfilled: boolean;
  readonly implicit: boolean;

  constructor(column: Column, type: Column['type']) {
    this.#column = column;
    this.type = type;
    this.name = column.name;
    this.presence = column.presence;
    this.nullConstant = column.nullConstant;
    this.semantic = column.semantic;
    this.unfilled = column.unfilled;
    this.implicit = column.implicit;
  }

  get definedAt(): Column['definedAt'] {
    return this.#column.definedAt;
  }

  get from(): Column['from'] {
    return this.#column.from;
  }
}

/** Adds the product's own columns of a domain table. */
export function withProductColumns(made: RelationColumns, catalog: Catalog): RelationColumns {
  const columns = new Map(made.columns);
  for (const column of catalog.productColumns) {
    const key = column.name.toLowerCase();
    if (column.where === 'domain-table' && !columns.has(key)) {
      columns.set(key, ofProduct(column, true));
    }
  }
  return withColumns(made, columns, made.complete);
}

/** Adds the Amperity ID, which databases see where Stitch processes the source or a foreign key leads to a profile. */
export function withAmperityId(
  made: RelationColumns,
  source: Source,
  used: UsedTags,
  catalog: Catalog,
): RelationColumns {
  const isLinked =
    source.stitch?.value === true || used.isProfileSource(source) || sharesForeignKey(source, used);
  if (!isLinked) {
    return made;
  }
  const columns = new Map(made.columns);
  for (const column of catalog.productColumns) {
    const key = column.name.toLowerCase();
    if (column.where === 'stitched' && !columns.has(key)) columns.set(key, ofProduct(column, false));
  }
  return withColumns(made, columns, made.complete);
}

/** Before Stitch nothing is certain of the columns that it adds. */
export function maybeStitchedNames(catalog: Catalog): string[] {
  return catalog.productColumns
    .filter((column) => column.where === 'stitched')
    .map((column) => column.name.toLowerCase());
}

function sharesForeignKey(source: Source, used: UsedTags): boolean {
  return source.fields.some((field) =>
    field.semantics.some(({ value }) => isForeignKey(value) && used.profileKeys.has(value.toLowerCase())),
  );
}

function ofProduct(column: ProductColumn, implicit: boolean): Column {
  return {
    name: column.name,
    type: settled(column.type),
    presence: 'certain',
    definedAt: null,
    from: [],
    nullConstant: false,
    semantic: null,
    unfilled: false,
    implicit,
  };
}

/** The same relation with other columns. */
export function withColumns(
  made: RelationColumns,
  columns: ReadonlyMap<string, Column>,
  complete: boolean,
): RelationColumns {
  const { relation, maybePrefixes, reads, unknown } = made;
  return {
    relation,
    columns,
    complete,
    unknown: complete ? null : (unknown ?? { kind: 'not-described' }),
    maybePrefixes,
    reads,
  };
}

/** What SQL before Stitch sees of a source: its columns without those that Stitch adds. */
export function beforeStitch(made: RelationColumns, stitched: readonly string[]): RelationColumns {
  const columns = new Map(made.columns);
  const maybe = stitched.filter((name) => {
    const column = columns.get(name);
    const isAdded = column !== undefined && column.definedAt === null && column.from.length === 0;
    return !column || (isAdded && columns.delete(name));
  });
  return {
    ...withColumns(made, columns, made.complete),
    maybePrefixes: [...made.maybePrefixes, ...maybe],
  };
}
