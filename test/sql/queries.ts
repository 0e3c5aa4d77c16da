import { readFileSync } from 'node:fs';
import type { Query, QueryBody, Select, TableExpression } from '../../server/src/sql/query.js';
import { outermostSelects } from '../../server/src/sql/walk.js';

/** The queries of a file beside this one, by the name in the comment before each. */
export function queriesOf(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const parts = text.split(/^-- (\w\d+)\n/m).slice(1);
  const queries = new Map<string, string>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    queries.set(parts[index] ?? '', (parts[index + 1] ?? '').replace(/;\s*$/, ''));
  }
  return queries;
}

/** The names of a SELECT's columns, stars as written: `t.*`; several of one item joined with a plus. */
export function namesOf(select: Select): readonly string[] {
  return select.items.map((item) => {
    if (item.kind === 'star') {
      const except =
        item.except.length === 0 ? '' : ` except ${item.except.map((one) => one.text).join(', ')}`;
      return [...item.qualifier.map((part) => part.text), '*'].join('.') + except;
    }
    return item.aliases.length > 1 ? item.aliases.map((alias) => alias.text).join('+') : item.name;
  });
}

/** The names of the columns of every outermost branch. */
export function branchNames(query: Query | null): readonly (readonly string[])[] {
  return query === null ? [] : outermostSelects(query).map(namesOf);
}

/** The tables of FROM in short: `orders o left customers c`. */
export function fromOf(body: QueryBody): string {
  if (body.kind === 'select') {
    return [
      ...body.from.map(tableOf),
      ...body.lateralViews.map((view) => `view ${view.columnAliases.map((one) => one.text).join('+')}`),
    ].join(' ');
  }
  if (body.kind === 'set')
    return `${fromOf(body.left)} ${body.operator}${body.all ? ' all' : ''} ${fromOf(body.right)}`;
  if (body.kind === 'parenthesized') return `(${fromOf(body.query.body)})`;
  return body.kind === 'table' ? tableOf(body.table) : 'values';
}

function tableOf(table: TableExpression): string {
  const columns =
    table.columnAliases.length === 0 ? '' : `(${table.columnAliases.map((one) => one.text).join(', ')})`;
  const alias = (table.alias === null ? '' : ` ${table.alias.text}`) + columns;
  switch (table.kind) {
    case 'named':
      return table.name.map((part) => part.text).join('.') + alias;
    case 'join':
      return `${tableOf(table.left)} ${table.comma ? 'comma' : table.type} ${tableOf(table.right)}`;
    case 'subquery':
      return `(${fromOf(table.query.body)})${alias}`;
    case 'pivot':
    case 'unpivot':
      return `${tableOf(table.input)} ${table.kind}${alias}`;
    default:
      return table.kind + alias;
  }
}
