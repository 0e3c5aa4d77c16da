import type { Snapshot } from '../analysis/snapshot.js';
import type { QueryView } from '../lineage/lineage.js';
import type { ColumnMatch, ScopeTable } from '../lineage/query/queryAnalysis.js';
import type {
  ColumnReference,
  Identifier,
  NamedTable,
  SqlRange,
  StarExpression,
  StarItem,
} from '../sql/query.js';
import { forEachExpression, walkQuery } from '../sql/walk.js';
import type { Source, SqlText } from '../tenant/tenant.js';
import { InnerColumns } from './innerColumns.js';
import { sourceNamed, targetKey, targetOfRelation, type Occurrence, type Target } from './target.js';

/** Every name in a query of the tenant that stands for a table, a CTE, an alias or a column. */
export function sqlOccurrences(snapshot: Snapshot, query: SqlText): Occurrence[] {
  const view = snapshot.lineage.queryView(query);
  return view === null ? [] : new QueryWords(snapshot, query, view).collect();
}

class QueryWords {
  readonly #query: SqlText;
  readonly #view: QueryView;
  readonly #inner: InnerColumns;
  readonly #sources: readonly Source[];
  readonly #found = new Map<string, Occurrence>();

  constructor(snapshot: Snapshot, query: SqlText, view: QueryView) {
    this.#query = query;
    this.#view = view;
    this.#sources = snapshot.tenant.sources;
    this.#inner = new InnerColumns(snapshot, query, view);
  }

  collect(): Occurrence[] {
    const { analysis } = this.#view;
    for (const query of analysis.outputs.keys()) {
      for (const cte of query.ctes) {
        this.#report(cte.name.range, { kind: 'cte', query: this.#query, cte }, 'declaration');
      }
    }
    for (const [table, target] of analysis.tables) {
      if (target.kind === 'cte') {
        this.#report(table.nameRange, { kind: 'cte', query: this.#query, cte: target.cte });
      } else {
        this.#table(table);
      }
    }
    for (const scope of analysis.selects.values()) {
      scope.tables.forEach((table) => this.#alias(table));
    }
    for (const reference of analysis.columns.keys()) {
      this.#column(reference);
    }
    for (const [star, { tables }] of analysis.stars) {
      this.#star(star, tables);
    }
    this.#using();
    this.#texts();
    for (const { range, target, unnamed } of this.#inner.declarations()) {
      this.#report(range, target, 'declaration', unnamed);
    }
    return [...this.#found.values()];
  }

  #table(table: NamedTable): void {
    const resolution = this.#view.resolutionOfTable(table);
    if (resolution === null || resolution.kind === 'unknown') {
      return;
    }
    const target: Target =
      resolution.kind === 'relation'
        ? targetOfRelation(resolution.relation)
        : { kind: 'standard-table', name: resolution.name, relation: null };
    this.#report(table.name.at(-1)?.range ?? table.nameRange, target);
  }

  #alias(table: ScopeTable): void {
    const name = aliasOf(table);
    if (name !== null) {
      this.#report(name.range, this.#aliasTarget(table, name), 'declaration');
    }
  }

  #column(reference: ColumnReference): void {
    const resolution = this.#view.analysis.columns.get(reference);
    const part = reference.parts[resolution?.columnPart ?? 0];
    if (resolution === undefined || part === undefined) {
      return;
    }
    for (const match of resolution.matches) {
      this.#match(match, part, reference.parts[resolution.columnPart - 1] ?? null);
    }
  }

  #match({ table, column }: ColumnMatch, part: Identifier, qualifier: Identifier | null): void {
    if (table === null) {
      if (column !== null) {
        this.#report(part.range, this.#inner.targetOf(column));
      }
      return;
    }
    const named = qualifier === null ? null : this.#tableNamed(table);
    if (named !== null && qualifier !== null) {
      this.#report(qualifier.range, named);
    }
    const target = this.#inner.targetIn(table, part.text, column);
    if (target !== null) {
      this.#report(part.range, target);
    }
  }

  /** `m` in `m.*`, and the names in EXCEPT. */
  #star(star: StarItem | StarExpression, tables: readonly ScopeTable[]): void {
    const qualifier = star.qualifier.at(-1);
    for (const table of tables) {
      const named = qualifier === undefined ? null : this.#tableNamed(table);
      if (named !== null && qualifier !== undefined) {
        this.#report(qualifier.range, named);
      }
      for (const name of star.kind === 'star' ? star.except : []) {
        this.#nameIn(table, name);
      }
    }
  }

  /** A column of USING is one of both sides. */
  #using(): void {
    const { analysis } = this.#view;
    walkQuery(analysis.query, {
      table: (table, select) => {
        const scope = select === null ? undefined : analysis.selects.get(select);
        for (const name of table.kind === 'join' ? table.using : []) {
          const merged = scope?.merged.find((one) => one.name === name.text.toLowerCase());
          merged?.tables.forEach((side) => this.#nameIn(side, name));
        }
      },
    });
  }

  /** Merged_Customers ranks its sources by their names as texts. */
  #texts(): void {
    forEachExpression(this.#view.analysis.query, (expression) => {
      if (expression.kind === 'literal' && expression.type === 'string' && expression.value.includes(':')) {
        const source = sourceNamed(this.#sources, expression.value);
        if (source?.name.includes(':') === true) {
          this.#report(expression.range, { kind: 'source', source });
        }
      }
    });
  }

  #nameIn(table: ScopeTable, name: Identifier): void {
    const column = table.columns.byName.get(name.text.toLowerCase());
    const target = column === undefined ? null : this.#inner.targetIn(table, name.text, column);
    if (target !== null) {
      this.#report(name.range, target);
    }
  }

  /** What stands for a table in scope: its alias, where it has one. */
  #tableNamed(table: ScopeTable): Target | null {
    const alias = aliasOf(table);
    return alias === null ? this.#tableOf(table) : this.#aliasTarget(table, alias);
  }

  #aliasTarget(table: ScopeTable, name: Identifier): Target {
    return {
      kind: 'alias',
      query: this.#query,
      name,
      of: this.#tableOf(table),
      columns: table.columns,
    };
  }

  #tableOf(table: ScopeTable): Target | null {
    const relation = this.#view.relationOf(table);
    if (relation !== null) {
      return targetOfRelation(relation);
    }
    return table.target?.kind === 'cte' ? { kind: 'cte', query: this.#query, cte: table.target.cte } : null;
  }

  #report(range: SqlRange, target: Target, role: Occurrence['role'] = 'reference', unnamed = false): void {
    const key = `${range.start} ${range.end} ${role} ${targetKey(target)}`;
    if (range.end > range.start) {
      this.#found.set(key, {
        place: this.#query.placeOf(range),
        target,
        role,
        language: 'sql',
        ...(unnamed ? { unnamed } : {}),
      });
    }
  }
}

/** The name that the query gives to a table, a subquery or a lateral view; null where it gives none. */
function aliasOf({ node }: ScopeTable): Identifier | null {
  if ('tableAlias' in node) {
    return node.tableAlias;
  }
  return 'alias' in node ? node.alias : null;
}
