import type { Catalog } from '../../catalog/catalog.js';
import type { CommonTableExpression, Query, QueryBody, SetOperation } from '../../sql/query.js';
import { ExpressionAnalyser } from './analyseExpression.js';
import { FromAnalyser } from './analyseFrom.js';
import { SelectAnalyser } from './analyseSelect.js';
import { AnalysisState, type CteScope, type Position } from './analysisState.js';
import { clauseIn, nameIn } from './nameScope.js';
import { openList, renamed, throughStar } from './columnList.js';
import { trailingExpressions } from './freeTables.js';
import { madeByRecursion } from './recursion.js';
import { valuesColumns } from './madeColumns.js';
import type { ColumnList, Input, QueryAnalysis, ScopeColumn, SelectScope } from './queryAnalysis.js';
import { setColumns } from './setColumns.js';

/**
 * Finds out what every name in a query means, and which columns it puts out.
 * @param inputs what the query reads by names that are no CTE: those of `freeTables`, each once
 */
export function analyseQuery(query: Query, inputs: readonly Input[], catalog: Catalog): QueryAnalysis {
  const state = new AnalysisState(inputs, catalog);
  const output = new QueryAnalyser(state).query(query, null, null);
  const { outputs, selects, tables, columns, stars, using, sides, items } = state;
  return { kept: null, query, inputs, output, outputs, selects, tables, columns, stars, using, sides, items };
}

class QueryAnalyser {
  readonly #state: AnalysisState;
  readonly #expressions: ExpressionAnalyser;
  readonly #from: FromAnalyser;
  readonly #selects: SelectAnalyser;

  constructor(state: AnalysisState) {
    this.#state = state;
    this.#expressions = new ExpressionAnalyser(state, (query, position) =>
      this.query(query, position.ctes, asSelectScope(position)),
    );
    this.#from = new FromAnalyser(state, this.#expressions, (query, ctes, outer) =>
      this.query(query, ctes, outer),
    );
    this.#selects = new SelectAnalyser(state, this.#expressions, this.#from);
  }

  query(query: Query, above: CteScope | null, outer: SelectScope | null): ColumnList {
    const clause = clauseIn(above);
    let ctes = above;
    for (const cte of query.ctes) {
      const columns = this.#cte(cte, query.recursive, ctes, outer);
      ctes = nameIn(clause, ctes, cte.name.text, { cte, columns });
    }
    const output = this.#body(query.body, ctes, outer);
    this.#state.outputs.set(query, output);
    this.#expressions.visitAll(trailingExpressions(query), this.#behind(query, output, ctes, outer));
    return output;
  }

  #cte(
    cte: CommonTableExpression,
    recursive: boolean,
    ctes: CteScope | null,
    outer: SelectScope | null,
  ): ColumnList {
    const anchor = recursive ? madeByRecursion(cte) : null;
    if (!anchor) {
      return renamed(this.query(cte.query, ctes, outer), cte.columns);
    }
    // The part without the CTE's own name says which columns it has; with these the whole can be read.
    const first = renamed(this.#body(anchor, ctes, outer), cte.columns);
    const own = nameIn(clauseIn(ctes), null, cte.name.text, { cte, columns: first });
    return renamed(this.query(cte.query, own, outer), cte.columns);
  }

  /** A chain of UNIONs leans to the left, as deep as it is long: it is walked in a loop. */
  #body(body: QueryBody, ctes: CteScope | null, outer: SelectScope | null): ColumnList {
    const operations: SetOperation[] = [];
    let at = body;
    while (at.kind === 'set') {
      operations.push(at);
      at = at.left;
    }
    let columns = this.#simpleBody(at, ctes, outer);
    for (const operation of operations.reverse()) {
      const right = this.#body(operation.right, ctes, outer);
      this.#state.sides.set(operation, { left: columns, right });
      columns = setColumns(operation, columns, right);
    }
    return columns;
  }

  #simpleBody(
    body: Exclude<QueryBody, SetOperation>,
    ctes: CteScope | null,
    outer: SelectScope | null,
  ): ColumnList {
    switch (body.kind) {
      case 'select':
        return this.#selects.select(body, ctes, outer);
      case 'parenthesized':
        return this.query(body.query, ctes, outer);
      case 'table': {
        const list = this.#from.named(body.table, ctes);
        return { ...list, columns: list.columns.map(throughStar) };
      }
      case 'values': {
        const scope: SelectScope = { tables: [], merged: [], openMerge: false, star: [], outer };
        const position: Position = { scope, ctes, parameters: [], aliases: null, aliasesFirst: false };
        return renamed(valuesColumns(body.rows, this.#expressions, position), body.columnAliases);
      }
    }
  }

  /** What ORDER BY may name: the output, and behind a single SELECT also what that reads. */
  #behind(query: Query, output: ColumnList, ctes: CteScope | null, outer: SelectScope | null): Position {
    const scope = query.body.kind === 'select' ? this.#state.selects.get(query.body) : undefined;
    const aliases = new Map<string, ScopeColumn>(output.byName);
    const known: SelectScope = scope ?? {
      tables: [
        {
          alias: null,
          qualifier: [],
          target: null,
          columns: output.complete ? output : openList({ kind: 'unparsed' }),
          node: query,
        },
      ],
      merged: [],
      openMerge: false,
      star: output.columns,
      outer,
    };
    return { scope: known, ctes, parameters: [], aliases, aliasesFirst: true };
  }
}

function asSelectScope(position: Position): SelectScope {
  return { star: [], ...position.scope };
}
