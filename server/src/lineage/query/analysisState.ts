import type { Catalog } from '../../catalog/catalog.js';
import type {
  ColumnReference,
  CommonTableExpression,
  Identifier,
  NamedTable,
  Query,
  Select,
  SelectItem,
  SetOperation,
  StarExpression,
  StarItem,
} from '../../sql/query.js';
import { inputColumns } from './columnList.js';
import { meaningOf, type NameScope } from './nameScope.js';
import type {
  ColumnList,
  ColumnResolution,
  Input,
  InputColumn,
  ScopeColumn,
  SelectScope,
  StarExpansion,
  TableTarget,
  UsingResolution,
} from './queryAnalysis.js';
import type { OpenScope } from './resolveColumn.js';

/** A CTE and its columns. */
export interface KnownCte {
  readonly cte: CommonTableExpression;
  readonly columns: ColumnList;
}

/** The CTEs that a place in a query sees. */
export type CteScope = NameScope<KnownCte>;

/** Where an expression stands: what its names may mean. */
export interface Position {
  readonly scope: OpenScope;
  readonly ctes: CteScope | null;
  /** Lower-case names of the parameters of lambdas around it. */
  readonly parameters: readonly string[];
  /** Aliases of the select list that it may use, by lower-case name. */
  readonly aliases: ReadonlyMap<string, ScopeColumn> | null;
  /** ORDER BY looks at aliases before columns. */
  readonly aliasesFirst: boolean;
}

/** What one analysis gathers on its way through a query. */
export class AnalysisState {
  readonly outputs = new Map<Query, ColumnList>();
  readonly selects = new Map<Select, SelectScope>();
  readonly tables = new Map<NamedTable, TableTarget>();
  readonly columns = new Map<ColumnReference, ColumnResolution>();
  readonly stars = new Map<StarItem | StarExpression, StarExpansion>();
  readonly using = new Map<Identifier, UsingResolution>();
  readonly sides = new Map<SetOperation, { readonly left: ColumnList; readonly right: ColumnList }>();
  readonly items = new Map<SelectItem, readonly ScopeColumn[]>();
  readonly catalog: Catalog;
  readonly inputs: readonly Input[];
  readonly #inputsByName: ReadonlyMap<string, Input>;
  readonly #inputColumns = new Map<Input, ColumnList>();

  constructor(inputs: readonly Input[], catalog: Catalog) {
    this.inputs = inputs;
    this.catalog = catalog;
    this.#inputsByName = new Map(inputs.map((input) => [inputKey(input.name), input]));
  }

  inputOf(table: NamedTable): Input | null {
    return this.#inputsByName.get(inputKey(table.name.map((part) => part.text))) ?? null;
  }

  columnsOfInput(input: Input): ColumnList {
    let columns = this.#inputColumns.get(input);
    if (!columns) {
      columns = inputColumns(input);
      this.#inputColumns.set(input, columns);
    }
    return columns;
  }
}

/** Names of inputs compare without case. */
export function inputKey(name: readonly string[]): string {
  return name.join('\u0000').toLowerCase();
}

/** The columns that an expression is made of, each once. */
export class Origins {
  readonly #found = new Map<string, InputColumn>();

  add(origins: readonly InputColumn[]): void {
    for (const origin of origins) {
      this.#found.set(`${origin.input}:${origin.column.toLowerCase()}`, origin);
    }
  }

  list(): readonly InputColumn[] {
    return [...this.#found.values()];
  }
}

/** The CTE that a name of one part means. */
export function findCte(name: readonly Identifier[], ctes: CteScope | null): KnownCte | null {
  const [only] = name;
  return only && name.length === 1 ? meaningOf(only.text, ctes) : null;
}
