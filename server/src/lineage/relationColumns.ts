import type { Catalog } from '../catalog/catalog.js';
import type { StandardTable } from '../catalog/types.js';
import type { Source, SqlText, Table } from '../tenant/tenant.js';
import { coreColumns, productColumns } from './coreColumns.js';
import type { QueryView, Relation, RelationColumns } from './lineage.js';
import { QueryColumns } from './queryViews.js';
import { buildOf, type Templates } from './reads.js';
import { fieldColumns, withAmperityId, withFields, withProductColumns } from './sourceColumns.js';
import { passthroughColumns, templateColumns, unknownColumns, withDeclared } from './tableColumns.js';
import type { UsedTags } from './usedTags.js';

/** What the columns of a relation follow from. */
export interface Neighbours {
  readsOf(relation: Relation): readonly Relation[];
  /** Of a relation that another one reads: these are made before. */
  columnsOf(relation: Relation): RelationColumns;
  /** Whether two relations read each other in a circle. */
  isSameKnot(a: Relation, b: Relation): boolean;
  queryView(query: SqlText): QueryView | null;
}

/** Makes the columns of relations: of each kind, and each build mode, in its own way. */
export class ColumnMaker {
  readonly #catalog: Catalog;
  readonly #used: UsedTags;
  readonly #templates: Templates;
  readonly #neighbours: Neighbours;
  readonly #standardByName: ReadonlyMap<string, StandardTable>;

  constructor(catalog: Catalog, used: UsedTags, templates: Templates, neighbours: Neighbours) {
    this.#catalog = catalog;
    this.#used = used;
    this.#templates = templates;
    this.#neighbours = neighbours;
    this.#standardByName = new Map(catalog.tables.map((table) => [table.name, table]));
  }

  make(relation: Relation): RelationColumns {
    switch (relation.kind) {
      case 'core': {
        const standard = this.#standardByName.get(relation.name);
        return standard
          ? coreColumns(relation, standard, this.#used, this.#catalog)
          : unknownColumns(relation, { kind: 'not-described' });
      }
      case 'product':
        return productColumns(relation, this.#standardByName.get(relation.name) ?? null);
      case 'source':
        return this.#ofSource(relation, relation.source);
      case 'table':
        return withDeclared(
          this.#ofTable(relation, relation.table),
          relation.table,
          buildOf(relation.table) === 'template',
        );
    }
  }

  #ofSource(relation: Relation, source: Source): RelationColumns {
    const own = source.query
      ? withFields(this.#ofQuery(relation, source.query), source)
      : fieldColumns(relation, source);
    return withAmperityId(withProductColumns(own, this.#catalog), source, this.#used, this.#catalog);
  }

  #ofTable(relation: Relation, table: Table): RelationColumns {
    switch (buildOf(table)) {
      case 'passthrough':
        return this.#ofPassthrough(relation, table);
      case 'template':
        return this.#ofTemplate(relation, table);
      case 'sql':
        return table.query
          ? this.#ofQuery(relation, table.query)
          : unknownColumns(relation, { kind: 'not-described' });
      case 'unknown':
        return unknownColumns(relation, { kind: 'not-described' });
    }
  }

  #ofPassthrough(relation: Relation, table: Table): RelationColumns {
    const [input] = this.#neighbours.readsOf(relation);
    return input
      ? passthroughColumns(relation, this.#neighbours.columnsOf(input))
      : unknownColumns(relation, { kind: 'unknown-table', name: table.source?.value ?? table.name });
  }

  #ofTemplate(relation: Relation, table: Table): RelationColumns {
    const reads = this.#neighbours.readsOf(relation);
    const template = this.#templates.of(table);
    if (!template) return unknownColumns(relation, { kind: 'not-described' }, reads);
    const inputs = reads
      .filter((read) => !this.#neighbours.isSameKnot(read, relation))
      .map((read) => this.#neighbours.columnsOf(read));
    return { ...templateColumns(relation, template, inputs, this.#catalog), reads };
  }

  #ofQuery(relation: Relation, sql: SqlText): RelationColumns {
    const view = this.#neighbours.queryView(sql);
    const reads = this.#neighbours.readsOf(relation);
    return view
      ? new QueryColumns(relation, view, sql, reads, this.#neighbours)
      : unknownColumns(relation, { kind: sql.text === null ? 'not-described' : 'unparsed' }, reads);
  }
}
