import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineageOf, tableOf } from './lineageOf.js';

/** Asks for everything that lineage knows. */
function walk(yaml: string): number {
  const { tenant, lineage } = lineageOf(yaml);
  let columns = 0;
  for (const source of tenant.sources) {
    columns += lineage.columnsOf(lineage.relationOfSource(source)).columns.size;
  }
  for (const database of tenant.databases) {
    for (const table of database.tables) {
      const relation = lineage.relationOfTable(database, table);
      for (const column of lineage.columnsOf(relation).columns.values()) {
        columns += column.from.length + (column.definedAt ? 1 : 0);
      }
      lineage.upstream(relation);
    }
  }
  for (const query of tenant.queries) lineage.queryView(query);
  return columns;
}

describe('text that ends anywhere', () => {
  const yaml = readFileSync('examples/ready/tenant.yaml', 'utf8');

  it('never makes lineage throw', () => {
    for (let end = 0; end < yaml.length; end += 23) walk(yaml.slice(0, end));
    expect(walk(yaml)).toBeGreaterThan(300);
  });

  it('nor does text that lacks a piece', () => {
    for (let at = 0; at < yaml.length; at += 41) walk(yaml.slice(0, at) + yaml.slice(at + 17));
  });
});

const queries = [
  `WITH p AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY x DESC) AS n FROM A)
SELECT p.id, MAX(CASE WHEN b.z > 1 THEN p.y END) AS best, COUNT(DISTINCT p.x) FILTER (WHERE p.n = 1) AS c
FROM p LEFT JOIN B b USING (id) LATERAL VIEW OUTER explode(split(p.y, ',')) e AS part
WHERE p.n = 1 AND p.id NOT IN (SELECT id FROM B) GROUP BY p.id HAVING COUNT(*) > 1 ORDER BY best LIMIT 10`,
  `SELECT * FROM (SELECT id, y, x FROM A) PIVOT (SUM(x) AS s FOR y IN ('web' AS web, 'store' AS store))
UNION ALL SELECT id, 1, 2 FROM B EXCEPT SELECT * FROM VALUES (1, 2, 3) AS t(a, b, c)`,
];

describe('a query that ends anywhere', () => {
  it.each(queries)('never makes lineage throw: %s', (sql) => {
    for (let end = 0; end <= sql.length; end += 3) {
      const example = tableOf(sql.slice(0, end));
      expect([...example.columns('T').columns.values()].every(({ name }) => typeof name === 'string')).toBe(
        true,
      );
    }
  });

  it('keeps the columns that stand before the place where it is broken', () => {
    expect(tableOf('SELECT id, x, MAX( FROM A GROUP BY id').names('T')).toEqual(
      expect.arrayContaining(['id', 'x']),
    );
  });
});
