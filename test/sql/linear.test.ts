import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import { walkQuery } from '../../server/src/sql/walk.js';

/** Pieces that, repeated, are hard for a reader that goes back, looks far ahead, or descends. */
const pieces = [
  '(',
  '[',
  ')',
  'SELECT (',
  'SELECT a FROM (',
  'f(',
  'CASE WHEN ',
  'CASE ',
  "'",
  '"',
  '`',
  '{{',
  '${',
  '/*',
  '--\n',
  'NOT ',
  '- ',
  'a + b - ',
  'a,',
  'a.',
  'a AND ',
  'SELECT a UNION ',
  'JOIN a ',
  'x[0]',
  '::int',
  'a IS NULL ',
  'a IN (',
  'WITH a AS (',
  ', a AS (SELECT ',
  'x -> ',
  '(a, b) -> ',
  'substring(',
  'trim(a, ',
  'OVER (',
  'FROM t, ',
  'a b ',
  'a b (',
  ') AS x, b FROM t',
  'LATERAL VIEW explode(',
  'GROUPING SETS (',
  '<',
  'CAST(a AS ARRAY<',
  'a BETWEEN ',
  'a LIKE ',
  "'a\n",
  '`a\n',
  '1.',
  ';',
  ':a',
  '\\',
  'é',
  "'\\",
  'SELECT ',
  'WHERE ',
  'FROM ',
  'upper(a, b AS x, ',
  'PIVOT (',
  'VALUES (',
  'a ) FROM t',
  'SELECT a, upper( ',
  '((SELECT 1) + ',
  'a OR (b) AND ',
  'INTERVAL 1 DAY ',
];
const size = 100_000;

describe('much of the same', () => {
  it.each(pieces)('%j is read in a moment, into a tree that can be walked', (piece) => {
    const many = piece.repeat(Math.ceil(size / piece.length));
    for (const head of ['', 'SELECT ', 'SELECT * FROM ']) {
      const start = performance.now();
      const { query, errors } = parseSql(head + many);
      // A tenth of that where nothing else runs; what takes time by the square takes many times more.
      expect(performance.now() - start).toBeLessThan(2000);
      expect(errors.length).toBeLessThanOrEqual(5);
      let seen = 0;
      if (query !== null) walkQuery(query, { expression: () => seen++ });
      expect(seen).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('a megabyte of brackets', () => {
  it.each(['(', '[', 'f(', 'SELECT a FROM (', '(a, '])('%j is read within a second or so', (piece) => {
    const text = `SELECT ${piece.repeat(Math.ceil(1_000_000 / piece.length))}`;
    const start = performance.now();
    expect(parseSql(text).errors.length).toBeGreaterThan(0);
    // Other work on the machine is allowed for.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('a long query', () => {
  it('takes time in proportion to its length', () => {
    const lines = (count: number): string =>
      `SELECT\n${Array.from({ length: count }, (_, line) => `  CASE WHEN t.c${line} > ${line} THEN upper(trim(t.d${line})) END AS col_${line}`).join(',\n')}\nFROM t`;
    const time = (text: string): number => {
      const times = Array.from({ length: 9 }, () => {
        const start = performance.now();
        parseSql(text);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    time(lines(500));
    const short = time(lines(500));
    const long = time(lines(5000));
    expect(long / short).toBeLessThan(25);
  });
});
