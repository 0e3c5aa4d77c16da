import type { Catalog } from '../../catalog/catalog.js';
import type { QueryAnalysis, ScopeTable, SelectScope } from '../../lineage/query/queryAnalysis.js';
import type {
  ColumnReference,
  Expression,
  ExpressionItem,
  FunctionCall,
  Select,
  SelectItem,
  StarItem,
} from '../../sql/query.js';
import { columnsOf, walkExpression } from '../../sql/walk.js';
import { expressionKey } from './expressionKey.js';
import { isWordFunction } from './wordFunctions.js';

/** What one SELECT groups by, and what of its output certainly breaks that. */
export class Grouping {
  /** False where it is not known what is grouped. */
  readonly known: boolean;
  readonly #catalog: Catalog;
  readonly #analysis: QueryAnalysis;
  readonly #select: Select;
  readonly #scope: SelectScope;
  readonly #keys = new Set<string>();
  /** What kinds of expressions are grouped: one of another kind is none of them, which saves most keys. */
  readonly #kinds = new Set<Expression['kind']>();
  readonly #items = new Set<SelectItem>();

  constructor(catalog: Catalog, analysis: QueryAnalysis, select: Select, scope: SelectScope) {
    this.#catalog = catalog;
    this.#analysis = analysis;
    this.#select = select;
    this.#scope = scope;
    this.known = (select.groupBy?.expressions ?? []).every((expression) => this.#addGrouped(expression));
  }

  /** True where an output certainly takes one value of many rows. */
  aggregates(): boolean {
    return this.#select.items.some(
      (item) => item.kind === 'expression' && this.#hasAggregate(item.expression),
    );
  }

  /** The columns of an output that are certainly neither grouped nor aggregated. */
  ungrouped(item: ExpressionItem): readonly ColumnReference[] {
    if (this.#items.has(item)) return [];
    const found = this.#find(item.expression);
    return found === uncertain ? [] : found;
  }

  /** The columns of a star that are certainly not grouped. */
  ungroupedOfStar(item: StarItem): readonly string[] {
    const tables = this.#analysis.stars.get(item)?.tables ?? [];
    const left = new Set(item.except.map((name) => name.text.toLowerCase()));
    return tables
      .flatMap((table) => table.columns.columns.map((column) => ({ table, column })))
      .filter(({ column }) => column.presence === 'certain' && !column.implicit)
      .filter(({ column }) => !left.has(column.name.toLowerCase()))
      .filter(({ table, column }) => !this.#keys.has(this.#keyIn(table, column.name.toLowerCase())))
      .map(({ column }) => column.name);
  }

  /** False where it cannot be told what the expression groups by. */
  #addGrouped(expression: Expression): boolean {
    if (columnsOf(expression).some((column) => this.#isWrong(column))) return false;
    if (expression.kind === 'literal' && expression.type === 'integer') {
      return this.#addOrdinal(Number(expression.value) - 1);
    }
    if (expression.kind === 'row') return expression.items.every((item) => this.#addGrouped(item));
    const resolution = expression.kind === 'column' ? this.#analysis.columns.get(expression) : undefined;
    // Spark takes a column before the alias of an output; where the columns are not known it may be either.
    if (resolution && (resolution.how === 'alias' || resolution.state !== 'certain')) {
      const name = expression.kind === 'column' ? expression.parts[0]?.text.toLowerCase() : undefined;
      for (const item of this.#select.items) {
        if (item.kind === 'expression' && item.name.toLowerCase() === name) this.#addItem(item);
      }
    }
    if (resolution?.how !== 'alias') this.#addKey(expression);
    return true;
  }

  /** A column that is not there, or that may be either of two, is a mistake of its own. */
  #isWrong(reference: ColumnReference): boolean {
    const state = this.#analysis.columns.get(reference)?.state;
    return state === 'absent' || state === 'ambiguous';
  }

  /** Behind a star nobody can count. */
  #addOrdinal(index: number): boolean {
    const item = this.#select.items[index];
    if (!item || this.#select.items.slice(0, index + 1).some((each) => each.kind === 'star')) return false;
    if (item.kind === 'expression') this.#addItem(item);
    return true;
  }

  #addItem(item: ExpressionItem): void {
    this.#items.add(item);
    this.#addKey(item.expression);
  }

  #addKey(expression: Expression): void {
    const key = this.#key(expression);
    if (key === null) return;
    this.#keys.add(key);
    this.#kinds.add(expression.kind);
  }

  #hasAggregate(root: Expression): boolean {
    let found = false;
    walkExpression(root, {
      expression: (expression, select) => {
        if (select === null && expression.kind === 'call' && this.#isAggregate(expression)) found = true;
      },
    });
    return found;
  }

  #isAggregate(call: FunctionCall): boolean {
    return call.window === null && this.#catalog.sqlFunction(call.name)?.kind === 'aggregate';
  }

  #find(expression: Expression): Found {
    const key = this.#kinds.has(expression.kind) ? this.#key(expression) : null;
    if (key !== null && this.#keys.has(key)) return [];
    switch (expression.kind) {
      case 'column':
        return this.#isUngrouped(expression) ? [expression] : [];
      case 'literal':
        return [];
      case 'call':
        return this.#findInCall(expression);
      case 'operation':
        return expression.query ? uncertain : this.#findAll(expression.operands);
      case 'case':
        return this.#findAll([
          expression.operand,
          ...expression.branches.flatMap((branch) => [branch.when, branch.then]),
          expression.otherwise,
        ]);
      case 'cast':
        return this.#find(expression.expression);
      case 'row':
        return this.#findAll(expression.items);
      case 'access':
        return this.#findAll([expression.base, expression.index]);
      case 'lambda':
        return this.#find(expression.body);
      default:
        return uncertain;
    }
  }

  /** An unknown function may aggregate. */
  #findInCall(call: FunctionCall): Found {
    if (this.#isAggregate(call)) return [];
    const kind = this.#catalog.sqlFunction(call.name)?.kind;
    if (call.window === null) return kind === 'scalar' ? this.#findAll(call.args) : uncertain;
    // A window sees the groups: what it takes, and what it sorts by, must be grouped or aggregated as well.
    if (call.window.base) return uncertain;
    const { partitionBy, orderBy } = call.window;
    return this.#findAll([...call.args, ...partitionBy, ...orderBy.map((item) => item.expression)]);
  }

  #findAll(expressions: readonly (Expression | null)[]): Found {
    const all: ColumnReference[] = [];
    for (const expression of expressions) {
      const found = expression ? this.#find(expression) : [];
      if (found === uncertain) return uncertain;
      all.push(...found);
    }
    return all;
  }

  #isUngrouped(reference: ColumnReference): boolean {
    const resolution = this.#analysis.columns.get(reference);
    if (resolution?.how !== 'column' || resolution.correlated) return false;
    if (this.#isWrong(reference)) return false;
    // Where columns are not known, the name may be one of the query around this one, or a function's.
    if (resolution.state !== 'certain' && (this.#scope.outer !== null || isWordFunction(reference)))
      return false;
    // A field of a struct that is grouped whole is grouped.
    return !reference.parts.some((_part, index) => this.#keys.has(this.#columnKey(reference, index + 1)));
  }

  #key(expression: Expression): string | null {
    return expressionKey(expression, (column) => this.#columnKey(column));
  }

  /** A column and, behind it, the fields of a struct; with `parts`, of so many parts only. */
  #columnKey(reference: ColumnReference, parts = reference.parts.length): string {
    const resolution = this.#analysis.columns.get(reference);
    const names = reference.parts.map((part) => part.text.toLowerCase());
    const [match] = resolution?.matches ?? [];
    if (resolution?.how !== 'column' || resolution.state !== 'certain' || !match?.table) {
      // What cannot be told apart counts as the same.
      return `?${names.slice(0, parts).at(-1) ?? ''}`;
    }
    const column = this.#keyIn(match.table, names[resolution.columnPart] ?? '');
    return [column, ...names.slice(resolution.columnPart + 1, parts)].join('.');
  }

  /** USING makes one column of two. */
  #keyIn(table: ScopeTable, name: string): string {
    const isMerged = this.#scope.openMerge || this.#scope.merged.some((merged) => merged.name === name);
    return `${isMerged ? '' : String(this.#scope.tables.indexOf(table))} ${name}`;
  }
}

/** Whether the expression breaks the grouping is not certain. */
const uncertain = Symbol('uncertain');

type Found = readonly ColumnReference[] | typeof uncertain;
