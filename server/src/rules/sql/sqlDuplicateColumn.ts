import { sqlName } from '../../edits/queries/layout.js';
import type { ScopeColumn } from '../../lineage/query/queryAnalysis.js';
import type { ExpressionItem, Select, SelectItem } from '../../sql/query.js';
import { outermostSelects } from '../../sql/walk.js';
import type { Fix, Rule } from '../rule.js';
import { listedInPart } from '../wording.js';
import { insertion, sqlFix, textAt, type ReadQuery } from './queries.js';
import { checkEachQuery, type QueryFinding } from './queryFindings.js';

export const sqlDuplicateColumn: Rule = {
  id: 'sql-duplicate-column',
  group: 'sql',
  title: 'A table’s query gives two columns of one name',
  severity: 'error',
  requirements: [],
  sources: ['reference/databases.html#databases-database-howto-add-table-custom'],
  check(context) {
    checkEachQuery(context, repeatedColumns);
  },
};

/** Of a UNION only the first branch is looked at, which names the columns of all. */
function repeatedColumns(checked: ReadQuery): readonly QueryFinding[] {
  const [select] = outermostSelects(checked.query);
  if (!select) return [];
  const list = new SelectList(checked, select);
  const givers = new Map<string, SelectItem>();
  const found = new Map<SelectItem, Repeating[]>();
  for (const item of select.items) {
    const names = (checked.view.analysis.items.get(item) ?? [])
      .filter(isCertain)
      .map((column) => column.name);
    const repeated = names.filter((name) => {
      const key = name.toLowerCase();
      const isAgain = givers.has(key);
      if (!isAgain) givers.set(key, item);
      return isAgain;
    });
    const isNamed = item.kind === 'star' || item.named || item.aliases.length > 0;
    if (repeated.length === 0 || !isNamed) continue;
    // What one star gives already is one mistake, however many outputs give it again.
    const giver = givers.get(repeated[0]?.toLowerCase() ?? '');
    const cause = item.kind === 'expression' && giver?.kind === 'star' ? giver : item;
    const repeating = { item, names: repeated };
    const known = found.get(cause);
    if (known) known.push(repeating);
    else found.set(cause, [repeating]);
  }
  return [...found.values()].flatMap((repeating) => findingsOf(list, repeating));
}

/** An item of the select list, with the columns in it that stand there already. */
interface Repeating {
  readonly item: SelectItem;
  readonly names: readonly string[];
}

function isCertain(column: ScopeColumn): boolean {
  return column.presence === 'certain' && !column.implicit;
}

function findingsOf(list: SelectList, repeating: readonly Repeating[]): readonly QueryFinding[] {
  const [first, ...others] = repeating;
  if (!first) return [];
  const { item } = first;
  const names = [...new Set(repeating.flatMap((each) => each.names))];
  const [only, ...further] = names;
  const advice =
    item.kind === 'star'
      ? 'Name the columns in place of the star.'
      : others.length > 0
        ? 'Give them other names, or leave them out.'
        : 'Give one of them another name.';
  const expressions = repeating.flatMap((each) => (each.item.kind === 'expression' ? [each.item] : []));
  return [
    {
      range: item.kind === 'expression' ? (item.aliases.at(-1)?.range ?? item.range) : item.range,
      message: `The query already gives ${listedInPart(names)}, and a table cannot have two columns of one name. ${advice}`,
      ...(only !== undefined && further.length === 0 ? { column: only } : {}),
      fixes: (checked) =>
        item.kind === 'expression'
          ? aliasFix(checked, list, expressions)
          : nameColumnsFix(checked, list, item, names),
    },
  ];
}

/** A select list with how many of its items give a column of each name: counted once for all findings in it. */
class SelectList {
  readonly select: Select;
  readonly #checked: ReadQuery;
  #counts: Map<string, number> | null = null;

  constructor(checked: ReadQuery, select: Select) {
    this.#checked = checked;
    this.select = select;
  }

  /** `name` in lower case. */
  has(name: string): boolean {
    return this.#count(name) > 0;
  }

  /** Whether an item other than this one gives a column of that name, in lower case. */
  hasBeside(item: SelectItem, name: string): boolean {
    return this.#count(name) > (this.#namesOf(item).has(name) ? 1 : 0);
  }

  #count(name: string): number {
    if (!this.#counts) {
      this.#counts = new Map();
      for (const key of this.select.items.flatMap((item) => [...this.#namesOf(item)]))
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
    return this.#counts.get(name) ?? 0;
  }

  #namesOf(item: SelectItem): ReadonlySet<string> {
    const columns = this.#checked.view.analysis.items.get(item) ?? [];
    return new Set(columns.map((column) => column.name.toLowerCase()));
  }
}

function aliasFix(checked: ReadQuery, list: SelectList, items: readonly ExpressionItem[]): readonly Fix[] {
  const taken = new Set<string>();
  const named = items.map((item) => {
    const name = freeName(list, item, taken);
    taken.add(name.toLowerCase());
    return { item, name };
  });
  return [
    sqlFix(checked, {
      title: `Name ${items.length > 1 ? 'them' : 'it'} ${listedInPart(named.map(({ name }) => name))}`,
      edits: () =>
        named.map(({ item, name }) => {
          const alias = item.aliases.at(-1);
          return alias
            ? { range: alias.range, newText: sqlName(name) }
            : insertion(item.range.end, ` AS ${sqlName(name)}`);
        }),
    }),
  ];
}

function freeName(list: SelectList, item: ExpressionItem, taken: ReadonlySet<string>): string {
  const [part, ...others] = item.expression.kind === 'column' ? item.expression.parts : [];
  const prefixed = part && others.length > 0 ? `${part.text}_${item.name}` : `${item.name}_2`;
  let name = prefixed;
  for (let number = 2; list.has(name.toLowerCase()) || taken.has(name.toLowerCase()); number += 1)
    name = `${prefixed}_${String(number)}`;
  return name;
}

/** Writes the star's columns out, each qualified by its table, without those that are there already. */
function nameColumnsFix(
  checked: ReadQuery,
  list: SelectList,
  item: SelectItem,
  repeated: readonly string[],
): readonly Fix[] {
  const scope = checked.view.analysis.selects.get(list.select);
  const expansion = item.kind === 'star' ? checked.view.analysis.stars.get(item) : undefined;
  if (!scope || !expansion?.complete) return [];
  const left = new Set(repeated.map((name) => name.toLowerCase()));
  const written = expansion.tables.flatMap((table) => {
    const qualifier = table.alias && scope.tables.length > 1 ? `${textAt(checked, table.alias.range)}.` : '';
    return [...table.columns.byName.values()]
      .filter((column) => isCertain(column) && expansion.columns.some((each) => each.name === column.name))
      .map((column) => ({ key: column.name.toLowerCase(), text: `${qualifier}${sqlName(column.name)}` }));
  });
  const seen = new Set([...left].filter((key) => list.hasBeside(item, key)));
  const kept = written.filter(({ key }) => !seen.has(key) && seen.add(key));
  if (kept.length === 0) return [];
  return [
    sqlFix(checked, {
      title: 'Name the columns in place of the star',
      edits: () => [{ range: item.range, newText: kept.map(({ text }) => text).join(', ') }],
    }),
  ];
}
