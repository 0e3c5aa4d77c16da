import { describe, expect, it } from 'vitest';
import { analysed } from './analysed.js';

/** Pieces of a query that each refer to the others, `at` from 0 on: what looks through all of them for each takes time by their square. */
const kinds: readonly {
  readonly what: string;
  readonly head: string;
  readonly piece: (at: number) => string;
  readonly between: string;
  readonly tail: string;
}[] = [
  piece('tables behind commas', 'SELECT 1 AS one FROM', (at) => `Loyalty t${at}`, ', '),
  piece(
    'joins with ON',
    'SELECT t0.id FROM Loyalty t0',
    (at) => `JOIN Loyalty t${at + 1} ON t${at}.id = t${at + 1}.id`,
  ),
  piece(
    'joins on a column that is not there',
    'SELECT t0.id FROM Loyalty t0',
    (at) => `JOIN Loyalty t${at + 1} ON t0.nope${at} = t${at + 1}.id`,
  ),
  piece('joins with USING', 'SELECT id FROM Loyalty t0', (at) => `JOIN Loyalty t${at + 1} USING (id)`),
  piece('natural joins', 'SELECT id FROM Loyalty t0', (at) => `NATURAL JOIN Loyalty t${at + 1}`),
  piece('lateral subqueries', 'SELECT t.id FROM Loyalty t', (at) => `, LATERAL (SELECT t.id) l${at}`),
  piece(
    'lateral views',
    'SELECT id FROM Loyalty',
    (at) => `LATERAL VIEW explode(array(id)) v${at} AS c${at}`,
  ),
  piece('joins in brackets', 'SELECT 1 AS one FROM Loyalty t', (at) => `JOIN (Loyalty t${at}`, ' '),
  piece(
    'CTEs, each on the one before',
    'WITH c0 AS (SELECT id FROM Loyalty),',
    (at) => `c${at + 1} AS (SELECT id FROM c${at})`,
    ', ',
    ' SELECT id FROM c1',
  ),
  piece(
    'CTEs, all on the first',
    'WITH c0 AS (SELECT id FROM Loyalty),',
    (at) => `c${at + 1} AS (SELECT id FROM c0)`,
    ', ',
    ' SELECT id FROM c1',
  ),
  piece(
    'CTEs of one name',
    'WITH c AS (SELECT id FROM Loyalty),',
    () => 'c AS (SELECT id FROM c)',
    ', ',
    ' SELECT id FROM c',
  ),
  piece('branches', '', () => 'SELECT id FROM Loyalty', ' UNION ALL '),
  piece('columns', 'SELECT', (at) => `id AS c${at}`, ', ', ' FROM Loyalty'),
  piece('columns of one name', 'SELECT', () => 'id', ', ', ' FROM Loyalty'),
  piece('columns that are not there', 'SELECT', (at) => `nope${at}`, ', ', ' FROM Loyalty'),
  piece('named columns that are not there', 'SELECT', (at) => `nope${at} AS c${at}`, ', ', ' FROM Loyalty'),
  piece(
    'structs that are not there',
    'SELECT',
    (at) => `nope${at} AS a${at}, nope${at}.b AS b${at}`,
    ', ',
    ' FROM Loyalty',
  ),
  piece('selects of nothing that name columns', '', (at) => `SELECT nope${at} AS nope`, ' UNION ALL '),
  piece('aliases behind commas', '', (at) => `SELECT x${at}.id FROM Loyalty, x${at}`, ' UNION ALL '),
  piece('commas in calls', 'SELECT', (at) => `MAX, (id) AS c${at}`, ', ', ' FROM Loyalty'),
  piece(
    'columns beside an aggregate',
    'SELECT COUNT(*) AS n,',
    (at) => `tier || id AS c${at}`,
    ', ',
    ' FROM Loyalty',
  ),
  piece(
    'columns of tables that are not there',
    'SELECT',
    (at) => `t${at}.id AS c${at}`,
    ', ',
    ' FROM Loyalty',
  ),
  piece('columns on each other', 'SELECT id AS c0,', (at) => `c${at} AS c${at + 1}`, ', ', ' FROM Loyalty'),
  piece('stars', 'SELECT', () => 't.*', ', ', ' FROM Loyalty t'),
  piece('functions that there are not', 'SELECT', (at) => `f${at}(id) AS c${at}`, ', ', ' FROM Loyalty'),
  piece(
    'windows',
    'SELECT',
    (at) => `row_number() OVER (PARTITION BY id ORDER BY email) AS r${at}`,
    ', ',
    ' FROM Loyalty',
  ),
  piece('named windows', 'SELECT id FROM Loyalty WINDOW', (at) => `w${at + 1} AS (w${at} ORDER BY id)`, ', '),
  piece(
    'subqueries in the select list',
    'SELECT',
    (at) => `(SELECT max(id) FROM Loyalty) AS c${at}`,
    ', ',
    ' FROM Loyalty',
  ),
  piece(
    'subqueries with columns that are not there',
    'SELECT',
    (at) => `(SELECT max(nope${at}) FROM Loyalty) AS c${at}`,
    ', ',
    ' FROM Loyalty',
  ),
  piece(
    'correlated subqueries',
    'SELECT id FROM Loyalty a WHERE true',
    (at) => `AND a.id IN (SELECT b${at}.id FROM Loyalty b${at} WHERE b${at}.id = a.id)`,
  ),
  piece('conditions', 'SELECT id FROM Loyalty WHERE', (at) => `id = '${at}'`, ' OR '),
  piece(
    'branches of a CASE',
    'SELECT CASE',
    (at) => `WHEN id = '${at}' THEN '${at}'`,
    ' ',
    ' END AS x FROM Loyalty',
  ),
  piece('sums', 'SELECT', () => 'id', ' + ', ' AS x FROM Loyalty'),
  piece('groups', 'SELECT max(email) AS e FROM Loyalty GROUP BY', () => 'id', ', '),
  piece('groups by number', 'SELECT id, email FROM Loyalty GROUP BY', (at) => String((at % 2) + 1), ', '),
  piece(
    'ungrouped columns',
    'SELECT max(id) AS m,',
    (at) => `email AS e${at}`,
    ', ',
    ' FROM Loyalty GROUP BY id',
  ),
  piece('sorted columns', 'SELECT id FROM Loyalty ORDER BY', () => 'email', ', '),
  piece('rows', 'SELECT * FROM VALUES', (at) => `(${at}, 'a')`, ', ', ' AS t(a, b)'),
  piece('fields of fields', 'SELECT id', () => 'x', '.', ' FROM Loyalty'),
];

function piece(
  what: string,
  head: string,
  make: (at: number) => string,
  between = ' ',
  tail = '',
): (typeof kinds)[number] {
  return { what, head, piece: make, between, tail };
}

/** A tenant with one table, whose query has about so many characters. */
function tenantWith({ head, piece: make, between, tail }: (typeof kinds)[number], size: number): string {
  const pieces: string[] = [];
  for (let length = 0; length < size; length += between.length + (pieces.at(-1)?.length ?? 0))
    pieces.push(make(pieces.length));
  return `version: 1
tenant: long
sources:
  Loyalty:
    records: customer
    primary_key: id
    fields:
      id: {type: string, semantics: fk-id}
      email: {type: string, semantics: email}
databases:
  C360:
    kind: customer_360
    tables:
      Long:
        build: sql
        sql: |
          ${head} ${pieces.join(between)}${tail}
`;
}

describe('a query with very many', () => {
  it.each(kinds)('$what is checked in a moment', (kind) => {
    const yaml = tenantWith(kind, 200_000);
    const start = performance.now();
    analysed(yaml);
    // A fifth of that where nothing else runs; what takes time by the square takes many times more.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
