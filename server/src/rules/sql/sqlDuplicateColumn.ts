import { sqlName } from '../../edits/queries/layout.js';
import type { ScopeColumn } from '../../lineage/query/queryAnalysis.js';
import type { ExpressionItem, Select, SelectItem } from '../../sql/query.js';
import { outermostSelects } from '../../sql/walk.js';
import type { Fix, Rule } from '../rule.js';
import { listed } from '../wording.js';
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
  const findings: QueryFinding[] = [];
  const seen = new Set<string>();
  for (const item of select.items) {
    const names = (checked.view.analysis.items.get(item) ?? [])
      .filter(isCertain)
      .map((column) => column.name);
    const repeated = names.filter((name, index) => {
      const key = name.toLowerCase();
      return seen.has(key) || names.slice(0, index).some((earlier) => earlier.toLowerCase() === key);
    });
    for (const name of names) seen.add(name.toLowerCase());
    const isNamed = item.kind === 'star' || item.named || item.aliases.length > 0;
    if (repeated.length > 0 && isNamed) findings.push(finding(select, item, repeated));
  }
  return findings;
}

function isCertain(column: ScopeColumn): boolean {
  return column.presence === 'certain' && !column.implicit;
}

function finding(select: Select, item: SelectItem, repeated: readonly string[]): QueryFinding {
  const names = [...new Set(repeated)];
  const [only, ...others] = names;
  return {
    range: item.kind === 'expression' ? (item.aliases.at(-1)?.range ?? item.range) : item.range,
    message: `The query already gives ${listed(names)}, and a table cannot have two columns of one name. ${item.kind === 'star' ? 'Name the columns in place of the star.' : 'Give one of them another name.'}`,
    ...(only !== undefined && others.length === 0 ? { column: only } : {}),
    fixes: (checked) =>
      item.kind === 'expression'
        ? aliasFix(checked, select, item)
        : nameColumnsFix(checked, select, item, names),
  };
}

function aliasFix(checked: ReadQuery, select: Select, item: ExpressionItem): readonly Fix[] {
  const taken = new Set(
    select.items.flatMap((each) =>
      (checked.view.analysis.items.get(each) ?? []).map((column) => column.name.toLowerCase()),
    ),
  );
  const [part, ...others] = item.expression.kind === 'column' ? item.expression.parts : [];
  const prefixed = part && others.length > 0 ? `${part.text}_${item.name}` : `${item.name}_2`;
  let name = prefixed;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${prefixed}_${number}`;
  const alias = item.aliases.at(-1);
  return [
    sqlFix(checked, {
      title: `Name it \`${name}\``,
      edits: () =>
        alias
          ? [{ range: alias.range, newText: sqlName(name) }]
          : [insertion(item.range.end, ` AS ${sqlName(name)}`)],
    }),
  ];
}

/** Writes the star's columns out, each qualified by its table, without those that are there already. */
function nameColumnsFix(
  checked: ReadQuery,
  select: Select,
  item: SelectItem,
  repeated: readonly string[],
): readonly Fix[] {
  const scope = checked.view.analysis.selects.get(select);
  const expansion = item.kind === 'star' ? checked.view.analysis.stars.get(item) : undefined;
  if (!scope || !expansion?.complete) return [];
  const left = new Set(repeated.map((name) => name.toLowerCase()));
  const written = expansion.tables.flatMap((table) => {
    const qualifier = table.alias && scope.tables.length > 1 ? `${textAt(checked, table.alias.range)}.` : '';
    return [...table.columns.byName.values()]
      .filter((column) => isCertain(column) && expansion.columns.some((each) => each.name === column.name))
      .map((column) => ({ key: column.name.toLowerCase(), text: `${qualifier}${sqlName(column.name)}` }));
  });
  const seen = new Set<string>();
  const others = select.items
    .filter((each) => each !== item)
    .flatMap((each) => checked.view.analysis.items.get(each) ?? []);
  for (const column of others) if (left.has(column.name.toLowerCase())) seen.add(column.name.toLowerCase());
  const kept = written.filter(({ key }) => !seen.has(key) && seen.add(key));
  if (kept.length === 0) return [];
  return [
    sqlFix(checked, {
      title: 'Name the columns in place of the star',
      edits: () => [{ range: item.range, newText: kept.map(({ text }) => text).join(', ') }],
    }),
  ];
}
