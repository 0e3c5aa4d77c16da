import type { Catalog } from '../catalog/catalog.js';
import type { VisualTemplate } from '../catalog/types.js';
import type { Table } from '../tenant/tenant.js';
import type { Column, ColumnOrigin, Relation, RelationColumns, Unknown } from './lineage.js';
import { settled } from './query/expressionTypes.js';
import { typed, withColumns } from './sourceColumns.js';

/** Columns of which nothing is known. */
export function unknownColumns(
  relation: Relation,
  unknown: Unknown,
  reads: readonly Relation[] = [],
): RelationColumns {
  return { relation, columns: new Map(), complete: false, unknown, maybePrefixes: [], reads };
}

/** The columns of a passthrough: those of what it passes through. */
export function passthroughColumns(relation: Relation, input: RelationColumns): RelationColumns {
  const columns = new Map<string, Column>();
  for (const [key, column] of input.columns) columns.set(key, new PassedColumn(column, input.relation));
  return {
    relation,
    columns,
    complete: input.complete,
    unknown: input.complete ? null : { kind: 'upstream', relation: input.relation },
    maybePrefixes: input.maybePrefixes,
    reads: [input.relation],
  };
}

class PassedColumn implements Column {
  readonly name: string;
  readonly type: Column['type'];
  readonly presence: Column['presence'];
  readonly nullConstant: boolean;
  readonly semantic = null;
  readonly unfilled: boolean;
  readonly implicit: boolean;
  readonly #input: Column;
  readonly #relation: Relation;

  constructor(input: Column, relation: Relation) {
    this.name = input.name;
    this.type = input.type;
    this.presence = input.implicit ? 'maybe' : input.presence;
    this.nullConstant = input.nullConstant;
    this.unfilled = input.unfilled;
    this.implicit = input.implicit;
    this.#input = input;
    this.#relation = relation;
  }

  get from(): readonly ColumnOrigin[] {
    return [{ kind: 'column', relation: this.#relation, column: this.name }];
  }

  get definedAt(): Column['definedAt'] {
    return this.#input.definedAt;
  }
}

/**
 * The columns of a template: its documented ones, each as sure and as filled as the core table's column that it is
 * made of.
 * @param inputs the columns of the core tables that the template reads
 */
export function templateColumns(
  relation: Relation,
  template: VisualTemplate,
  inputs: readonly RelationColumns[],
  catalog: Catalog,
): RelationColumns {
  const documented = catalog.tables.find((table) => table.name === template.table)?.columns ?? [];
  const columns = template.columns.map(({ name, type, semantic }): [string, Column] => {
    const key = name.toLowerCase();
    const input = inputs.find(({ columns: known }) => known.has(key));
    const core = input?.columns.get(key) ?? null;
    const isMaybe = core
      ? core.presence === 'maybe'
      : documented.some((column) => column.name === name && column.presence === 'maybe');
    return [
      key,
      {
        name,
        type: settled(type),
        presence: isMaybe && semantic !== null ? 'maybe' : 'certain',
        definedAt: null,
        from: input && core ? [{ kind: 'column', relation: input.relation, column: core.name }] : [],
        nullConstant: false,
        semantic: null,
        unfilled: semantic !== null && (core?.unfilled ?? true),
        implicit: false,
      },
    ];
  });
  const reads = inputs.map((input) => input.relation);
  return { relation, columns: new Map(columns), complete: true, unknown: null, maybePrefixes: [], reads };
}

/**
 * What `columns` of a table adds: types that inference does not know; and columns, for a template, which they extend,
 * and where the build's columns are not known in full.
 */
export function withDeclared(made: RelationColumns, table: Table, isTemplate: boolean): RelationColumns {
  const complete = made.complete && table.complete;
  if (table.columns.length === 0) {
    return complete === made.complete ? made : withColumns(made, made.columns, complete);
  }
  const columns = new Map(made.columns);
  for (const declared of table.columns) {
    const key = declared.name.toLowerCase();
    const type = settled(declared.type ?? 'unknown');
    const known = columns.get(key);
    if (known) {
      // A column that may be there and is declared is there: people say what they see.
      if (known.presence === 'maybe') columns.set(key, declaredColumn(declared, type, known));
      else if (known.type === 'unknown') columns.set(key, typed(known, type));
    } else if (isTemplate || !complete) {
      columns.set(key, declaredColumn(declared, type, null));
    }
  }
  return withColumns(made, columns, complete);
}

function declaredColumn(
  declared: Table['columns'][number],
  type: Column['type'],
  known: Column | null,
): Column {
  return {
    name: declared.name,
    type: known && known.type !== 'unknown' ? known.type : type,
    presence: 'certain',
    definedAt: known?.definedAt ?? declared.place,
    from: known?.from ?? [],
    nullConstant: known?.nullConstant ?? false,
    semantic: null,
    unfilled: known?.unfilled ?? false,
    implicit: false,
  };
}
