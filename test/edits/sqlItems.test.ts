import { describe, expect, it } from 'vitest';
import type { Item } from '../../server/src/edits/queries/layout.js';
import { addItemsToSelect, addSelectItems } from '../../server/src/edits/sql.js';
import { parseSql } from '../../server/src/sql/parse.js';
import { outermostSelects } from '../../server/src/sql/walk.js';
import { edited } from './sqlEdited.js';

const b: Item = { expression: 'b', alias: null };
const nothing: Item = { expression: 'CAST(NULL AS STRING)', alias: 'c' };
const add = (sql: string, items: readonly Item[] = [b]): string =>
  edited(sql, (parsed) => addSelectItems(parsed, items));

describe('adding columns to a SELECT', () => {
  const cases: readonly [string, string, string][] = [
    ['on one line', 'SELECT a FROM t', 'SELECT a, b FROM t'],
    ['with an alias', 'select a from t', 'select a, b from t'],
    ['to leading commas', 'SELECT\n   a\n  ,x\nFROM t', 'SELECT\n   a\n  ,x\n  ,b\nFROM t'],
    ['to leading commas with a gap', 'SELECT\n    a\n  , x\nFROM t', 'SELECT\n    a\n  , x\n  , b\nFROM t'],
    ['to trailing commas', 'SELECT\n  a,\n  x\nFROM t', 'SELECT\n  a,\n  x,\n  b\nFROM t'],
    [
      'behind a comment, leading',
      'SELECT\n  a -- one\n  ,x -- two\nFROM t',
      'SELECT\n  a -- one\n  ,x -- two\n  ,b\nFROM t',
    ],
    [
      'behind a comment, trailing',
      'SELECT\n  a, -- one\n  x -- two\nFROM t',
      'SELECT\n  a, -- one\n  x, -- two\n  b\nFROM t',
    ],
    ['behind a comment on one line', 'SELECT a -- all\nFROM t', 'SELECT a -- all\n,b\nFROM t'],
    ['beside a star', 'SELECT * FROM t', 'SELECT *, b FROM t'],
    ['beside a star with EXCEPT', 'SELECT * EXCEPT (x) FROM t', 'SELECT * EXCEPT (x), b FROM t'],
    ['to one item on its line, as advised', 'SELECT\n  a\nFROM t', 'SELECT\n  a\n  ,b\nFROM t'],
    [
      'to one item, in the style of the query',
      'WITH c AS (SELECT\n    x,\n    y\n  FROM u)\nSELECT\n  a\nFROM c',
      'WITH c AS (SELECT\n    x,\n    y\n  FROM u)\nSELECT\n  a,\n  b\nFROM c',
    ],
    ['to several on the last line', 'SELECT a,\n  x, y\nFROM t', 'SELECT a,\n  x, y, b\nFROM t'],
    [
      'to each branch of a UNION',
      'SELECT a FROM t\nUNION ALL\nSELECT x FROM u',
      'SELECT a, b FROM t\nUNION ALL\nSELECT x, b FROM u',
    ],
    ['to a query in brackets', '(SELECT a FROM t) LIMIT 1', '(SELECT a, b FROM t) LIMIT 1'],
    ['to an empty list', 'SELECT FROM t', 'SELECT b FROM t'],
    ['to an empty list of lines', 'SELECT\nFROM t', 'SELECT\n  b\nFROM t'],
    ['behind a comma already typed', 'SELECT a, FROM t', 'SELECT a, b FROM t'],
    ['behind a trailing comma', 'SELECT\n  a,\n  x,\nFROM t', 'SELECT\n  a,\n  x,\n  b\nFROM t'],
    ['behind a leading comma', 'SELECT\n  a\n  ,x\n  ,\nFROM t', 'SELECT\n  a\n  ,x\n  ,b\nFROM t'],
    [
      'to the outermost SELECT only',
      'SELECT a FROM (SELECT x FROM t) s',
      'SELECT a, b FROM (SELECT x FROM t) s',
    ],
    ['to DISTINCT', 'SELECT DISTINCT a FROM t', 'SELECT DISTINCT a, b FROM t'],
    ['to FROM-first queries', 'FROM t SELECT a', 'FROM t SELECT a, b'],
    ['with tabs', 'SELECT\n\ta,\n\tx\nFROM t', 'SELECT\n\ta,\n\tx,\n\tb\nFROM t'],
    ['behind a commented-out item', 'SELECT\n  a\n  -- ,x\nFROM t', 'SELECT\n  a\n  ,b\n  -- ,x\nFROM t'],
    ['to GROUP BY too', 'SELECT a, count(*) FROM t GROUP BY a', 'SELECT a, count(*), b FROM t GROUP BY a, b'],
    [
      'to GROUP BY on lines',
      'SELECT\n  a\n  ,x\nFROM t\nGROUP BY\n  a\n  ,x',
      'SELECT\n  a\n  ,x\n  ,b\nFROM t\nGROUP BY\n  a\n  ,x\n  ,b',
    ],
    ['where GROUP BY has it', 'SELECT a FROM t GROUP BY a, b', 'SELECT a, b FROM t GROUP BY a, b'],
    ['to GROUP BY ALL', 'SELECT a FROM t GROUP BY ALL', 'SELECT a, b FROM t GROUP BY ALL'],
  ];
  it.each(cases)('%s', (_, before, after) => {
    expect(add(before)).toBe(after);
  });

  it('adds nothing that is there already, so that twice is once', () => {
    for (const [, before] of cases) {
      const once = add(before);
      expect(add(once)).toBe(once);
    }
  });

  it('leaves a query without a list alone', () => {
    expect(add('TABLE t')).toBe('TABLE t');
    expect(add('VALUES (1)')).toBe('VALUES (1)');
    expect(add('SELECT a FROM t UNION VALUES (1)')).toBe('SELECT a FROM t UNION VALUES (1)');
  });

  it('writes aliases as the author does', () => {
    expect(add('SELECT a FROM t', [nothing])).toBe('SELECT a, CAST(NULL AS STRING) AS c FROM t');
    expect(add('select a from t', [nothing])).toBe('select a, CAST(NULL AS STRING) as c from t');
    expect(add('SELECT a AS `x` FROM t', [nothing])).toBe(
      'SELECT a AS `x`, CAST(NULL AS STRING) AS `c` FROM t',
    );
    expect(add('SELECT a FROM t', [{ expression: 'b', alias: 'my b' }])).toBe('SELECT a, b AS `my b` FROM t');
  });

  it('groups by plain columns, not by aggregates and constants', () => {
    const items = [{ expression: 'MAX(b)', alias: 'm' }, nothing, { expression: 't.d + 1', alias: 'd' }];
    expect(add('SELECT a FROM t GROUP BY a', items)).toBe(
      'SELECT a, MAX(b) AS m, CAST(NULL AS STRING) AS c, t.d + 1 AS d FROM t GROUP BY a, t.d + 1',
    );
  });

  it('adds several, each on its line', () => {
    expect(add('SELECT\n  a,\n  x\nFROM t', [b, nothing])).toBe(
      'SELECT\n  a,\n  x,\n  b,\n  CAST(NULL AS STRING) AS c\nFROM t',
    );
  });

  it('adds to one SELECT of several', () => {
    const sql = 'SELECT a FROM t UNION ALL SELECT x FROM u';
    const result = edited(sql, (parsed) => {
      const second = parsed.query === null ? undefined : outermostSelects(parsed.query)[1];
      return second === undefined ? [] : addItemsToSelect(parsed, second, [b]);
    });
    expect(result).toBe('SELECT a FROM t UNION ALL SELECT x, b FROM u');
  });

  it('gives queries that read, with the new column last', () => {
    for (const [, before] of cases) {
      const { query, errors } = parseSql(add(before));
      expect(errors).toEqual([]);
      const select = query === null ? undefined : outermostSelects(query)[0];
      expect(select?.items.some((item) => item.kind === 'expression' && item.name === 'b')).toBe(true);
    }
  });
});
