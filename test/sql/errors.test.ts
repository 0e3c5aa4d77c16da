import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import { branchNames } from './queries.js';

/** The first error: the text that it stands at, its kind and its words. */
function first(sql: string): readonly [string, string, string] {
  const error = parseSql(sql).errors[0];
  if (error === undefined) throw new Error(`No error: ${sql}`);
  return [sql.slice(error.range.start, error.range.end), error.kind, error.message];
}

describe('what is wrong, in the words of who writes it', () => {
  const cases: readonly [sql: string, at: string, kind: string, message: RegExp][] = [
    ['SELECT a b c FROM t', 'c', 'syntax', /comma is missing before `c`/],
    ['SELECT a AS x b AS y FROM t', 'b', 'syntax', /comma is missing before `b`/],
    [
      'SELECT IF(a IS NULL COALESCE(b, c), d) FROM t',
      'COALESCE',
      'syntax',
      /comma is missing before `COALESCE`/,
    ],
    ['SELECT ,YEAR(a) FROM t', ',', 'syntax', /begins with a comma/],
    ['SELECT uit.*, ,product_class FROM uit', ',', 'syntax', /comma too many/],
    ['SELECT a, FROM t', 'FROM', 'syntax', /comma too many before `FROM`/],
    ['SELECT f(a,, b) FROM t', ',', 'syntax', /comma too many/],
    ['SELECT a FROM t WHERE a = 1, AND b = 2', ',', 'syntax', /comma before `AND` is one too many/],
    ['SELECT FROM t', 'FROM', 'syntax', /Columns are missing after `SELECT`/],
    ['SELECT foo. FROM t', 'FROM', 'syntax', /name is missing after `foo\.`/],
    ['SELECT * FROM', 'FROM', 'syntax', /table's name is missing/],
    ['SELECT a FROM t WHERE', 'WHERE', 'syntax', /ends too early.*`WHERE`/],
    ['SELECT a FROM t WHERE x = GROUP BY a', 'GROUP', 'syntax', /missing after `=`, before `GROUP`/],
    ['SELECT a FROM t GROUP a', 'a', 'syntax', /`BY` is missing after `GROUP`/],
    ['SELECT a FROM t GROUP BY a WHERE b', 'WHERE', 'syntax', /`WHERE` must stand before `GROUP BY`/],
    ['SELECT a FROM t LEFT u ON t.a = u.a', 'u', 'syntax', /`JOIN` is missing after `LEFT`/],
    ['SELECT a, b orders o WHERE b > 1', 'orders', 'syntax', /`FROM` is missing before `orders`/],
    ['SELECT a FROM t ORDER BY a UNION SELECT b FROM u', 'UNION', 'syntax', /cannot stand behind `ORDER BY`/],
    ['SELECT a FROM t SELECT b FROM u', 'SELECT', 'syntax', /`UNION` or a `;` is missing/],
    ['SELECT a FROM t; SELECT b FROM u', 'SELECT', 'syntax', /second one/],
    ['SELECT CASE WHEN a THEN b AS x FROM t', 'CASE', 'syntax', /Add `END` before `AS`/],
    ['SELECT CASE WHEN a b END FROM t', 'b', 'syntax', /`THEN` is missing before `b`/],
    ['SELECT a BETWEEN 1 OR 2 FROM t', 'OR', 'syntax', /needs an `AND`/],
    ['SELECT CAST(a) FROM t', ')', 'syntax', /needs `AS` and a type/],
    ["SELECT a AS 'x' FROM t", "'x'", 'syntax', /between backticks.*write `x`/],
    ['SELECT a AS FROM t', 'FROM', 'syntax', /name is missing after `AS`/],
    ['WITH a AS (SELECT 1 AS x), SELECT x FROM a', 'SELECT', 'syntax', /comma too many before `SELECT`/],
    [
      'WITH a AS (SELECT 1 AS x) b AS (SELECT 2 AS y) SELECT x FROM a',
      'b',
      'syntax',
      /comma is missing before `b`/,
    ],
    ['a AS (SELECT 1 AS x) SELECT x FROM a', 'a', 'syntax', /`WITH` is missing/],
    ['SELECT a FROM t)', ')', 'syntax', /closes no bracket/],
    ['SELECT upper(email FROM t', '(', 'unclosed-bracket', /Add a `\)` before `FROM`/],
    ['SELECT SUM(amt AS total, x FROM t', '(', 'unclosed-bracket', /Add a `\)` before `AS`/],
    ['SELECT a FROM (SELECT b FROM t', '(', 'unclosed-bracket', /before the end of the query/],
    ["SELECT a, 'x FROM t", "'", 'unclosed-string', /never closed/],
    ['SELECT `a FROM t', '`', 'unclosed-string', /backtick/],
    ['SELECT a /* b FROM t', '/*', 'unclosed-comment', /never closed/],
    ['SELECT a # b FROM t', '#', 'syntax', /nothing that Spark SQL can read/],
    ['CREATE TABLE x (a INT)', 'CREATE', 'not-a-query', /is no query/],
    ['insert into t select 1', 'insert', 'not-a-query', /`INSERT` is no query/],
    ['foo bar', 'foo', 'syntax', /begins no query/],
    ['', '', 'syntax', /no query here/],
    ['SELECT a FROM ACME:Loyalty', 'ACME:Loyalty', 'reserved-name', /colon.*backticks/],
    ['SELECT a FROM my-table t', 'my-table', 'reserved-name', /dash.*backticks/],
    ['SELECT größe FROM t', 'größe', 'reserved-name', /backticks/],
    ['SELECT a FROM orders left WHERE b', 'left', 'reserved-name', /backticks/],
  ];
  it.each(cases)('%s', (sql, at, kind, message) => {
    const [found, foundKind, words] = first(sql);
    expect([found, foundKind]).toEqual([at, kind]);
    expect(words).toMatch(message);
  });

  it('are told once, not with all that follows from them', () => {
    for (const [sql] of cases) expect(parseSql(sql).errors.length, sql).toBe(1);
  });

  it.each([
    ['tables', 'SELECT a FROM t', ' JOIN u ON t.a = u.a', / more than 300 tables/],
    ['tables', 'SELECT a FROM t', ', u', / more than 300 tables/],
    ['lateral views', 'SELECT a FROM t', ' LATERAL VIEW explode(a) v AS b', / more than 300 lateral views/],
    ['branches', 'SELECT a FROM t', ' UNION ALL SELECT a FROM u', / more than 400 branches/],
  ])('name what is beyond all measure: %s', (_, head, piece, message) => {
    const tail = ' WHERE a > 1';
    expect(parseSql(`${head}${piece.repeat(290)}${tail}`).errors).toEqual([]);
    const { query, errors } = parseSql(`${head}${piece.repeat(1000)}${tail}`);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(message) as string })]);
    expect(query).not.toBeNull();
  });

  it('say nothing of what Spark reads', () => {
    const sound = [
      'SELECT from FROM t',
      'SELECT order, group, limit, offset, select, values, date, interval FROM t',
      'SELECT case, when, end FROM t',
      'SELECT a offset, b minus FROM t',
      'SELECT left.a, table AS x FROM t left_ JOIN u ON left_.a = u.a',
      'SELECT 1abc, t.2b FROM 2020_sales t',
      'SELECT a FROM t WHERE x > :p AND y = ? AND z = {{ value }}',
      'SELECT a FROM t;',
      'SELECT a FROM t UNION SELECT b FROM u ORDER BY a LIMIT 3 OFFSET 2',
      'FROM t SELECT a WHERE b',
      'SELECT a FROM t TABLESAMPLE (BUCKET 3 OUT OF 32 ON x) s',
      "SELECT TRANSFORM(a) USING 'cat' AS (b) FROM t",
      'SELECT a FROM t FOR VERSION AS OF 3 x',
      'SELECT /* a /* b */ c */ a FROM t',
      'WITH a (x, y) AS (SELECT 1, 2), b AS (WITH c AS (SELECT 1) SELECT * FROM c) SELECT * FROM a, b',
      'SELECT * FROM t UNPIVOT INCLUDE NULLS (v FOR n IN (a, b AS bb)) u',
      'SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) = 1',
    ];
    for (const sql of sound) expect(parseSql(sql).errors, sql).toEqual([]);
  });
});

describe('what is known in spite of an error', () => {
  it.each<[string, boolean, readonly string[]]>([
    ['SELECT a,, b FROM t', true, ['a', 'b']],
    ['SELECT a, b, FROM t', true, ['a', 'b']],
    ['SELECT upper(a, b AS x, c FROM t', false, ['upper(a)', 'x', 'c']],
    ["SELECT a, b' AS c, 'x' AS d FROM t", false, ['a', 'c', 'd']],
    ['SELECT a foo. AS x, b FROM t', false, ['a', 'x', 'b']],
    ['SELECT {{ columns }}, b FROM t', false, ['', 'b']],
  ])('%s', (sql, known, names) => {
    const { query } = parseSql(sql);
    expect(branchNames(query)).toEqual([names]);
    expect(query?.body.kind === 'select' && query.body.itemsKnown).toBe(known);
  });
});
