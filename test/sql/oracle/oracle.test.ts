import { beforeAll, describe, expect, it } from 'vitest';
import { parseSql } from '../../../server/src/sql/parse.js';
import { forEachSelect, tablesOf } from '../../../server/src/sql/walk.js';
import { queriesOf } from '../queries.js';
import { loadDtSparkSql, type Reading } from './dtSparkSql.js';
import { reasonFor } from './disagreements.js';
import { Generator } from './generator.js';

/** `ORACLE_QUERIES=20000 npx vitest run test/sql/oracle` compares as many; the usual number takes about half a minute. */
const count = Number(process.env['ORACLE_QUERIES'] ?? 3000);
const seed = Number(process.env['ORACLE_SEED'] ?? 20261124);

let other: (sql: string) => Reading | null;
beforeAll(async () => {
  other = await loadDtSparkSql();
}, 60_000);

/** Our reading in the same form; null where it found an error. */
function ours(sql: string): Reading | null {
  const { query, errors } = parseSql(sql);
  if (query === null || errors.length > 0) return null;
  const selects: { start: number; items: readonly string[] }[] = [];
  forEachSelect(query, (select) => {
    const items = select.items.map((item) => {
      const aliases = item.kind === 'expression' ? item.aliases.map((alias) => alias.text) : [];
      return `${item.range.start}-${item.range.end} ${aliases.join('+')}`.trim();
    });
    selects.push({ start: select.selectKeyword.start, items });
  });
  const tables = tablesOf(query).map((table) => table.nameRange);
  return {
    selects: selects.sort((a, b) => a.start - b.start).map((select) => select.items),
    tables: [...tables].sort((a, b) => a.start - b.start).map((range) => `${range.start}-${range.end}`),
  };
}

/** Of the hard queries: `* EXCEPT`, `x::type` and templates are no part of that grammar. */
const unread = ['h07', 'h26', 'h29'];

/** Longer ones take the other reader long, and show nothing more. */
const maxLength = 220;

function shortQuery(generator: Generator): string {
  for (;;) {
    const sql = generator.query();
    if (sql.length <= maxLength) return sql;
  }
}

describe('the same query read with a grammar made from that of Spark', () => {
  it(`gives the same items and tables for ${String(count)} queries`, () => {
    const generator = new Generator(seed);
    let unread = 0;
    let explained = 0;
    for (let index = 0; index < count; index++) {
      const sql = shortQuery(generator);
      const [mine, theirs] = [ours(sql), other(sql)];
      expect(mine, `not read: ${sql}`).not.toBeNull();
      if (theirs === null) unread++;
      else if (JSON.stringify(mine) === JSON.stringify(theirs)) continue;
      else if (reasonFor(sql, theirs) === null) expect(mine, sql).toEqual(theirs);
      else explained++;
    }
    expect(unread).toBeLessThan(count * 0.06);
    expect(explained).toBeLessThan(count * 0.02);
  }, 600_000);

  it('gives the same for the hard queries and those of the product', () => {
    for (const [name, sql] of [...queriesOf('hard.sql'), ...queriesOf('product.sql')]) {
      const theirs = other(sql);
      if (theirs === null) expect(unread, name).toContain(name);
      else if (reasonFor(sql, theirs) === null) expect(ours(sql), name).toEqual(theirs);
    }
  });
});
