import type { ExpressionItem, Select, SelectItem, StarItem } from '../../sql/query.js';
import { Origins, type AnalysisState, type CteScope, type Position } from './analysisState.js';
import { asScope, beside, emptyPart, onePart, type FromAnalyser, type FromPart } from './analyseFrom.js';
import type { ExpressionAnalyser, Facts } from './analyseExpression.js';
import { columnList, openList, unknownColumn } from './columnList.js';
import { expandStar } from './expandStar.js';
import { settled } from './expressionTypes.js';
import { windowExpressions } from './freeTables.js';
import type { ColumnList, OpenReason, ScopeColumn, ScopeTable, SelectScope } from './queryAnalysis.js';

/** Functions in a select list that may give several columns where nobody names these. */
const severalColumns: ReadonlySet<string> = new Set([
  'EXPLODE',
  'EXPLODE_OUTER',
  'POSEXPLODE',
  'POSEXPLODE_OUTER',
  'INLINE',
  'INLINE_OUTER',
  'STACK',
  'JSON_TUPLE',
]);

/** Functions that give one column where one alias stands behind them. */
const oneWhereNamed: ReadonlySet<string> = new Set(['EXPLODE', 'EXPLODE_OUTER']);

/** Finds out what the names in a SELECT mean, and which columns it puts out. */
export class SelectAnalyser {
  readonly #state: AnalysisState;
  readonly #expressions: ExpressionAnalyser;
  readonly #from: FromAnalyser;

  constructor(state: AnalysisState, expressions: ExpressionAnalyser, from: FromAnalyser) {
    this.#state = state;
    this.#expressions = expressions;
    this.#from = from;
  }

  select(select: Select, ctes: CteScope | null, outer: SelectScope | null): ColumnList {
    const scope = this.#scope(select, ctes, outer);
    this.#state.selects.set(select, scope);
    const position: Position = { scope, ctes, parameters: [], aliases: null, aliasesFirst: false };
    const aliases = new Map<string, ScopeColumn>();
    const columns: ScopeColumn[] = [];
    let open: OpenReason | null =
      !select.itemsKnown || select.items.length === 0 ? { kind: 'unparsed' } : null;
    for (const item of select.items) {
      const made = this.#item(item, { ...position, aliases });
      open ??= made.open;
      columns.push(...made.columns);
      this.#state.items.set(item, made.columns);
      if (item.kind === 'expression' && item.named) {
        for (const column of made.columns) {
          const key = column.name.toLowerCase();
          if (!aliases.has(key)) aliases.set(key, column);
        }
      }
    }
    this.#expressions.visitAll([select.where], position);
    this.#expressions.visitAll(
      [
        ...(select.groupBy?.expressions ?? []),
        select.having,
        select.qualify,
        ...select.windows.flatMap(({ window }) => windowExpressions(window)),
      ],
      { ...position, aliases },
    );
    return columnList(columns, { complete: open === null, maybePrefixes: prefixesOf(select, scope), open });
  }

  #scope(select: Select, ctes: CteScope | null, outer: SelectScope | null): SelectScope {
    let part: FromPart = emptyPart;
    for (const table of select.from) {
      part = beside(part, this.#from.table(table, { ctes, outer, before: part }));
    }
    if (!select.fromKnown) {
      part = beside(part, onePart(unreadTable(select)));
    }
    for (const view of select.lateralViews) {
      const position: Position = {
        scope: asScope(part, outer),
        ctes,
        parameters: [],
        aliases: null,
        aliasesFirst: false,
      };
      part = beside(part, onePart(this.#from.lateralView(view, position)));
    }
    return asScope(part, outer);
  }

  #item(item: SelectItem, position: Position): { columns: readonly ScopeColumn[]; open: OpenReason | null } {
    return item.kind === 'star' ? this.#star(item, position) : this.#expression(item, position);
  }

  #star(item: StarItem, position: Position): { columns: readonly ScopeColumn[]; open: OpenReason | null } {
    const expansion = expandStar(item.qualifier, item.except, position.scope);
    this.#state.stars.set(item, expansion);
    const open = expansion.tables.find((table) => !table.columns.complete)?.columns.open ?? null;
    return {
      columns: expansion.columns.map((column) => ({ ...column, definedAt: item.range })),
      open: expansion.complete ? null : (open ?? { kind: 'unparsed' }),
    };
  }

  #expression(
    item: ExpressionItem,
    position: Position,
  ): { columns: readonly ScopeColumn[]; open: OpenReason | null } {
    const { expression } = item;
    const origins = new Origins();
    const facts = this.#expressions.visit(expression, position, origins);
    const names = item.aliases.length > 1 ? item.aliases.map((alias) => alias.text) : [item.name];
    const columns = names.map((name) =>
      unknownColumn(name, { ...valueOf(facts), origins: origins.list(), definedAt: item.range }),
    );
    return { columns, open: givesSeveral(item) ? { kind: 'not-described' } : null };
  }
}

function valueOf(facts: Facts): Pick<ScopeColumn, 'type' | 'nullConstant' | 'unfilled'> {
  return { type: settled(facts.type), nullConstant: facts.nullConstant, unfilled: facts.unfilled };
}

function givesSeveral(item: ExpressionItem): boolean {
  const { expression, aliases } = item;
  return (
    expression.kind === 'call' &&
    severalColumns.has(expression.name) &&
    aliases.length < 2 &&
    !(aliases.length === 1 && oneWhereNamed.has(expression.name))
  );
}

/** Names that may come through a star over tables whose columns a pattern describes. */
function prefixesOf(select: Select, scope: SelectScope): string[] {
  const hasStar = select.items.some((item) => item.kind === 'star');
  return hasStar ? [...new Set(scope.tables.flatMap((table) => table.columns.maybePrefixes))] : [];
}

/** Stands for what could not be read in FROM: any column may be there. */
function unreadTable(select: Select): ScopeTable {
  return {
    alias: null,
    qualifier: [],
    target: null,
    columns: openList({ kind: 'unparsed' }),
    node: select,
  };
}
