import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';

/** The name of the one column of a query. */
function nameIn(item: string): string | undefined {
  const { query, errors } = parseSql(`SELECT ${item} FROM t`);
  expect(errors, item).toEqual([]);
  const only = query?.body.kind === 'select' ? query.body.items[0] : undefined;
  return only?.kind === 'expression' ? only.name : undefined;
}

// As Spark 3.5 calls them: its schemas of queries on operators, functions and windows were read for it.
describe('a column that nobody names', () => {
  it.each([
    ['t.email', 'email'],
    ['CAST(t.email AS STRING)', 'email'],
    ['upper(t.email)', 'upper(email)'],
    ['t.address.city || t.postal', 'concat(address.city, postal)'],
    ['a[0]', 'a[0]'],
    ["m['k']", 'm[k]'],
    ['struct(a, 1).a', 'struct(a, 1).a'],
    ['(a, 1)', 'named_struct(a, a, col2, 1)'],
  ])('%s, made of columns', (item, name) => {
    expect(nameIn(item)).toBe(name);
  });

  it.each([
    ['1L', '1'],
    ['-1', '-1'],
    ['+1', '(+ 1)'],
    ['.50', '0.50'],
    ['1.5BD', '1.5'],
    ['6.8e0', '6.8'],
    ['1e3', '1000.0'],
    ['1e10', '1.0E10'],
    ['TRUE', 'true'],
    ['null', 'NULL'],
    ["'it\\'s'", "it's"],
    ["date '2026-11-24'", "DATE '2026-11-24'"],
    ["timestamp '2026-11-24 10:00:00'", "TIMESTAMP '2026-11-24 10:00:00'"],
    ['interval 3 days', "INTERVAL '3' DAY"],
    ["INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '1-2' YEAR TO MONTH"],
    ["x'1f'", "X'1F'"],
  ])('%s, a value', (item, name) => {
    expect(nameIn(item)).toBe(name);
  });

  it.each([
    ['a + b - c', '((a + b) - c)'],
    ['a + b + c', '((a + b) + c)'],
    ['-a * b', '((- a) * b)'],
    ['a DIV 2', '(a div 2)'],
    ['~a', '~a'],
    ['a == b', '(a = b)'],
    ['a <> b', '(NOT (a = b))'],
    ['a != b', '(NOT (a = b))'],
    ['NOT a', '(NOT a)'],
    ['a AND b AND c', '((a AND b) AND c)'],
    ['a OR b OR c OR d', '((a OR b) OR (c OR d))'],
    ['a IN (1, 2)', '(a IN (1, 2))'],
    ['a NOT IN (1, 2)', '(NOT (a IN (1, 2)))'],
    ['a IN (SELECT b FROM u)', '(a IN (listquery()))'],
    ['a BETWEEN 1 AND 2', '((a >= 1) AND (a <= 2))'],
    ['a NOT BETWEEN 1 AND 2', '(NOT ((a >= 1) AND (a <= 2)))'],
    ["a LIKE 'x%'", 'a LIKE x%'],
    ["a NOT LIKE 'x%'", '(NOT a LIKE x%)'],
    ["a ILIKE 'x%'", 'ilike(a, x%)'],
    ["a RLIKE 'x'", 'RLIKE(a, x)'],
    ["a LIKE ANY ('x', 'y')", 'likeany(a)'],
    ['a IS NULL', '(a IS NULL)'],
    ['a IS NOT NULL', '(a IS NOT NULL)'],
    ['a IS TRUE', '(a <=> true)'],
    ['a IS NOT FALSE', '(NOT (a <=> false))'],
    ['a IS DISTINCT FROM b', '(NOT (a <=> b))'],
    ['a IS NOT DISTINCT FROM b', '(a <=> b)'],
    ['a || b || c', 'concat(concat(a, b), c)'],
    ['CASE WHEN a > 1 THEN b END', 'CASE WHEN (a > 1) THEN b END'],
    ["CASE a WHEN 1 THEN 'x' ELSE 'y' END", 'CASE WHEN (a = 1) THEN x ELSE y END'],
    ["'1'::integer", 'CAST(1 AS INT)'],
    ['CAST(a + 1 AS varchar(10))', 'CAST((a + 1) AS STRING)'],
    ['CAST(a + 1 AS numeric(10, 2))', 'CAST((a + 1) AS DECIMAL(10,2))'],
    ['(SELECT MAX(b) FROM u)', 'scalarsubquery()'],
    ['EXISTS (SELECT 1 FROM u)', 'exists()'],
  ])('%s, an operation', (item, name) => {
    expect(nameIn(item)).toBe(name);
  });

  it.each([
    ['COUNT(*)', 'count(1)'],
    ['COUNT(DISTINCT t.a, b)', 'count(DISTINCT a, b)'],
    ['COUNT(*) FILTER (WHERE a > 1)', 'count(1) FILTER (WHERE (a > 1))'],
    ['SQRT(a)', 'SQRT(a)'],
    ['pow(a, 2)', 'pow(a, 2)'],
    ['POWER(a, 2)', 'POWER(a, 2)'],
    ["IF(a > 1, 'x', 'y')", '(IF((a > 1), x, y))'],
    ['isnull(a)', '(a IS NULL)'],
    ['isnotnull(a)', '(a IS NOT NULL)'],
    ['CURRENT_DATE()', 'current_date()'],
    ['EXTRACT(YEAR FROM a)', 'extract(YEAR FROM a)'],
    ['explode(a)', 'col'],
    ['round(a)', 'round(a, 0)'],
    ["split(a, ',')", 'split(a, ,, -1)'],
    ["REGEXP_REPLACE(a, 'x', '')", 'regexp_replace(a, x, , 1)'],
    ['months_between(a, b)', 'months_between(a, b, true)'],
    [
      'percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC)',
      'percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC)',
    ],
    [
      'filter(a, x -> x > 1)',
      'filter(a, lambdafunction((namedlambdavariable() > 1), namedlambdavariable()))',
    ],
  ])('%s, a call', (item, name) => {
    expect(nameIn(item)).toBe(name);
  });

  it.each([
    [
      'ROW_NUMBER() OVER (PARTITION BY t.a ORDER BY b DESC)',
      'row_number() OVER (PARTITION BY a ORDER BY b DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)',
    ],
    [
      'RANK() OVER (ORDER BY b NULLS LAST)',
      'RANK() OVER (ORDER BY b ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)',
    ],
    [
      'SUM(a) OVER (PARTITION BY b)',
      'sum(a) OVER (PARTITION BY b ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)',
    ],
    [
      'SUM(a) OVER (ORDER BY b)',
      'sum(a) OVER (ORDER BY b ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)',
    ],
    [
      'SUM(a) OVER (ORDER BY b ROWS 3 PRECEDING)',
      'sum(a) OVER (ORDER BY b ASC NULLS FIRST ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)',
    ],
    [
      'SUM(a) OVER (ORDER BY b rows between 1 preceding and unbounded following)',
      'sum(a) OVER (ORDER BY b ASC NULLS FIRST ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING)',
    ],
    [
      'LAG(a) OVER (ORDER BY b)',
      'lag(a, 1, NULL) OVER (ORDER BY b ASC NULLS FIRST ROWS BETWEEN -1 FOLLOWING AND -1 FOLLOWING)',
    ],
  ])('%s, a window', (item, name) => {
    expect(nameIn(item)).toBe(name);
  });
});
