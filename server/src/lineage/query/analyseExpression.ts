import type {
  CaseExpression,
  ColumnReference,
  Expression,
  FunctionCall,
  Operation,
  Query,
} from '../../sql/query.js';
import { Origins, type AnalysisState, type Position } from './analysisState.js';
import {
  commonType,
  handsNullOn,
  isUnit,
  typeOfCall,
  typeOfCast,
  typeOfLiteral,
  typeOfOperation,
  typeOfWordFunction,
  type InferredType,
} from './expressionTypes.js';
import { windowExpressions } from './freeTables.js';
import { expandStar } from './expandStar.js';
import type { ColumnList, ColumnResolution, ScopeColumn } from './queryAnalysis.js';
import { resolveColumn } from './resolveColumn.js';

/** What is known of an expression's value. */
export interface Facts {
  readonly type: InferredType;
  readonly nullConstant: boolean;
  readonly unfilled: boolean;
}

const unknownFacts: Facts = { type: 'unknown', nullConstant: false, unfilled: false };

const ofType = (type: InferredType): Facts => ({ type, nullConstant: false, unfilled: false });

/** Analyses a query that stands within an expression. */
export type AnalyseSubquery = (query: Query, position: Position) => ColumnList;

/** Finds out what the names in expressions mean, and what kind of value the expressions give. */
export class ExpressionAnalyser {
  readonly #state: AnalysisState;
  readonly #subquery: AnalyseSubquery;

  constructor(state: AnalysisState, subquery: AnalyseSubquery) {
    this.#state = state;
    this.#subquery = subquery;
  }

  /** For clauses whose value goes nowhere: only what their names mean is kept. */
  visitAll(expressions: Iterable<Expression | null>, position: Position): void {
    const nowhere = new Origins();
    for (const expression of expressions) {
      if (expression) this.visit(expression, position, nowhere);
    }
  }

  /** Adds the columns that the expression is made of to `origins`. */
  visit(expression: Expression, position: Position, origins: Origins): Facts {
    switch (expression.kind) {
      case 'column':
        return this.#column(expression, position, origins);
      case 'literal':
        return { ...ofType(typeOfLiteral(expression)), nullConstant: expression.type === 'null' };
      case 'call':
        return this.#call(expression, position, origins);
      case 'operation':
        return this.#operation(expression, position, origins);
      case 'case':
        return this.#case(expression, position, origins);
      case 'cast': {
        const inner = this.visit(expression.expression, position, origins);
        return { ...inner, type: typeOfCast(expression.type) };
      }
      case 'subquery':
        return this.#scalarQuery(expression.query, expression.exists, position, origins);
      case 'lambda': {
        const parameters = expression.parameters.map((name) => name.text.toLowerCase());
        const within = { ...position, parameters: [...position.parameters, ...parameters] };
        this.visit(expression.body, within, origins);
        return unknownFacts;
      }
      case 'access':
        this.visit(expression.base, position, origins);
        if (expression.index) this.visit(expression.index, position, origins);
        return unknownFacts;
      case 'row':
        for (const item of expression.items) this.visit(item, position, origins);
        return unknownFacts;
      case 'unknown':
        for (const part of expression.parts) this.visit(part, position, origins);
        return unknownFacts;
      case 'star-argument': {
        const expansion = expandStar(expression.qualifier, [], position.scope);
        this.#state.stars.set(expression, expansion);
        if (expression.qualifier.length > 0) {
          for (const column of expansion.columns) origins.add(column.origins);
        }
        return unknownFacts;
      }
    }
  }

  #column(reference: ColumnReference, position: Position, origins: Origins): Facts {
    const resolution = this.#resolve(reference, position);
    this.#state.columns.set(reference, resolution);
    const columns = resolution.matches.flatMap(({ column }) => (column ? [column] : []));
    for (const column of columns) origins.add(column.origins);
    const [first] = columns;
    if (resolution.how === 'function') {
      return ofType(typeOfWordFunction(reference.parts[0]?.text ?? '') ?? 'unknown');
    }
    const isField = resolution.columnPart < reference.parts.length - 1;
    if (!first || isField || resolution.how === 'parameter') {
      return unknownFacts;
    }
    return {
      type: commonType(columns.map((column) => column.type)),
      nullConstant: columns.every((column) => column.nullConstant),
      unfilled: columns.every((column) => column.unfilled),
    };
  }

  #resolve(reference: ColumnReference, position: Position): ColumnResolution {
    const [first] = reference.parts;
    const key = first?.text.toLowerCase() ?? '';
    if (position.parameters.includes(key)) {
      return known('parameter', []);
    }
    const alias = position.aliases?.get(key);
    if (alias && position.aliasesFirst && reference.parts.length === 1) {
      return known('alias', [alias]);
    }
    const resolution = resolveColumn(reference, position.scope);
    if (resolution.state !== 'absent') {
      return resolution;
    }
    if (alias) {
      return known('alias', [alias]);
    }
    const isWord = reference.parts.length === 1 && first?.quoted === false;
    return isWord && typeOfWordFunction(key) !== null ? known('function', []) : resolution;
  }

  #call(call: FunctionCall, position: Position, origins: Origins): Facts {
    const facts = call.args.map((argument, index): Facts => {
      const [word, ...more] = argument.kind === 'column' ? argument.parts : [];
      if (index === 0 && argument.kind === 'column' && word && more.length === 0 && isUnit(call, word.text)) {
        this.#state.columns.set(argument, known('function', []));
        return unknownFacts;
      }
      return this.visit(argument, position, origins);
    });
    if (call.filter) this.visit(call.filter, position, origins);
    this.visitAll(
      [
        ...call.withinGroup.map((item) => item.expression),
        ...(call.window ? windowExpressions(call.window) : []),
      ],
      position,
    );
    return {
      type: typeOfCall(
        call,
        facts.map((fact) => fact.type),
        this.#state.catalog,
      ),
      nullConstant: handsNullOn(call) && facts.every((fact) => fact.nullConstant),
      unfilled: handsNullOn(call) && facts.every((fact) => fact.unfilled),
    };
  }

  /** `a AND b AND …` leans to the left, as deep as it is long: its left side is walked in a loop. */
  #operation(operation: Operation, position: Position, origins: Origins): Facts {
    const chain: Operation[] = [];
    let at: Expression | undefined = operation;
    while (at?.kind === 'operation') {
      chain.push(at);
      at = at.operands[0];
    }
    let facts: Facts | null = at ? this.visit(at, position, origins) : null;
    for (const next of chain.reverse()) {
      const others = next.operands.slice(1).map((operand) => this.visit(operand, position, origins));
      if (next.query) this.#subquery(next.query, position);
      const types = (facts ? [facts, ...others] : others).map((fact) => fact.type);
      facts = ofType(typeOfOperation(next, types));
    }
    return facts ?? unknownFacts;
  }

  #case(expression: CaseExpression, position: Position, origins: Origins): Facts {
    if (expression.operand) this.visit(expression.operand, position, origins);
    const results = expression.branches.map(({ when, then }) => {
      this.visit(when, position, origins);
      return this.visit(then, position, origins);
    });
    if (expression.otherwise) results.push(this.visit(expression.otherwise, position, origins));
    return {
      type: commonType(results.map((result) => result.type)),
      nullConstant: results.every((result) => result.nullConstant),
      unfilled: false,
    };
  }

  #scalarQuery(query: Query, exists: boolean, position: Position, origins: Origins): Facts {
    const output = this.#subquery(query, position);
    if (exists) {
      return ofType('boolean');
    }
    const [column] = output.columns;
    if (!column) {
      return unknownFacts;
    }
    origins.add(column.origins);
    return { type: column.type, nullConstant: column.nullConstant, unfilled: false };
  }
}

function known(how: ColumnResolution['how'], columns: readonly ScopeColumn[]): ColumnResolution {
  return {
    state: 'certain',
    how,
    matches: columns.map((column) => ({ table: null, column })),
    searched: [],
    columnPart: 0,
    correlated: false,
  };
}
