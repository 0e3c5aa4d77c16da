import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import type { Query, Select } from '../../server/src/sql/query.js';
import {
  columnsOf,
  forEachExpression,
  forEachQuery,
  forEachSelect,
  givesUnnamedColumns,
  outermostSelects,
  tablesOf,
} from '../../server/src/sql/walk.js';
import { fromOf } from './queries.js';

function read(sql: string): Query {
  const { query, errors } = parseSql(sql);
  expect(errors, sql).toEqual([]);
  if (query === null) throw new Error(`No query: ${sql}`);
  return query;
}

function selectOf(sql: string): Select {
  const { body } = read(sql);
  if (body.kind !== 'select') throw new Error(`No SELECT: ${sql}`);
  return body;
}

const written = (sql: string, range: { start: number; end: number } | undefined | null): string | null =>
  range ? sql.slice(range.start, range.end) : null;

describe('tables', () => {
  it.each([
    ['SELECT a FROM a, b JOIN c ON b.x = c.x, d', 'a comma b inner c comma d'],
    ['SELECT a FROM (a JOIN b ON a.x = b.x) LEFT JOIN c USING (x)', 'a inner b left c'],
    ['SELECT a FROM t NATURAL JOIN u CROSS JOIN v', 't inner u cross v'],
    ['SELECT a FROM t x LEFT SEMI JOIN u ON x.a = u.a ANTI JOIN v ON x.a = v.a', 't x semi u anti v'],
    ['SELECT a FROM t FULL OUTER JOIN u ON t.a = u.a', 't full u'],
    ['SELECT a FROM range(10) r', 'function r'],
    ['SELECT a FROM VALUES (1, 2) v(a, b)', 'values v(a, b)'],
    ['SELECT a FROM (VALUES (1, 2)) AS v(a, b)', '(values) v(a, b)'],
    ['SELECT a FROM t PIVOT (SUM(x) FOR y IN (1, 2)) p', 't pivot p'],
    ['SELECT a FROM t UNPIVOT (v FOR n IN (a, b))', 't unpivot'],
    [
      'SELECT a FROM t LATERAL VIEW OUTER posexplode(x) v AS p, e LATERAL VIEW explode(y) AS f',
      't view p+e view f',
    ],
    [
      'SELECT a FROM `ACME:Loyalty` l JOIN {{ tenant }}_orders o ON l.a = o.a',
      'ACME:Loyalty l inner {{ tenant }}_orders o',
    ],
    ['TABLE db.t', 'db.t'],
  ])('%s', (sql, expected) => {
    expect(fromOf(read(sql).body)).toBe(expected);
  });

  it('marks those that a template names', () => {
    expect(selectOf('SELECT a FROM {{ x }}_t').from[0]).toMatchObject({ kind: 'named', template: true });
    expect(selectOf('SELECT a FROM t').from[0]).toMatchObject({ kind: 'named', template: false });
  });

  it('keeps the words of a join and its condition', () => {
    const sql = 'SELECT a FROM t LEFT OUTER JOIN u ON (t.a = u.a)';
    const join = selectOf(sql).from[0];
    expect(join?.kind === 'join' && [written(sql, join.joinRange), join.on?.kind]).toEqual([
      'LEFT OUTER JOIN',
      'operation',
    ]);
    expect(selectOf('SELECT a FROM t JOIN u').from[0]).toMatchObject({ on: null, using: [], comma: false });
    expect(selectOf('SELECT a FROM t JOIN u USING (a, b)').from[0]).toMatchObject({
      using: [{ text: 'a' }, { text: 'b' }],
    });
  });
});

describe('clauses', () => {
  it('reads what groups', () => {
    expect(selectOf('SELECT a FROM t GROUP BY ALL').groupBy).toMatchObject({ all: true });
    const sets = selectOf('SELECT a FROM t GROUP BY a, GROUPING SETS ((a, b), c, ())').groupBy;
    expect([sets?.sets, sets?.expressions.length]).toEqual([true, 4]);
    expect(selectOf('SELECT a FROM t GROUP BY a WITH ROLLUP').groupBy).toMatchObject({ sets: true });
    expect(selectOf('SELECT a FROM t GROUP BY 1, upper(b)').groupBy).toMatchObject({
      sets: false,
      expressions: [{}, {}],
    });
  });

  it('knows its places', () => {
    const sql = 'SELECT a, b -- c\nFROM t GROUP BY a, b ORDER BY a DESC LIMIT 3';
    const query = read(sql);
    const select = selectOf(sql);
    expect(sql.slice(0, select.insertAt)).toBe('SELECT a, b');
    expect(written(sql, select.groupBy?.range)).toBe('GROUP BY a, b');
    expect(sql.slice(0, select.groupBy?.insertAt)).toBe('SELECT a, b -- c\nFROM t GROUP BY a, b');
    expect(written(sql, query.orderByRange)).toBe('ORDER BY a DESC');
    expect(query.limit).toMatchObject({ value: '3' });
    expect(parseSql(sql).comments).toMatchObject([{ text: ' c', style: 'line' }]);
  });

  it('gives INTERSECT the tighter hold', () => {
    const { body } = read('SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 MINUS SELECT 4');
    expect(body).toMatchObject({
      operator: 'except',
      left: { operator: 'union', all: true, right: { operator: 'intersect' } },
    });
  });

  it('reads tables of WITH, nested ones too', () => {
    const query = read('WITH RECURSIVE a (x) AS (WITH b AS (SELECT 1) SELECT * FROM b) SELECT x FROM a');
    expect([query.recursive, query.ctes[0]?.name.text, query.ctes[0]?.columns[0]?.text]).toEqual([
      true,
      'a',
      'x',
    ]);
    expect(query.ctes[0]?.query.ctes[0]?.name.text).toBe('b');
  });
});

describe('walking a query', () => {
  const sql =
    'WITH c AS (SELECT a FROM t1) SELECT c.a, (SELECT max(b) FROM t2) FROM c JOIN t3 ON c.a = t3.a WHERE c.a IN (SELECT d FROM t4) ORDER BY e';
  const query = read(sql);

  it('meets every table, query and SELECT', () => {
    expect(
      tablesOf(query)
        .map((table) => table.name[0]?.text)
        .sort(),
    ).toEqual(['c', 't1', 't2', 't3', 't4']);
    const parents: boolean[] = [];
    forEachQuery(query, (_, parent) => parents.push(parent === query));
    expect(parents).toEqual([false, true, true, true]);
    let selects = 0;
    forEachSelect(query, () => selects++);
    expect(selects).toBe(4);
    expect(outermostSelects(query)).toHaveLength(1);
  });

  it('says in which SELECT a column stands, and in what', () => {
    const seen: string[] = [];
    forEachExpression(query, (part, select, path) => {
      if (part.kind === 'column')
        seen.push(
          `${part.parts.map((one) => one.text).join('.')} ${select?.items.length ?? 0} ${path.length}`,
        );
    });
    expect(seen).toEqual(['a 1 0', 'c.a 2 0', 'b 1 1', 'c.a 2 1', 't3.a 2 1', 'c.a 2 1', 'd 1 0', 'e 2 0']);
  });

  it('leaves subqueries out where asked', () => {
    const item = selectOf('SELECT x + (SELECT y FROM t) + z FROM u').items[0];
    if (item?.kind !== 'expression') throw new Error('no expression');
    const names = (inSubqueries: boolean) =>
      columnsOf(item.expression, inSubqueries).map((one) => one.parts[0]?.text);
    expect([names(true), names(false)]).toEqual([
      ['x', 'y', 'z'],
      ['x', 'z'],
    ]);
  });

  it('tells items whose columns only the data name', () => {
    const [first, second, third] = selectOf('SELECT inline(a), explode(b) AS c, d FROM t').items;
    expect([first, second, third].map((item) => item !== undefined && givesUnnamedColumns(item))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
