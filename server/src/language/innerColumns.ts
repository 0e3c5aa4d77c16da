import type { Snapshot } from '../analysis/snapshot.js';
import type { QueryView, Relation } from '../lineage/lineage.js';
import type { ScopeColumn, ScopeTable } from '../lineage/query/queryAnalysis.js';
import type { Query, QueryBody, Select, SelectItem, SetOperation, SqlRange } from '../sql/query.js';
import type { SqlText } from '../tenant/tenant.js';
import { targetOfColumn, type Target } from './target.js';

/** A word of a query that gives a column its name. */
export interface ColumnDeclaration {
  readonly range: SqlRange;
  readonly target: Target;
  readonly unnamed: boolean;
}

/** The columns that a query itself makes: of the table (or source) that it builds, of its CTEs and its subqueries. */
export class InnerColumns {
  readonly #query: SqlText;
  readonly #view: QueryView;
  readonly #own: Relation | null;
  /** Where the items begin that make the columns of what the query builds. */
  readonly #ownItems: ReadonlySet<number>;

  constructor(snapshot: Snapshot, query: SqlText, view: QueryView) {
    this.#query = query;
    this.#view = view;
    this.#own = ownRelation(snapshot, view);
    const select = query.parsed?.query ? firstSelect(query.parsed.query) : null;
    this.#ownItems = new Set(select?.items.map((item) => item.range.start));
  }

  /** What a column of the query stands for. */
  targetOf(column: ScopeColumn): Target {
    const { definedAt, name, origins } = column;
    if (definedAt !== null && this.#own !== null && this.#ownItems.has(definedAt.start)) {
      return targetOfColumn(this.#own, name);
    }
    const from = origins.flatMap(({ input, column: read }) => {
      const relation = this.#relationOfInput(input);
      return relation === null ? [] : [targetOfColumn(relation, read)];
    });
    const [first] = origins;
    const isInputs = definedAt === null && origins.length === 1 && sameName(first?.column, name);
    return isInputs && from[0] !== undefined
      ? from[0]
      : {
          kind: 'inner-column',
          query: this.#query,
          column: name,
          type: column.type,
          definedAt: definedAt === null ? null : this.#query.placeOf(definedAt),
          origins: from,
        };
  }

  /** What a column of a table in scope stands for. */
  targetIn(table: ScopeTable, name: string, column: ScopeColumn | null): Target | null {
    const relation = this.#view.relationOf(table);
    if (relation !== null && (column === null || column.definedAt === null)) {
      return targetOfColumn(relation, name);
    }
    return column === null ? null : this.targetOf(column);
  }

  /** Every word that gives a column its name. */
  declarations(): ColumnDeclaration[] {
    const { analysis } = this.#view;
    const found = new Map<string, ColumnDeclaration>();
    const add = (range: SqlRange, target: Target, unnamed: boolean): void => {
      found.set(`${range.start} ${range.end}`, { range, target, unnamed });
    };
    for (const [item, columns] of analysis.items) {
      for (const column of item.kind === 'star' ? [] : columns) {
        const range = nameOfItem(item, column.name);
        if (range !== null) {
          add(range, this.targetOf(column), item.kind === 'expression' && item.aliases.length === 0);
        }
      }
    }
    const items = new Set([...analysis.items.keys()].map((item) => item.range.start));
    const lists = [
      ...analysis.outputs.values(),
      ...[...analysis.selects.values()].flatMap((scope) => scope.tables.map((table) => table.columns)),
    ];
    for (const column of lists.flatMap((list) => list.columns)) {
      const range = column.definedAt;
      if (range !== null && !items.has(range.start) && this.#isName(range, column.name)) {
        add(range, this.targetOf(column), false);
      }
    }
    return [...found.values()];
  }

  /** Columns that have their name from another, as nobody writes it: those of stars, and of UNION BY NAME. */
  handedOn(): { readonly from: Target; readonly to: Target }[] {
    const { analysis } = this.#view;
    const links: { from: Target; to: Target }[] = [];
    for (const [item, expansion] of analysis.stars) {
      for (const column of item.kind === 'star' ? expansion.columns : []) {
        links.push({ from: this.targetOf(column), to: this.targetOf({ ...column, definedAt: item.range }) });
      }
    }
    for (const [operation, { left, right }] of analysis.sides) {
      for (const column of isByName(operation) ? left.columns : []) {
        const other = right.byName.get(column.name.toLowerCase());
        if (other !== undefined) {
          links.push({ from: this.targetOf(column), to: this.targetOf(other) });
          links.push({ from: this.targetOf(other), to: this.targetOf(column) });
        }
      }
    }
    return links;
  }

  #relationOfInput(index: number): Relation | null {
    const input = this.#view.analysis.inputs[index];
    const resolution = input === undefined ? null : this.#view.resolutionOf(input);
    return resolution?.kind === 'relation' ? resolution.relation : null;
  }

  #isName(range: SqlRange, name: string): boolean {
    const written = this.#query.text?.slice(range.start, range.end).replace(/^`|`$/g, '');
    return sameName(written, name);
  }
}

/** The SELECT whose items name the query's columns: the first branch of a UNION. */
export function firstSelect(query: Query): Select | null {
  let body: QueryBody = query.body;
  for (;;) {
    switch (body.kind) {
      case 'select':
        return body;
      case 'set':
        body = body.left;
        break;
      case 'parenthesized':
        body = body.query.body;
        break;
      default:
        return null;
    }
  }
}

function isByName(operation: SetOperation): boolean {
  return operation.byName;
}

/** The word of a select item that names a column of it; null where Spark makes up the name. */
function nameOfItem(item: SelectItem, name: string): SqlRange | null {
  if (item.kind === 'star' || !item.named) {
    return null;
  }
  if (item.aliases.length > 0) {
    return item.aliases.find((alias) => sameName(alias.text, name))?.range ?? null;
  }
  return item.expression.kind === 'column' ? (item.expression.parts.at(-1)?.range ?? null) : null;
}

function ownRelation({ lineage }: Snapshot, view: QueryView): Relation | null {
  const { database, table, source } = view.scope;
  if (database !== null && table !== null) {
    return lineage.relationOfTable(database, table);
  }
  return source === null ? null : lineage.relationOfSource(source);
}

function sameName(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
