import { lex } from '../../server/src/sql/lexer.js';
import type { Token } from '../../server/src/sql/token.js';
import type { Mutation } from './mutations.js';

/** Tables of a customer 360 database whose queries have what the ready example's have not. */
export const moreTables = `
      Buyers:
        build: sql
        sql: |-
          WITH orders AS (
            SELECT ut.amperity_id, ut.order_id, ut.order_revenue, ut.purchase_channel
            FROM Unified_Transactions ut
            WHERE ut.order_revenue > 0
          ),
          ranked AS (
            SELECT o.amperity_id, o.purchase_channel, o.order_revenue,
              ROW_NUMBER() OVER (PARTITION BY o.amperity_id ORDER BY o.order_revenue DESC) AS place
            FROM orders o
          )
          SELECT r.amperity_id, r.purchase_channel AS best_channel, mc.email,
            CASE WHEN mc.state IS NULL THEN 'unknown' ELSE UPPER(mc.state) END AS region
          FROM ranked r
          LEFT JOIN Merged_Customers mc ON r.amperity_id = mc.amperity_id
          WHERE r.place = 1

      Channel_Totals:
        build: sql
        sql: |-
          SELECT b.best_channel, b.region, COUNT(DISTINCT b.amperity_id) AS buyers,
            SUM(tae.lifetime_order_revenue) AS revenue
          FROM Buyers b
          INNER JOIN Transaction_Attributes_Extended AS tae ON b.amperity_id = tae.amperity_id
          GROUP BY b.best_channel, b.region
          HAVING COUNT(*) > 1

      Reachable:
        build: sql
        sql: |-
          SELECT amperity_id, email AS address FROM Merged_Customers WHERE email IS NOT NULL
          UNION ALL
          SELECT amperity_id, phone AS address FROM Merged_Customers WHERE phone IN ('1', '2')
`;

/** What changes one table, in words, and how its query reads then. */
interface Damage {
  readonly what: string;
  readonly query: string;
}

/** A query of one table, with where its block stands in the tenant. */
interface Block {
  readonly table: string;
  readonly start: number;
  readonly end: number;
  readonly query: string;
}

const indentation = ' '.repeat(10);

/** Every query of the tenant with one slip in it, each in a tenant of its own. */
export function damagedQueries(text: string): readonly Mutation[] {
  const databases = text.slice(text.indexOf('\ndatabases:'));
  const tables = [...databases.matchAll(/^ {6}(\w+)(?=:)/gm)].map(([, name = '']) => name);
  return blocksOf(text).flatMap(({ table, start, end, query }) =>
    damagesOf(query, tables).map((damage) => ({
      what: `${table}: ${damage.what}`,
      text: text.slice(0, start) + indented(damage.query) + text.slice(end),
    })),
  );
}

function blocksOf(text: string): readonly Block[] {
  return [
    ...text.matchAll(
      /^ {6}(\w+):\n {8}build: sql\n(?: {8}segment_editor: true\n)? {8}sql: \|-\n((?: {10}.*\n?)+)/gm,
    ),
  ].map(({ 0: all, 1: table = '', 2: body = '', index }) => ({
    table,
    start: index + all.length - body.length,
    end: index + all.length,
    query: body.replace(/^ {10}/gm, '').trimEnd(),
  }));
}

function indented(query: string): string {
  return `${query.replace(/^(?=.)/gm, indentation)}\n`;
}

function damagesOf(query: string, tables: readonly string[]): readonly Damage[] {
  const tokens = lex(query).tokens.filter(({ kind }) => kind !== 'end');
  const made = [
    ...tokens.flatMap((token, at) => atToken(query, token, tokens[at - 1], tables)),
    ...withoutClause(query),
    ...renamedAlias(query),
  ];
  const seen = new Set([query]);
  return made.filter((damage) => !seen.has(damage.query) && seen.add(damage.query));
}

/** A token forgotten, written twice, or misspelt; a comma too many; another table in its place. */
function atToken(
  query: string,
  { start, end, kind, value, upper }: Token,
  before: Token | undefined,
  tables: readonly string[],
): readonly Damage[] {
  const token = query.slice(start, end);
  const place = `\`${token}\` at ${String(start)}`;
  const put = (what: string, newText: string): Damage => ({
    what: `${place} ${what}`,
    query: query.slice(0, start) + newText + query.slice(end),
  });
  const isName = kind === 'word' && value !== upper;
  const isRead = before?.upper === 'FROM' || before?.upper === 'JOIN';
  return [
    put('forgotten', ''),
    put('twice', `${token} ${token}`),
    ...(kind === 'word' ? [put('with a comma behind', `${token},`)] : []),
    ...(kind === 'word' && token.length > 3 ? [put('short of a letter', token.slice(0, -1))] : []),
    ...(isName && token.length > 3 ? [put('misspelt', turned(token))] : []),
    ...(isName && isRead
      ? [...tables, 'Nope'].filter((other) => other !== token).map((other) => put(`is ${other}`, other))
      : []),
  ];
}

/** A name in which two letters changed places. */
function turned(name: string): string {
  return `${name.slice(0, 1)}${name.charAt(2)}${name.charAt(1)}${name.slice(3)}`;
}

/** Each clause that stands on lines or parts of lines of its own taken away. */
function withoutClause(query: string): readonly Damage[] {
  const clause =
    /\b(?:FROM \w+(?: (?:AS )?\w+)?(?=\n|$| WHERE)|(?:LEFT|INNER) JOIN .*|ON .*|GROUP BY .*|HAVING .*|WHERE .*|PARTITION BY \S+|ORDER BY [^)\n]+|OVER \([^)]*\))/g;
  return [...query.matchAll(clause)].map(({ 0: text, index }) => ({
    what: `without ${text}`,
    query: query.slice(0, index) + query.slice(index + text.length),
  }));
}

/** An alias, or a common table expression, that is called otherwise where it is made. */
function renamedAlias(query: string): readonly Damage[] {
  const defined = /(?:FROM|JOIN) \w+ (?:AS )?(?!WHERE\b|ON\b)(\w+)|(\w+)(?= AS \()/g;
  return [...query.matchAll(defined)].map(({ 0: all, 1: alias, 2: cte = '', index }) => {
    const name = alias ?? cte;
    const at = index + all.length - name.length;
    return {
      what: `${name} called x_1 at ${String(at)}`,
      query: `${query.slice(0, at)}x_1${query.slice(at + name.length)}`,
    };
  });
}

/** Each table of the databases taken away, called otherwise, built otherwise, or passing something else through. */
export function damagedTables(text: string): readonly Mutation[] {
  const from = text.indexOf('\ndatabases:');
  const tables = [...text.matchAll(/^ {6}(\w+):(?: .*\n|\n(?: {8}.*\n|\n(?= {8}))*)/gm)];
  return tables
    .filter(({ index }) => index > from)
    .flatMap(({ 0: all, 1: name = '', index }) => {
      const put = (what: string, newText: string): Mutation => ({
        what: `${name} ${what}`,
        text: text.slice(0, index) + newText + text.slice(index + all.length),
      });
      const build = /build: (\w+)/.exec(all)?.[1] ?? '';
      return [
        put('taken away', ''),
        put('short of a letter', all.replace(name, name.slice(0, -1))),
        put('misspelt', all.replace(name, turned(name))),
        put('called otherwise', all.replace(name, 'Something')),
        ...['passthrough', 'sql', 'template']
          .filter((other) => other !== build)
          .map((other) => put(`built as ${other}`, all.replace(`build: ${build}`, `build: ${other}`))),
        ...['Unified_Coalesced', 'Shop:Order_Lines', 'Unified_Custmer', 'Nope']
          .filter(() => build === 'passthrough')
          .map((source) =>
            put(`from ${source}`, all.replace('passthrough', `passthrough, source: ${source}`)),
          ),
      ];
    });
}
