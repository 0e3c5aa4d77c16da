import type { Snapshot } from '../analysis/snapshot.js';
import type { QueryView, Relation } from '../lineage/lineage.js';
import type { ScopeColumn, ScopeTable } from '../lineage/query/queryAnalysis.js';
import type { ColumnReference, NamedTable, Query, QueryBody, Select, SqlRange } from '../sql/query.js';
import type { SqlText } from '../tenant/tenant.js';
import { targetOfColumn, targetOfRelation, type Occurrence, type Target } from './target.js';

/** Every name in a query of the tenant that stands for a table, a CTE or a column. */
export function sqlOccurrences(snapshot: Snapshot, query: SqlText): Occurrence[] {
  const view = snapshot.lineage.queryView(query);
  return view === null ? [] : new QueryWords(snapshot, query, view).collect();
}

class QueryWords {
  readonly #snapshot: Snapshot;
  readonly #query: SqlText;
  readonly #view: QueryView;
  readonly #found: Occurrence[] = [];

  constructor(snapshot: Snapshot, query: SqlText, view: QueryView) {
    this.#snapshot = snapshot;
    this.#query = query;
    this.#view = view;
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
    const named = this.#itemsNamedByReference();
    for (const reference of analysis.columns.keys()) {
      this.#column(reference, named);
    }
    this.#ownColumns();
    return this.#found;
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

  #column(reference: ColumnReference, named: ReadonlySet<unknown>): void {
    const resolution = this.#view.analysis.columns.get(reference);
    const match = resolution?.matches[0];
    const part = reference.parts[resolution?.columnPart ?? 0];
    if (resolution === undefined || match === undefined || part === undefined) {
      return;
    }
    const target =
      match.table === null
        ? this.#innerColumn(match.column)
        : this.#columnOf(match.table, part.text, match.column);
    const qualifier = reference.parts[resolution.columnPart - 1];
    if (qualifier !== undefined && match.table !== null) {
      const table = this.#tableOf(match.table);
      if (table !== null) {
        this.#report(qualifier.range, table, 'reference', false, isAlias(match.table, qualifier.text));
      }
    }
    if (target !== null) {
      this.#report(part.range, target, 'reference', named.has(reference));
    }
  }

  #columnOf(table: ScopeTable, name: string, column: ScopeColumn | null): Target | null {
    const relation = this.#view.relationOf(table);
    return relation === null ? this.#innerColumn(column) : targetOfColumn(relation, name);
  }

  #innerColumn(column: ScopeColumn | null): Target | null {
    if (column === null) {
      return null;
    }
    return {
      kind: 'inner-column',
      column: column.name,
      type: column.type,
      definedAt: column.definedAt === null ? null : this.#query.placeOf(column.definedAt),
      origins: column.origins.flatMap((origin) => {
        const relation = this.#relationOfInput(origin.input);
        return relation === null ? [] : [targetOfColumn(relation, origin.column)];
      }),
    };
  }

  #relationOfInput(index: number): Relation | null {
    const input = this.#view.analysis.inputs[index];
    const resolution = input === undefined ? null : this.#view.resolutionOf(input);
    return resolution?.kind === 'relation' ? resolution.relation : null;
  }

  #tableOf(table: ScopeTable): Target | null {
    const relation = this.#view.relationOf(table);
    if (relation !== null) {
      return targetOfRelation(relation);
    }
    return table.target?.kind === 'cte' ? { kind: 'cte', query: this.#query, cte: table.target.cte } : null;
  }

  /** The references that are a whole select item without an alias, so that the item has its name from them. */
  #itemsNamedByReference(): ReadonlySet<unknown> {
    const named = new Set<unknown>();
    for (const item of this.#view.analysis.items.keys()) {
      if (item.kind === 'expression' && item.aliases.length === 0 && item.expression.kind === 'column') {
        named.add(item.expression);
      }
    }
    return named;
  }

  /** The select items of the query itself declare the columns of the table, or source, that it builds. */
  #ownColumns(): void {
    const own = this.#ownRelation();
    const select = this.#query.parsed?.query ? firstSelect(this.#query.parsed.query) : null;
    if (own === null || select === null) {
      return;
    }
    for (const item of select.items) {
      if (item.kind !== 'expression') {
        continue;
      }
      const [alias] = item.aliases;
      const expression = item.expression;
      const range =
        alias?.range ?? (expression.kind === 'column' ? expression.parts.at(-1)?.range : undefined);
      if (range !== undefined) {
        this.#report(range, targetOfColumn(own, item.name), 'declaration');
      }
    }
  }

  #ownRelation(): Relation | null {
    const { database, table, source } = this.#view.scope;
    const { lineage } = this.#snapshot;
    if (database !== null && table !== null) {
      return lineage.relationOfTable(database, table);
    }
    return source === null ? null : lineage.relationOfSource(source);
  }

  #report(
    range: SqlRange,
    target: Target,
    role: Occurrence['role'] = 'reference',
    namesItem = false,
    alias = false,
  ): void {
    this.#found.push({
      place: this.#query.placeOf(range),
      target,
      role,
      language: 'sql',
      ...(namesItem ? { namesItem } : {}),
      ...(alias ? { alias } : {}),
    });
  }
}

function isAlias(table: ScopeTable, written: string): boolean {
  const alias = 'alias' in table.node ? table.node.alias : null;
  return alias?.text.toLowerCase() === written.toLowerCase();
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
