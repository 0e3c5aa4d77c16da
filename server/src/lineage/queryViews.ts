import type { Catalog } from '../catalog/catalog.js';
import type { NamedTable, Query } from '../sql/query.js';
import { KeptWith } from '../syntax/keptWith.js';
import type { SqlText } from '../tenant/tenant.js';
import type {
  Column,
  ColumnOrigin,
  QueryScope,
  QueryView,
  Relation,
  RelationColumns,
  Resolution,
  Unknown,
} from './lineage.js';
import { analyseQuery } from './query/analyseQuery.js';
import { inputKey } from './query/analysisState.js';
import { freeTables } from './query/freeTables.js';
import type { Input, QueryAnalysis, ScopeColumn, ScopeTable } from './query/queryAnalysis.js';
import { openShape, Shapes, type Shape } from './shape.js';

/** How many analyses of one query are kept: a file may be the query of tables in several databases. */
const KEPT = 4;

/** What lineage keeps from one state of a tenant to the next. */
export class LineageMemory {
  readonly shapes = new Shapes();
  /** The last ones first. */
  readonly analyses = new KeptWith<QueryAnalysis[]>();
  readonly #outputShapes = new KeptWith<Shape>();

  /** The shape of a relation; that of a query's output is kept by its analysis. */
  shapeOf(made: RelationColumns): Shape {
    if (!(made instanceof QueryColumns)) {
      return this.shapes.of(made);
    }
    const { analysis } = made.view;
    return this.shapes.keep(this.#outputShapes.of(analysis, () => this.shapes.of(made)));
  }
}

/** The names of inputs that a query reads, each once, in the order of the text. */
export function inputNames(query: Query): readonly (readonly string[])[] {
  return knownNames.get(query) ?? findNames(query);
}

function findNames(query: Query): readonly (readonly string[])[] {
  const byKey = new Map<string, readonly string[]>();
  for (const table of freeTables(query)) {
    const name = table.name.map((part) => part.text);
    const key = inputKey(name);
    if (!byKey.has(key)) byKey.set(key, name);
  }
  const names = [...byKey.values()];
  knownNames.set(query, names);
  return names;
}

const knownNames = new KeptWith<readonly (readonly string[])[]>();

/** Gives the shape of a relation, as the query that reads it may see it. */
export type ShapeOf = (relation: Relation) => Shape;

/**
 * Analyses a query, or recalls the analysis. Null where it is nested so deep that it cannot be analysed.
 * @param resolutions what each of `inputNames` means, in their order
 */
export function viewQuery(
  query: Query,
  scope: QueryScope,
  resolutions: readonly Resolution[],
  shapeOf: ShapeOf,
  memory: LineageMemory,
  catalog: Catalog,
): QueryView | null {
  const shapes = resolutions.map((resolution) =>
    resolution.kind === 'relation' ? shapeOf(resolution.relation) : openShape,
  );
  const analysis =
    recallAnalysis(query, resolutions, shapes, memory) ??
    makeAnalysis(query, resolutions, shapes, memory, catalog);
  return analysis ? new View(scope, analysis, resolutions) : null;
}

function recallAnalysis(
  query: Query,
  resolutions: readonly Resolution[],
  shapes: readonly Shape[],
  memory: LineageMemory,
): QueryAnalysis | null {
  for (const analysis of memory.analyses.get(query) ?? []) {
    const isSame = analysis.inputs.every(
      ({ state, shape }, index) => state === resolutions[index]?.kind && shape === shapes[index],
    );
    if (isSame) return analysis;
  }
  return null;
}

function makeAnalysis(
  query: Query,
  resolutions: readonly Resolution[],
  shapes: readonly Shape[],
  memory: LineageMemory,
  catalog: Catalog,
): QueryAnalysis | null {
  const inputs = inputNames(query).map((name, index): Input => ({
    index,
    name,
    state: resolutions[index]?.kind ?? 'unknown',
    shape: shapes[index] ?? openShape,
  }));
  try {
    const analysis = analyseQuery(query, inputs, catalog);
    const kept = memory.analyses.of(query, () => []);
    kept.unshift(analysis);
    kept.splice(KEPT);
    return analysis;
  } catch (error) {
    // Expressions nested thousands deep exhaust the stack; nothing else is expected here.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

class View implements QueryView {
  readonly scope: QueryScope;
  readonly analysis: QueryAnalysis;
  readonly #resolutions: readonly Resolution[];

  constructor(scope: QueryScope, analysis: QueryAnalysis, resolutions: readonly Resolution[]) {
    this.scope = scope;
    this.analysis = analysis;
    this.#resolutions = resolutions;
  }

  resolutionOf(input: Input): Resolution {
    return this.#resolutions[input.index] ?? { kind: 'unknown', name: input.name.join('.'), certain: false };
  }

  relationOf(table: ScopeTable): Relation | null {
    const resolution = table.target?.kind === 'input' ? this.resolutionOf(table.target.input) : null;
    return resolution?.kind === 'relation' ? resolution.relation : null;
  }

  resolutionOfTable(table: NamedTable): Resolution | null {
    const target = this.analysis.tables.get(table);
    return target?.kind === 'input' ? this.resolutionOf(target.input) : null;
  }
}

/** Knows which relations read each other in a circle. */
interface Knots {
  isSameKnot(a: Relation, b: Relation): boolean;
}

/** The columns that a query gives its table; made one by one only when somebody asks for them. */
export class QueryColumns implements RelationColumns {
  readonly relation: Relation;
  readonly view: QueryView;
  readonly reads: readonly Relation[];
  readonly #sql: SqlText;
  readonly #knots: Knots;
  #columns: ReadonlyMap<string, Column> | null = null;

  constructor(relation: Relation, view: QueryView, sql: SqlText, reads: readonly Relation[], knots: Knots) {
    this.relation = relation;
    this.view = view;
    this.reads = reads;
    this.#sql = sql;
    this.#knots = knots;
  }

  get columns(): ReadonlyMap<string, Column> {
    if (!this.#columns) {
      const columns = new Map<string, Column>();
      for (const [key, column] of this.view.analysis.output.byName) {
        columns.set(key, new QueryColumn(column, this.view, this.#sql));
      }
      this.#columns = columns;
    }
    return this.#columns;
  }

  get complete(): boolean {
    return this.view.analysis.output.complete;
  }

  get unknown(): Unknown | null {
    return this.complete ? null : reasonOf(this.view, (read) => this.#knots.isSameKnot(read, this.relation));
  }

  get maybePrefixes(): readonly string[] {
    return this.view.analysis.output.maybePrefixes;
  }
}

function reasonOf(view: QueryView, isCyclic: (relation: Relation) => boolean): Unknown {
  const { open } = view.analysis.output;
  if (open?.kind !== 'input') {
    return { kind: open?.kind === 'not-described' ? 'not-described' : 'unparsed' };
  }
  const input = view.analysis.inputs[open.input];
  const resolution = input ? view.resolutionOf(input) : null;
  if (resolution?.kind !== 'relation') {
    return { kind: 'unknown-table', name: resolution?.name ?? '' };
  }
  return isCyclic(resolution.relation)
    ? { kind: 'cycle' }
    : { kind: 'upstream', relation: resolution.relation };
}

/** An output column of a table's query; its place and origins are worked out only when asked for. */
class QueryColumn implements Column {
  readonly #column: ScopeColumn;
  readonly #view: QueryView;
  readonly #sql: SqlText;
  readonly semantic = null;
  readonly name: string;
  readonly type: Column['type'];
  readonly presence: Column['presence'];
  readonly nullConstant: boolean;
  readonly unfilled: boolean;
  readonly implicit: boolean;

  constructor(column: ScopeColumn, view: QueryView, sql: SqlText) {
    this.#column = column;
    this.#view = view;
    this.#sql = sql;
    this.name = column.name;
    this.type = column.type;
    this.presence = column.presence;
    this.nullConstant = column.nullConstant;
    this.unfilled = column.unfilled;
    this.implicit = column.implicit;
  }

  get definedAt(): Column['definedAt'] {
    return this.#column.definedAt ? this.#sql.placeOf(this.#column.definedAt) : null;
  }

  get from(): readonly ColumnOrigin[] {
    return this.#column.origins.flatMap(({ input, column }): ColumnOrigin[] => {
      const known = this.#view.analysis.inputs[input];
      const resolution = known ? this.#view.resolutionOf(known) : null;
      return resolution?.kind === 'relation'
        ? [{ kind: 'column', relation: resolution.relation, column }]
        : [];
    });
  }
}
