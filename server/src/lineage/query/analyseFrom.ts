import type { Identifier, Join, LateralView, NamedTable, Query, TableExpression } from '../../sql/query.js';
import { findCte, Origins, type AnalysisState, type CteScope, type Position } from './analysisState.js';
import type { ExpressionAnalyser } from './analyseExpression.js';
import { columnList, openList, renamed, stateIn, throughStar, unknownColumn } from './columnList.js';
import { generatedColumns, pivotedColumns, unpivotedColumns, valuesColumns } from './madeColumns.js';
import type {
  ColumnList,
  MergedColumn,
  ScopeColumn,
  ScopeTable,
  SelectScope,
  TableTarget,
} from './queryAnalysis.js';
import { qualifierKey, type OpenScope } from './resolveColumn.js';

/** What a table expression brings into scope. */
export interface FromPart {
  readonly tables: readonly ScopeTable[];
  readonly star: readonly ScopeColumn[];
  readonly merged: readonly MergedColumn[];
  readonly openMerge: boolean;
}

export const emptyPart: FromPart = { tables: [], star: [], merged: [], openMerge: false };

/** Where a FROM clause stands. */
export interface FromContext {
  readonly ctes: CteScope | null;
  readonly outer: SelectScope | null;
  /** What stands before it in the same FROM, for LATERAL. */
  readonly before: FromPart;
}

export type AnalyseQuery = (query: Query, ctes: CteScope | null, outer: SelectScope | null) => ColumnList;

/** Finds out which tables, with which columns, a FROM clause brings into scope. */
export class FromAnalyser {
  readonly #state: AnalysisState;
  readonly #expressions: ExpressionAnalyser;
  readonly #query: AnalyseQuery;

  constructor(state: AnalysisState, expressions: ExpressionAnalyser, query: AnalyseQuery) {
    this.#state = state;
    this.#expressions = expressions;
    this.#query = query;
  }

  /** A FROM clause without joins, joins in the order of the text: a long chain leans to the left, so it is a loop. */
  table(table: TableExpression, context: FromContext): FromPart {
    const joins: Join[] = [];
    let first = table;
    while (first.kind === 'join') {
      joins.push(first);
      first = first.left;
    }
    let part = this.#single(first, context);
    for (const join of joins.reverse()) {
      part = aliased(join, this.#join(join, part, context));
    }
    return part;
  }

  lateralView(view: LateralView, position: Position): ScopeTable {
    const origins = new Origins();
    this.#expressions.visit(view.call, position, origins);
    return {
      alias: view.tableAlias,
      qualifier: view.tableAlias ? [qualifierKey(view.tableAlias.text)] : [],
      target: null,
      columns: generatedColumns(view.call, view.columnAliases, origins.list()),
      node: view,
    };
  }

  /** The columns of a table, CTE or input that a name means. */
  named(table: NamedTable, ctes: CteScope | null): ColumnList {
    if (table.template) {
      return openList({ kind: 'not-described' });
    }
    const cte = findCte(table.name, ctes);
    if (cte) {
      this.#state.tables.set(table, { kind: 'cte', cte: cte.cte });
      return cte.columns;
    }
    const input = this.#state.inputOf(table);
    if (!input) {
      return openList({ kind: 'unparsed' });
    }
    this.#state.tables.set(table, { kind: 'input', input });
    return this.#state.columnsOfInput(input);
  }

  #single(table: TableExpression, context: FromContext): FromPart {
    const outer = asScope(context.before, context.outer);
    const position: Position = {
      scope: outer,
      ctes: context.ctes,
      parameters: [],
      aliases: null,
      aliasesFirst: false,
    };
    switch (table.kind) {
      case 'named':
        return this.#one(table, this.named(table, context.ctes), table.name);
      case 'subquery':
        return this.#one(
          table,
          this.#query(table.query, context.ctes, table.lateral ? outer : context.outer),
        );
      case 'values':
        return this.#one(table, valuesColumns(table.rows, this.#expressions, position));
      case 'function': {
        const origins = new Origins();
        this.#expressions.visit(table.call, position, origins);
        const columns = generatedColumns(table.call, table.columnAliases, origins.list());
        return onePart(scopeTable(table, columns, []));
      }
      case 'pivot':
      case 'unpivot': {
        const input = this.table(table.input, context);
        const within = { ...position, scope: asScope(input, context.outer) };
        const columns =
          table.kind === 'pivot'
            ? pivotedColumns(table, input, this.#expressions, within, this.#state)
            : unpivotedColumns(table, input);
        return this.#one(table, columns);
      }
      case 'join':
        return this.table(table, context);
    }
  }

  #one(table: TableExpression, columns: ColumnList, name: readonly Identifier[] = []): FromPart {
    const target = table.kind === 'named' ? (this.#state.tables.get(table) ?? null) : null;
    return onePart(scopeTable(table, renamed(columns, table.columnAliases), name, target));
  }

  #join(join: Join, left: FromPart, context: FromContext): FromPart {
    const before = beside(context.before, left);
    const right = this.table(join.right, { ...context, before });
    const both = beside(left, right);
    const merged = join.natural
      ? commonColumns(left, right)
      : join.using.map((name) => name.text.toLowerCase());
    for (const name of join.using) {
      this.#state.using.set(name, { left: stateInPart(left, name), right: stateInPart(right, name) });
    }
    const result: FromPart = {
      tables: both.tables,
      star: merged.length === 0 ? both.star : mergedStar(merged, left, right),
      merged: [...both.merged, ...merged.map((name) => mergedColumn(name, left, right))],
      openMerge: both.openMerge || (join.natural && !(isKnown(left) && isKnown(right))),
    };
    this.#expressions.visitAll([join.on], {
      scope: asScope(result, context.outer),
      ctes: context.ctes,
      parameters: [],
      aliases: null,
      aliasesFirst: false,
    });
    return join.type === 'semi' || join.type === 'anti' ? left : result;
  }
}

/** A FROM part as the scope of what stands in its ON, or behind it. */
export function asScope(part: FromPart, outer: SelectScope | null): SelectScope {
  return { ...part, outer };
}

/** Two parts of a FROM side by side. */
export function beside(left: FromPart, right: FromPart): FromPart {
  return {
    tables: [...left.tables, ...right.tables],
    star: [...left.star, ...right.star],
    merged: [...left.merged, ...right.merged],
    openMerge: left.openMerge || right.openMerge,
  };
}

export function onePart(table: ScopeTable): FromPart {
  return { ...emptyPart, tables: [table], star: table.columns.columns.map(throughStar) };
}

function scopeTable(
  node: TableExpression,
  columns: ColumnList,
  name: readonly Identifier[],
  target: TableTarget | null = null,
): ScopeTable {
  const alias = node.alias ?? name[name.length - 1] ?? null;
  const qualifier = node.alias ? [node.alias] : name;
  return {
    alias,
    qualifier: qualifier.map((part) => qualifierKey(part.text)),
    target,
    columns,
    node,
  };
}

/** `(a JOIN b) AS t`: only the alias qualifies from here on. */
function aliased(join: Join, part: FromPart): FromPart {
  if (!join.alias) {
    return part;
  }
  const complete = isComplete(part);
  const open = part.tables.find((table) => !table.columns.complete)?.columns.open ?? null;
  const columns = renamed(columnList(part.star, { complete, open }), join.columnAliases);
  return onePart(scopeTable(join, columns, []));
}

function isComplete(part: FromPart): boolean {
  return !part.openMerge && part.tables.every((table) => table.columns.complete);
}

/** Whether it is certain which columns a part has. */
function isKnown(part: FromPart): boolean {
  return isComplete(part) && part.tables.every((table) => table.columns.exact);
}

function stateInPart(part: FromPart, name: Identifier): ReturnType<typeof stateIn> {
  const states = part.tables.map((table) => stateIn(table.columns, name.text.toLowerCase()));
  return (['certain', 'maybe', 'unknown'] as const).find((state) => states.includes(state)) ?? 'absent';
}

function commonColumns(left: FromPart, right: FromPart): string[] {
  const names = new Set(right.star.map((column) => column.name.toLowerCase()));
  return left.star.map((column) => column.name.toLowerCase()).filter((name) => names.has(name));
}

function mergedColumn(name: string, left: FromPart, right: FromPart): MergedColumn {
  const tables = [...left.tables, ...right.tables].filter((table) => table.columns.byName.has(name));
  return { name, tables };
}

/** The merged columns first, then what is left of both sides. */
function mergedStar(merged: readonly string[], left: FromPart, right: FromPart): ScopeColumn[] {
  const names = new Set(merged);
  const isMerged = (column: ScopeColumn): boolean => names.has(column.name.toLowerCase());
  const found = merged.map(
    (name) =>
      left.star.find((column) => column.name.toLowerCase() === name) ??
      right.star.find((column) => column.name.toLowerCase() === name) ??
      unknownColumn(name),
  );
  return [
    ...found,
    ...left.star.filter((column) => !isMerged(column)),
    ...right.star.filter((column) => !isMerged(column)),
  ];
}

/** What a scope is as long as its tables are not known yet. */
export function openScope(outer: SelectScope | null): OpenScope {
  return { tables: [], merged: [], openMerge: false, outer };
}
