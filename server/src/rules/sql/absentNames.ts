import { enclosingSelects } from '../../lineage/query/enclosingSelects.js';
import type {
  ColumnResolution,
  QueryAnalysis,
  ScopeTable,
  SelectScope,
  UsingResolution,
} from '../../lineage/query/queryAnalysis.js';
import type { ColumnReference, Identifier, Select, SqlRange } from '../../sql/query.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { ReadQuery } from './queries.js';
import { isWordFunction } from './wordFunctions.js';

/** A column that the tables where it is looked for certainly do not have. */
export interface AbsentColumn {
  readonly kind: 'column';
  readonly name: string;
  /** Every place where the query names it, the first of the text first. */
  readonly ranges: readonly SqlRange[];
  readonly searched: readonly ScopeTable[];
  /** The select list has an alias of that name, which cannot be used there. */
  readonly isAlias: boolean;
  readonly inUsing: boolean;
}

/** What stands before a column or a star, and is no table in scope. */
export interface AbsentTable {
  readonly kind: 'table';
  readonly name: string;
  readonly ranges: readonly SqlRange[];
  /** The tables that are in scope. */
  readonly known: readonly string[];
}

export type AbsentName = AbsentColumn | AbsentTable;

const kept = new KeptWith<readonly AbsentName[]>();

/** What a query names and certainly is not there; one name that is looked for in the same tables is one. */
export function absentNames({ view: { analysis } }: Pick<ReadQuery, 'view'>): readonly AbsentName[] {
  return kept.of(analysis, () => new Collector(analysis).collect());
}

function inOrder(ranges: readonly SqlRange[]): readonly SqlRange[] {
  return [...ranges].sort((a, b) => a.start - b.start);
}

interface Found {
  readonly make: (ranges: readonly SqlRange[]) => AbsentName;
  readonly ranges: SqlRange[];
}

class Collector {
  readonly #analysis: QueryAnalysis;
  readonly #found = new Map<string, Found>();
  readonly #tables = new Map<ScopeTable, number>();
  readonly #aliases = new Map<Select, ReadonlySet<string>>();

  constructor(analysis: QueryAnalysis) {
    this.#analysis = analysis;
  }

  collect(): readonly AbsentName[] {
    for (const [reference, resolution] of this.#analysis.columns) {
      if (resolution.state === 'absent') this.#reference(reference, resolution);
    }
    this.#outputs();
    for (const [star, { tables, absentExceptions }] of this.#analysis.stars) {
      const [qualifier] = star.qualifier;
      if (qualifier && tables.length === 0) this.#table(qualifier);
      for (const name of absentExceptions) this.#column(name, tables, {});
    }
    for (const [column, sides] of this.#analysis.using) {
      if (sides.left === 'absent' || sides.right === 'absent')
        this.#column(column, this.#sidesWithout(column, sides), { inUsing: true });
    }
    const names = [...this.#found.values()].map(({ make, ranges }) => make(inOrder(ranges)));
    return this.#fieldsWithColumns(names);
  }

  /** `a` and `a.b` in one SELECT: what is no table there is a struct by the name of the column, and one mistake with it. */
  #fieldsWithColumns(names: readonly AbsentName[]): readonly AbsentName[] {
    const tables = names.filter((name) => name.kind === 'table');
    const fields = new Map<string, readonly SqlRange[]>();
    for (const { name, ranges } of tables) {
      const select = this.#selectOf(ranges[0]);
      if (select && ranges.every((range) => this.#selectOf(range) === select))
        fields.set(name.toLowerCase(), ranges);
    }
    if (fields.size === 0) return names;
    const joined = new Set<string>();
    const columns = names.map((each) => {
      const ranges = each.kind === 'column' ? fields.get(each.name.toLowerCase()) : undefined;
      if (!ranges || this.#selectOf(ranges[0]) !== this.#selectOf(each.ranges[0])) return each;
      joined.add(each.name.toLowerCase());
      return { ...each, ranges: inOrder([...each.ranges, ...ranges]) };
    });
    return columns.filter((each) => each.kind === 'column' || !joined.has(each.name.toLowerCase()));
  }

  #selectOf(range: SqlRange | undefined): Select | undefined {
    return range && enclosingSelects(this.#analysis, range).at(-1);
  }

  #reference(reference: ColumnReference, resolution: ColumnResolution): void {
    const { searched, columnPart } = resolution;
    const [qualifier, ...others] = reference.parts;
    if (!qualifier || isWordFunction(reference)) return;
    if (searched.length === 0 && others.length > 0) {
      this.#table(qualifier);
      return;
    }
    const name = reference.parts[columnPart] ?? qualifier;
    this.#column(name, searched, { isAlias: others.length === 0 && this.#isAlias(reference) });
  }

  /** `SELECT emial … GROUP BY emial`: the second is the output that the first one makes, and is as wrong. */
  #outputs(): void {
    const byRange = new Map(
      [...this.#found.values()].flatMap((found) => found.ranges.map((range) => [range, found])),
    );
    const made = new Map<SqlRange, Found>();
    for (const select of this.#analysis.selects.keys()) {
      for (const item of select.items) {
        if (item.kind !== 'expression' || item.aliases.length > 0 || item.expression.kind !== 'column')
          continue;
        const name = item.expression.parts.at(-1);
        const found = name && byRange.get(name.range);
        if (found) made.set(item.range, found);
      }
    }
    if (made.size === 0) return;
    for (const [{ parts, range }, { how, matches }] of this.#analysis.columns) {
      const definedAt = how === 'alias' && parts.length === 1 ? matches[0]?.column?.definedAt : null;
      if (definedAt) made.get(definedAt)?.ranges.push(range);
    }
  }

  #column(name: Identifier, searched: readonly ScopeTable[], more: Partial<AbsentColumn>): void {
    const tables = searched.map((table) => this.#number(table)).join();
    this.#add(
      `${tables} ${name.text.toLowerCase()} ${String(more.isAlias ?? false)}`,
      name.range,
      (ranges) => ({
        kind: 'column',
        name: name.text,
        ranges,
        searched,
        isAlias: false,
        inUsing: false,
        ...more,
      }),
    );
  }

  #table(qualifier: Identifier): void {
    this.#add(`. ${qualifier.text.toLowerCase()}`, qualifier.range, (ranges) => ({
      kind: 'table',
      name: qualifier.text,
      ranges,
      known: this.#scopesAround(qualifier.range).flatMap((scope) =>
        scope.tables.flatMap((table) => (table.alias ? [table.alias.text] : [])),
      ),
    }));
  }

  #add(key: string, range: SqlRange, make: Found['make']): void {
    const known = this.#found.get(key);
    if (known) known.ranges.push(range);
    else this.#found.set(key, { make, ranges: [range] });
  }

  #number(table: ScopeTable): number {
    const number = this.#tables.get(table) ?? this.#tables.size;
    this.#tables.set(table, number);
    return number;
  }

  #isAlias({ range, parts }: ColumnReference): boolean {
    const name = parts[0]?.text.toLowerCase() ?? '';
    return enclosingSelects(this.#analysis, range).some(
      (select) =>
        this.#aliasesOf(select).has(name) &&
        // In the select list itself the name is meant to be a column of a table.
        !select.items.some((item) => item.range.start <= range.start && item.range.end >= range.end),
    );
  }

  #aliasesOf(select: Select): ReadonlySet<string> {
    let aliases = this.#aliases.get(select);
    if (!aliases) {
      aliases = new Set(
        select.items.flatMap((item) =>
          item.kind === 'expression' ? (item.aliases.at(-1)?.text.toLowerCase() ?? []) : [],
        ),
      );
      this.#aliases.set(select, aliases);
    }
    return aliases;
  }

  #scopesAround(range: SqlRange): readonly SelectScope[] {
    return enclosingSelects(this.#analysis, range).flatMap(
      (select) => this.#analysis.selects.get(select) ?? [],
    );
  }

  /** The tables on the sides of the join that certainly do not have the column. */
  #sidesWithout(column: Identifier, { left, right }: UsingResolution): readonly ScopeTable[] {
    const tables = this.#scopesAround(column.range).at(-1)?.tables ?? [];
    const before = tables.filter(({ node }) => node.range.end <= column.range.start);
    return [
      ...(left === 'absent' ? before.slice(0, -1) : []),
      ...(right === 'absent' ? before.slice(-1) : []),
    ];
  }
}
