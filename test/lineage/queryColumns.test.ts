import { describe, expect, it } from 'vitest';
import { tableOf } from './lineageOf.js';

/** The columns of a table with this SQL; sources `A` (id, x, y), `B` (id, z) and `Open`, whose columns nobody knows. */
const names = (sql: string, more?: string): string[] => tableOf(sql, more).names('T');

describe('the columns of a query', () => {
  it.each([
    [
      'names, aliases and what Spark calls an expression',
      'SELECT id, a.x, y AS why, 1 AS one FROM A a',
      'id x why one',
    ],
    ['a star', 'SELECT * FROM A', 'id x y'],
    ['a star and more', 'SELECT a.*, z FROM A a JOIN B ON a.id = B.id', 'id x y z'],
    ['a star with exceptions', 'SELECT * EXCEPT (x, ID) FROM A', 'y'],
    ['a star of a subquery', 'SELECT s.* FROM (SELECT x AS renamed FROM A) s', 'renamed'],
    ['a star of a join', 'SELECT * FROM A JOIN (SELECT z FROM B) b', 'id x y z'],
    ['a column that a CTE names', 'WITH c (p, q) AS (SELECT id, x FROM A) SELECT * FROM c', 'p q'],
    ['a subquery’s column aliases', 'SELECT * FROM (SELECT id, x FROM A) AS s(p, q)', 'p q'],
    [
      'a CTE of a CTE',
      'WITH a1 AS (SELECT id FROM A), a2 AS (SELECT *, 1 AS n FROM a1) SELECT * FROM a2',
      'id n',
    ],
    [
      'a CTE within a CTE',
      'WITH a1 AS (WITH b1 AS (SELECT y FROM A) SELECT * FROM b1) SELECT * FROM a1',
      'y',
    ],
    ['a CTE that hides a source', 'WITH B AS (SELECT x FROM A) SELECT * FROM B', 'x'],
    [
      'a CTE’s own name means the source within it',
      'WITH B AS (SELECT *, 1 AS n FROM B) SELECT * FROM B',
      'id z n',
    ],
    [
      'a recursive CTE',
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT * FROM t',
      'n',
    ],
    ['USING once', 'SELECT * FROM A JOIN B USING (id)', 'id x y z'],
    ['NATURAL once', 'SELECT * FROM (SELECT id, x FROM A) NATURAL JOIN (SELECT id, z FROM B)', 'id x z'],
    ['SEMI JOIN: the left only', 'SELECT * FROM A LEFT SEMI JOIN B ON A.id = B.id', 'id x y'],
    ['ANTI JOIN: the left only', 'SELECT * FROM A LEFT ANTI JOIN B ON A.id = B.id', 'id x y'],
    [
      'LATERAL VIEW',
      'SELECT * FROM (SELECT id FROM A) a LATERAL VIEW explode(split(id, ",")) e AS part',
      'id part',
    ],
    ['VALUES with names', "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(n, name)", 'n name'],
    ['VALUES without names', "SELECT * FROM VALUES (1, 'a')", 'col1 col2'],
    ['a table function', 'SELECT * FROM range(10)', 'id'],
    ['UNION: the names of the left', 'SELECT id, x FROM A UNION ALL SELECT id, z FROM B', 'id x'],
    ['UNION BY NAME', 'SELECT id FROM A UNION ALL BY NAME SELECT z, id FROM B', 'id z'],
    ['EXCEPT', 'SELECT id FROM A EXCEPT SELECT id FROM B', 'id'],
    [
      'PIVOT',
      "SELECT * FROM (SELECT id, y, x FROM A) PIVOT (SUM(x) FOR y IN ('web' AS web, 'store'))",
      'id web store',
    ],
    [
      'PIVOT with two aggregates',
      "SELECT * FROM (SELECT id, y, x FROM A) PIVOT (SUM(x) AS s, MAX(x) AS m FOR y IN ('web'))",
      'id web_s web_m',
    ],
    ['UNPIVOT', 'SELECT * FROM (SELECT id, x, y FROM A) UNPIVOT (val FOR what IN (x, y))', 'id what val'],
    ['a FROM-first query', 'FROM A SELECT x', 'x'],
    ['TABLE', 'TABLE A', 'id x y'],
    ['parentheses', '(SELECT id FROM A)', 'id'],
    ['a generator with several names', 'SELECT stack(1, 2, 3) AS (p, q) FROM A', 'p q'],
  ])('%s', (_, sql, expected) => {
    expect(names(sql).join(' ')).toBe(expected);
  });

  it.each([
    ['a star over a table that nobody declares', 'SELECT *, 1 AS n FROM Nowhere', 'n …'],
    ['a star over columns that nobody knows', 'SELECT o.*, 1 AS n FROM Open o', 'n …'],
    ['the same through a CTE', 'WITH c AS (SELECT * FROM Nowhere) SELECT c.*, 1 AS n FROM c', 'n …'],
    ['a template in place of a name', 'SELECT *, 1 AS n FROM {{ table }}', 'n …'],
    ['a star that is being typed', 'SELECT * ', '…'],
    ['nothing yet', 'SELECT', '…'],
    ['no query', 'what is this', '…'],
    ['a generator without names', 'SELECT inline(x) FROM A', '…'],
  ])('is open: %s', (_, sql, expected) => {
    expect(
      names(sql)
        .filter((name) => name !== 'inline(x)')
        .join(' '),
    ).toBe(expected);
  });

  it('is complete where only names are read from what nobody knows', () => {
    expect(names('SELECT o.a, b FROM Open o')).toEqual(['a', 'b']);
  });

  it('believes `columns` where the query does not tell', () => {
    expect(names('SELECT * FROM Nowhere', '        columns: {extra: string}')).toEqual(['extra', '…']);
  });

  it('does not believe `columns` where it does', () => {
    expect(names('SELECT id FROM A', '        columns: {extra: string}')).toEqual(['id']);
  });

  it('says why it is open', () => {
    expect(tableOf('SELECT * FROM Nowhere').columns('T').unknown).toEqual({
      kind: 'unknown-table',
      name: 'Nowhere',
    });
    expect(tableOf('SELECT * FROM Open').columns('T').unknown).toMatchObject({
      kind: 'upstream',
      relation: { name: 'Open' },
    });
    expect(tableOf('what').columns('T').unknown).toEqual({ kind: 'unparsed' });
  });
});

describe('where a column comes from', () => {
  it.each([
    ['a plain name', 'SELECT x AS c FROM A', ['A.x']],
    ['an expression', "SELECT CONCAT(A.id, COALESCE(y, 'n')) AS c FROM A", ['A.id', 'A.y']],
    ['a CASE, its conditions too', 'SELECT CASE WHEN x > 1 THEN y END AS c FROM A', ['A.x', 'A.y']],
    ['a CTE', 'WITH t AS (SELECT x AS n FROM A) SELECT n AS c FROM t', ['A.x']],
    ['a star', 'SELECT * FROM (SELECT x AS c FROM A)', ['A.x']],
    [
      'a window, but not what it sorts by',
      'SELECT FIRST(x) OVER (PARTITION BY id ORDER BY y) AS c FROM A',
      ['A.x'],
    ],
    ['a scalar subquery', 'SELECT (SELECT MAX(z) FROM B) AS c FROM A', ['B.z']],
    ['both sides of a UNION', 'SELECT x AS c FROM A UNION ALL SELECT z FROM B', ['A.x', 'B.z']],
    ['a column that USING merges', 'SELECT id AS c FROM A JOIN B USING (id)', ['A.id', 'B.id']],
    ['an alias of the same list', 'SELECT x + 1 AS n, n * 2 AS c FROM A', ['A.x']],
    ['a field of a struct', "SELECT s.a AS c FROM (SELECT NAMED_STRUCT('a', x) AS s FROM A)", ['A.x']],
    ['a lambda', 'SELECT transform(x, v -> v + z) AS c FROM A JOIN B', ['A.x', 'B.z']],
    ['LATERAL VIEW', 'SELECT part AS c FROM A LATERAL VIEW explode(split(y, ",")) e AS part', ['A.y']],
    ['nothing', 'SELECT CURRENT_DATE AS c FROM A', []],
    ['COUNT(*)', 'SELECT COUNT(*) AS c FROM A', []],
  ])('%s', (_, sql, expected) => {
    expect(tableOf(sql).from('T', 'c')).toEqual(expected);
  });

  it('is defined at its select item', () => {
    const example = tableOf('SELECT id,\n  MAX(x) AS most\nFROM A');
    const place = example.column('T', 'most').definedAt;
    const text = example.tenant.main?.tree.text ?? '';
    expect(text.slice(place?.range.start, place?.range.end)).toBe('MAX(x) AS most');
  });
});

describe('the type of a column', () => {
  it.each([
    ['x', 'integer'],
    ['CAST(x AS DECIMAL(38,2))', 'decimal'],
    ['x::STRING', 'string'],
    ["'a'", 'string'],
    ['1.5', 'decimal'],
    ['x IS NULL', 'boolean'],
    ['x > 1 AND y IN (1)', 'boolean'],
    ['x + 1', 'integer'],
    ['x / 2', 'float'],
    ['x + 1.5', 'decimal'],
    ["y || 'a'", 'string'],
    ['CASE WHEN x > 1 THEN 1 ELSE NULL END', 'integer'],
    ["CASE WHEN x > 1 THEN 1 ELSE 'a' END", 'unknown'],
    ['COALESCE(NULL, y)', 'string'],
    ['IF(x > 1, x, NULL)', 'integer'],
    ['COUNT(*)', 'integer'],
    ['UPPER(y)', 'string'],
    ['MAX(x)', 'integer'],
    ['CURRENT_DATE', 'date'],
    ['no_such_function(x)', 'unknown'],
    ['NULL', 'unknown'],
    ['(SELECT MAX(x) FROM A)', 'integer'],
  ])('of %s is %s', (expression, type) => {
    expect(tableOf(`SELECT ${expression} AS c FROM A`).column('T', 'c').type).toBe(type);
  });

  it('of a UNION is that of both sides', () => {
    expect(tableOf('SELECT x AS c FROM A UNION SELECT z FROM B').column('T', 'c').type).toBe('decimal');
    expect(tableOf('SELECT NULL AS c FROM A UNION SELECT z FROM B').column('T', 'c').type).toBe('decimal');
  });

  it('is the declared one where inference does not know', () => {
    const example = tableOf('SELECT f(x) AS c, x FROM A', '        columns: {c: date, x: date}');
    expect(example.column('T', 'c').type).toBe('date');
    expect(example.column('T', 'x').type).toBe('integer');
    expect(example.from('T', 'c')).toEqual(['A.x']);
  });
});

describe('a column of NULLs', () => {
  it.each([
    ['NULL', true],
    ['CAST(NULL AS STRING)', true],
    ['MAX(CAST(NULL AS STRING))', true],
    ['COALESCE(NULL, x)', false],
    ['x', false],
    ["''", false],
  ])('%s: %s', (expression, expected) => {
    expect(tableOf(`SELECT ${expression} AS c FROM A`).column('T', 'c').nullConstant).toBe(expected);
  });

  it('stays one through a CTE, and is none where another branch fills it', () => {
    expect(
      tableOf('WITH t AS (SELECT NULL AS n FROM A) SELECT n AS c FROM t').column('T', 'c').nullConstant,
    ).toBe(true);
    expect(tableOf('SELECT NULL AS c FROM A UNION ALL SELECT id FROM B').column('T', 'c').nullConstant).toBe(
      false,
    );
  });
});
