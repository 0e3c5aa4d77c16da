import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import type { Expression, ExpressionItem } from '../../server/src/sql/query.js';
import { nameOf } from '../../server/src/sql/names.js';

function itemOf(expression: string): ExpressionItem {
  const { query, errors } = parseSql(`SELECT ${expression} FROM t`);
  expect(errors, expression).toEqual([]);
  const item = query?.body.kind === 'select' ? query.body.items[0] : undefined;
  if (item?.kind !== 'expression') throw new Error(`No expression: ${expression}`);
  return item;
}

function read(expression: string): Expression {
  return itemOf(expression).expression;
}

/** The structure as text with every operation in brackets. */
function shape(expression: Expression): string {
  if (expression.kind !== 'operation') return nameOf(expression).name;
  const operands = expression.operands.map(shape);
  const operator = expression.negated ? `NOT ${expression.operator}` : expression.operator;
  return operands.length === 1 ? `(${operator} ${operands[0] ?? ''})` : `(${operands.join(` ${operator} `)})`;
}

describe('operators that are functions too', () => {
  it.each(["rlike(a, 'x')", "LIKE(a, 'x')", "ilike(a, 'x')", "regexp(a, 'x')", 'div(a, 2)'])('%s', (sql) => {
    expect(read(sql).kind).toBe('call');
    expect(shape(read(`b = 1 AND NOT ${sql}`))).toContain('(NOT ');
  });
});

describe('words of a CASE that are names', () => {
  it.each([
    ['MAX(end)', 'max(end)'],
    ["end = 'x'", '(end = x)'],
    ['a + end', '(a + end)'],
    ['COALESCE(end, a)', 'coalesce(end, a)'],
    ['CASE WHEN a THEN b ELSE end END', 'CASE WHEN a THEN b ELSE end END'],
    ["case = 'x' AND case IS NULL", '((case = x) AND (IS NULL case))'],
  ])('%s', (sql, expected) => {
    expect(shape(read(sql)).toLowerCase()).toBe(expected.toLowerCase());
  });

  it('is said where a CASE has no value before its END', () => {
    expect(parseSql('SELECT CASE WHEN a THEN END AS b FROM t').errors).toHaveLength(1);
  });
});

describe('operators', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a OR b AND NOT c = d', '(a OR (b AND (NOT (c = d))))'],
    ['a AND b AND c', '(a AND b AND c)'],
    ['(a AND b) AND c', '((a AND b) AND c)'],
    ['a || b || c', '(a || b || c)'],
    ['-a * b', '((- a) * b)'],
    ['a & b | c ^ d', '((a & b) | (c ^ d))'],
    ['a div b % c', '((a DIV b) % c)'],
    ['a >> 2 + b', '(a >> (2 + b))'],
    ['NOT a IS NULL', '(NOT (IS NULL a))'],
    ['a IS NOT NULL', '(NOT IS NULL a)'],
    ['a NOT BETWEEN b AND c + 1 AND d', '((a NOT BETWEEN b NOT BETWEEN (c + 1)) AND d)'],
    ['a IS NOT DISTINCT FROM b', '(a NOT IS DISTINCT FROM b)'],
    ['a <=> b', '(a <=> b)'],
    ["a NOT REGEXP 'x'", '(a NOT RLIKE x)'],
    ["a LIKE 'x' ESCAPE '/'", '(a LIKE x LIKE /)'],
    ["a ILIKE ANY ('x', 'y')", '(a ILIKE ANY x ILIKE ANY y)'],
    ['a IN (1, 2)', '(a IN 1 IN 2)'],
    ['!a = b', '(NOT (a = b))'],
  ])('%s', (sql, expected) => {
    expect(shape(read(sql))).toBe(expected);
  });
});

describe('names of columns', () => {
  it.each<[string, string, boolean]>([
    ['t.a', 'a', true],
    ['t.addr.city', 'city', true],
    ['`my col`', 'my col', true],
    ['upper(email)', 'upper(email)', false],
    ['UPPER (email)', 'upper(email)', false],
    ['CAST(a AS INT)', 'a', true],
    ['a::string', 'a', true],
    ['count(*)', 'count(1)', false],
    ['a + 1', '(a + 1)', false],
    ['explode(a)', 'col', false],
    ['a AS x', 'x', true],
    ['a x', 'x', true],
  ])('%s', (sql, name, named) => {
    const item = itemOf(sql);
    expect([item.name, item.named]).toEqual([name, named]);
  });

  it('may be several for one item', () => {
    expect(itemOf("stack(2, 'a', 1, 'b', 2) AS (k, v)").aliases.map((alias) => alias.text)).toEqual([
      'k',
      'v',
    ]);
  });
});

describe('literals', () => {
  it.each([
    ['NULL', 'null', 'NULL'],
    ['true', 'boolean', 'TRUE'],
    ['10L', 'integer', '10L'],
    ['1.5', 'decimal', '1.5'],
    ['1e3', 'float', '1e3'],
    ["'it\\'s' \"x\"", 'string', "it'sx"],
    ["r'\\d'", 'string', '\\d'],
    ["'\\\\d'", 'string', '\\d'],
    ["X'1F'", 'binary', '1F'],
    ["DATE '2020-01-01'", 'date', '2020-01-01'],
    ["timestamp '2020-01-01 00:00:00'", 'datetime', '2020-01-01 00:00:00'],
    ["INTERVAL '1-2' YEAR TO MONTH", 'interval', "'1-2' YEAR TO MONTH"],
    [':p', 'parameter', ':p'],
  ])('%s', (sql, type, value) => {
    expect(read(sql)).toMatchObject({ kind: 'literal', type, value });
  });

  it('holds templates and what looks like a comment or a keyword', () => {
    expect(read("'{{ x('a') }} -- no, FROM'")).toMatchObject({ kind: 'literal', type: 'string' });
    expect(read('"x"')).toMatchObject({ kind: 'literal', value: 'x' });
  });
});

describe('calls', () => {
  it('keeps what belongs to them', () => {
    expect(read('count(DISTINCT a, b)')).toMatchObject({ name: 'COUNT', distinct: true, args: [{}, {}] });
    expect(read('sum(a) FILTER (WHERE b > 1)')).toMatchObject({ filter: { operator: '>' } });
    expect(read('first(a) IGNORE NULLS OVER w')).toMatchObject({
      ignoreNulls: true,
      window: { base: { text: 'w' } },
    });
    expect(read('percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC)')).toMatchObject({
      withinGroup: [{ descending: true }],
    });
    expect(read('left(name, 2)')).toMatchObject({ name: 'LEFT', args: [{}, {}] });
    expect(read('current_date')).toMatchObject({ kind: 'call', name: 'CURRENT_DATE', args: [] });
    expect(read('filter(a, (x, i) -> x > i)')).toMatchObject({
      args: [{}, { kind: 'lambda', parameters: [{ text: 'x' }, { text: 'i' }] }],
    });
  });

  it.each([
    ['EXTRACT(YEAR FROM ts)', ['literal', 'column']],
    ["TRIM(BOTH 'x' FROM a)", ['literal', 'column']],
    ['TRIM(LEADING FROM a)', ['column']],
    ['SUBSTRING(a FROM 2 FOR 3)', ['column', 'literal', 'literal']],
    ["POSITION('a' IN b)", ['literal', 'column']],
    ['OVERLAY(a PLACING b FROM 3)', ['column', 'column', 'literal']],
    ['dateadd(DAY, 1, d)', ['literal', 'literal', 'column']],
    ['struct(a AS x, b)', ['column', 'column']],
  ])('%s', (sql, kinds) => {
    const call = read(sql);
    expect(call.kind === 'call' && call.args.map((argument) => argument.kind)).toEqual(kinds);
  });

  it('knows where PARTITION BY belongs in a window', () => {
    const sql = 'row_number() OVER (ORDER BY a)';
    const call = read(sql);
    const at = call.kind === 'call' ? (call.window?.insertAt ?? 0) : 0;
    expect(`SELECT ${sql}`.slice(0, at)).toBe('SELECT row_number() OVER (');
  });
});

describe('types and fields', () => {
  it('writes types in one way', () => {
    expect(read('CAST(a AS decimal( 10 , 2 ))')).toMatchObject({ kind: 'cast', type: 'DECIMAL(10,2)' });
    expect(read('TRY_CAST(a AS array< struct<a: int, b: array<string>> >)')).toMatchObject({
      type: 'ARRAY<STRUCT<A:INT,B:ARRAY<STRING>>>',
    });
  });

  it('tells columns from fields of what is computed', () => {
    expect(read('t.a.b')).toMatchObject({
      kind: 'column',
      parts: [{ text: 't' }, { text: 'a' }, { text: 'b' }],
    });
    expect(read('a[0].b')).toMatchObject({ kind: 'access', field: { text: 'b' }, base: { kind: 'access' } });
    expect(read('(SELECT 1)')).toMatchObject({ kind: 'subquery', exists: false });
    expect(read('EXISTS (SELECT 1)')).toMatchObject({ kind: 'subquery', exists: true });
    expect(read('(a, b)')).toMatchObject({ kind: 'row' });
    expect(read('struct(t.*)')).toMatchObject({
      args: [{ kind: 'star-argument', qualifier: [{ text: 't' }] }],
    });
  });
});
