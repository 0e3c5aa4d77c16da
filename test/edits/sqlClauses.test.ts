import { describe, expect, it } from 'vitest';
import {
  addGroupBy,
  addJoin,
  qualifyColumn,
  removeOrderBy,
  renameIdentifier,
  wrapInBackticks,
} from '../../server/src/edits/sql.js';
import type { ParsedSql } from '../../server/src/sql/query.js';
import { columnsOf, outermostSelects } from '../../server/src/sql/walk.js';
import { edited } from './sqlEdited.js';

const join = 'LEFT JOIN u ON (u.id = t.id)';

describe('adding a join', () => {
  const cases: readonly [string, string, string][] = [
    ['on one line', 'SELECT a FROM t WHERE x', `SELECT a FROM t ${join} WHERE x`],
    ['on a line of its own', 'SELECT a\nFROM t\nWHERE x', `SELECT a\nFROM t\n${join}\nWHERE x`],
    ['at the end', 'SELECT\n  a\nFROM t', `SELECT\n  a\nFROM t\n${join}`],
    [
      'behind other joins',
      'SELECT a\n  FROM t\n  JOIN v ON t.id = v.id\n WHERE x',
      `SELECT a\n  FROM t\n  JOIN v ON t.id = v.id\n  ${join}\n WHERE x`,
    ],
    [
      'behind a join with its condition below',
      'SELECT a\nFROM t\nJOIN v\n  ON t.id = v.id\n',
      `SELECT a\nFROM t\nJOIN v\n  ON t.id = v.id\n${join}\n`,
    ],
    [
      'behind a comment',
      'SELECT a\nFROM t -- all of it\nWHERE x',
      `SELECT a\nFROM t -- all of it\n${join}\nWHERE x`,
    ],
    [
      'before LATERAL VIEW',
      'SELECT a FROM t LATERAL VIEW explode(x) e AS y',
      `SELECT a FROM t ${join} LATERAL VIEW explode(x) e AS y`,
    ],
    [
      'in each branch',
      'SELECT a FROM t UNION SELECT a FROM v',
      `SELECT a FROM t ${join} UNION SELECT a FROM v ${join}`,
    ],
    [
      'in the outermost query',
      'WITH c AS (SELECT 1 AS a)\nSELECT a\nFROM c t',
      `WITH c AS (SELECT 1 AS a)\nSELECT a\nFROM c t\n${join}`,
    ],
    ['not without tables', 'SELECT 1', 'SELECT 1'],
  ];
  it.each(cases)('%s', (_, before, after) => {
    expect(edited(before, (parsed) => addJoin(parsed, join))).toBe(after);
  });
});

describe('adding to GROUP BY', () => {
  const group = (sql: string, ...expressions: string[]): string =>
    edited(sql, (parsed) => {
      const select = parsed.query === null ? undefined : outermostSelects(parsed.query)[0];
      return select?.groupBy ? addGroupBy(parsed, select.groupBy, ...expressions) : [];
    });

  it('follows the list that is there', () => {
    expect(group('SELECT 1 FROM t GROUP BY a', 'b')).toBe('SELECT 1 FROM t GROUP BY a, b');
    expect(group('SELECT 1 FROM t GROUP BY a, x HAVING y', 'b', 'c')).toBe(
      'SELECT 1 FROM t GROUP BY a, x, b, c HAVING y',
    );
    expect(group('SELECT 1 FROM t\nGROUP BY\n  a, -- one\n  x -- two\nHAVING y', 'b')).toBe(
      'SELECT 1 FROM t\nGROUP BY\n  a, -- one\n  x, -- two\n  b\nHAVING y',
    );
    expect(group('SELECT 1 FROM t\nGROUP BY a\n  , x -- two\nHAVING y', 'b')).toBe(
      'SELECT 1 FROM t\nGROUP BY a\n  , x -- two\n  , b\nHAVING y',
    );
    expect(group('SELECT 1 FROM t GROUP BY a -- done', 'b')).toBe('SELECT 1 FROM t GROUP BY a, b -- done');
  });

  it('adds nothing twice', () => {
    expect(group('SELECT 1 FROM t GROUP BY t.`A`', 't.a')).toBe('SELECT 1 FROM t GROUP BY t.`A`');
    expect(group('SELECT 1 FROM t GROUP BY ALL', 'a')).toBe('SELECT 1 FROM t GROUP BY ALL');
  });
});

describe('taking ORDER BY away', () => {
  const cases: readonly [string, string][] = [
    ['SELECT a FROM t ORDER BY a', 'SELECT a FROM t'],
    ['SELECT a\nFROM t\nORDER BY a DESC, b\n', 'SELECT a\nFROM t\n'],
    ['SELECT a\nFROM t -- all\nORDER BY a;', 'SELECT a\nFROM t -- all\n;'],
    ['SELECT a FROM t ORDER BY a LIMIT 3', 'SELECT a FROM t LIMIT 3'],
    ['SELECT a FROM t\nORDER BY a\nLIMIT 3', 'SELECT a FROM t\nLIMIT 3'],
    ['SELECT a FROM (SELECT b FROM t ORDER BY b) x', 'SELECT a FROM (SELECT b FROM t ORDER BY b) x'],
    ['SELECT a FROM t', 'SELECT a FROM t'],
  ];
  it.each(cases)('%j', (before, after) => {
    const once = edited(before, removeOrderBy);
    expect(once).toBe(after);
    expect(edited(once, removeOrderBy)).toBe(after);
  });
});

describe('names', () => {
  const firstTable = (parsed: ParsedSql) => {
    const table = parsed.query === null ? undefined : outermostSelects(parsed.query)[0]?.from[0];
    return table?.kind === 'named' ? table : null;
  };

  it('puts what Spark cannot read between backticks', () => {
    const wrap = (sql: string): string =>
      edited(sql, (parsed) => wrapInBackticks(parsed, parsed.errors[0]?.range ?? { start: 0, end: 0 }));
    expect(wrap('SELECT a FROM ACME:Loyalty l')).toBe('SELECT a FROM `ACME:Loyalty` l');
    expect(wrap('SELECT a FROM my-table')).toBe('SELECT a FROM `my-table`');
    expect(wrap('SELECT größe FROM t')).toBe('SELECT `größe` FROM t');
    expect(wrap('SELECT a FROM orders left WHERE x')).toBe('SELECT a FROM orders `left` WHERE x');
    expect(wrap('SELECT a FROM `ACME:Loyalty`')).toBe('SELECT a FROM `ACME:Loyalty`');
  });

  it('qualifies a column', () => {
    const sql = 'SELECT upper(email) FROM t';
    const result = edited(sql, (parsed) => {
      const item = parsed.query === null ? undefined : outermostSelects(parsed.query)[0]?.items[0];
      const column = item?.kind === 'expression' ? columnsOf(item.expression)[0] : undefined;
      return column === undefined ? [] : qualifyColumn(column, 't');
    });
    expect(result).toBe('SELECT upper(t.email) FROM t');
  });

  it('renames and keeps backticks', () => {
    const rename = (sql: string, name: string): string =>
      edited(sql, (parsed) => {
        const part = firstTable(parsed)?.name.at(-1);
        return part === undefined ? [] : renameIdentifier(part, name);
      });
    expect(rename('SELECT a FROM t', 'u')).toBe('SELECT a FROM u');
    expect(rename('SELECT a FROM `t`', 'u')).toBe('SELECT a FROM `u`');
    expect(rename('SELECT a FROM db.t', 'my u')).toBe('SELECT a FROM db.`my u`');
    expect(rename('SELECT a FROM t', 'A:B')).toBe('SELECT a FROM `A:B`');
  });
});
