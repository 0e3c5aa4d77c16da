import type { Catalog } from '../../catalog/catalog.js';
import type { ColumnReference, Expression, ExpressionItem, FunctionCall, Select } from '../../sql/query.js';
import { walkExpression } from '../../sql/walk.js';
import { textAt, type ReadQuery } from './queries.js';

/** Whether the expression breaks the grouping is not certain. */
const uncertain = Symbol('uncertain');

/** What one SELECT groups by, and what its output certainly lacks of that. */
export class Grouping {
  readonly #catalog: Catalog;
  readonly #checked: ReadQuery;
  readonly #select: Select;
  readonly #texts: ReadonlySet<string>;

  constructor(catalog: Catalog, checked: ReadQuery, select: Select) {
    this.#catalog = catalog;
    this.#checked = checked;
    this.#select = select;
    this.#texts = new Set(this.#groupedExpressions().map((expression) => this.#plain(expression)));
  }

  /** True where an output certainly takes one value of many rows. */
  aggregates(): boolean {
    let found = false;
    for (const item of this.#select.items) {
      if (item.kind !== 'expression') continue;
      walkExpression(item.expression, {
        expression: (expression, select) => {
          if (select === null && expression.kind === 'call' && this.#isAggregate(expression)) found = true;
        },
      });
    }
    return found;
  }

  /** The first column of an output that is certainly neither grouped nor aggregated; null where there is none. */
  ungrouped(item: ExpressionItem): ColumnReference | null {
    // GROUP BY may name an output by its alias.
    const names = item.aliases.map((alias) => alias.text.toLowerCase());
    if (names.some((name) => this.#texts.has(name))) return null;
    const found = this.#find(item.expression);
    return found === uncertain ? null : found;
  }

  #groupedExpressions(): readonly Expression[] {
    return (this.#select.groupBy?.expressions ?? []).flatMap((expression) => {
      if (expression.kind !== 'literal' || expression.type !== 'integer') return [expression];
      const item = this.#select.items[Number(expression.value) - 1];
      return item?.kind === 'expression' ? [item.expression] : [];
    });
  }

  #isAggregate(call: FunctionCall): boolean {
    return call.window === null && this.#catalog.sqlFunction(call.name)?.kind === 'aggregate';
  }

  #find(expression: Expression): ColumnReference | null | typeof uncertain {
    if (this.#texts.has(this.#plain(expression))) return null;
    switch (expression.kind) {
      case 'column':
        return this.#isUngrouped(expression) ? expression : null;
      case 'literal':
        return null;
      case 'call':
        return this.#findInCall(expression);
      case 'operation':
        return expression.query ? uncertain : this.#firstOf(expression.operands);
      case 'case':
        return this.#firstOf([
          ...(expression.operand ? [expression.operand] : []),
          ...expression.branches.flatMap((branch) => [branch.when, branch.then]),
          ...(expression.otherwise ? [expression.otherwise] : []),
        ]);
      case 'cast':
        return this.#find(expression.expression);
      case 'row':
        return this.#firstOf(expression.items);
      default:
        return uncertain;
    }
  }

  /** An unknown function may aggregate; one with a window sees the groups in ways that are not judged here. */
  #findInCall(call: FunctionCall): ColumnReference | null | typeof uncertain {
    if (this.#isAggregate(call)) return null;
    const known = this.#catalog.sqlFunction(call.name);
    if (call.window !== null || known?.kind !== 'scalar') return uncertain;
    return this.#firstOf(call.args);
  }

  #firstOf(expressions: readonly Expression[]): ColumnReference | null | typeof uncertain {
    let first: ColumnReference | null = null;
    for (const expression of expressions) {
      const found = this.#find(expression);
      if (found === uncertain) return uncertain;
      first ??= found;
    }
    return first;
  }

  #isUngrouped(reference: ColumnReference): boolean {
    const resolution = this.#checked.view.analysis.columns.get(reference);
    if (resolution?.how !== 'column' || resolution.correlated || resolution.state !== 'certain') return false;
    const name = reference.parts[resolution.columnPart]?.text.toLowerCase();
    // A qualified and a plain name of one column are the same; so is a field of a struct that is grouped whole.
    return ![...this.#texts].some((text) => text === name || text.split('.').at(-1) === name);
  }

  /** As written, without case, backticks and white space. */
  #plain(expression: Expression): string {
    return textAt(this.#checked, expression.range).toLowerCase().replace(/[\s`]/g, '');
  }
}
