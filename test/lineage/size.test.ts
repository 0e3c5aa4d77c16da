import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import type { ParsedSql } from '../../server/src/sql/query.js';
import { LineageMemory } from '../../server/src/lineage/queryViews.js';
import { lineageOf, tableOf } from './lineageOf.js';

describe('long texts', () => {
  it('a chain of 10,000 tables is followed to its end', () => {
    const count = 10_000;
    const tables = Array.from({ length: count }, (_, index) =>
      index === 0
        ? '      T0: {build: sql, sql: SELECT x FROM A}'
        : `      T${index}: {build: sql, sql: SELECT * FROM T${index - 1}}`,
    );
    const example = lineageOf(
      `sources: {A: {fields: {x: integer}}}\ndatabases:\n  D:\n    kind: empty\n    tables:\n${tables.join('\n')}\n`,
    );
    const start = performance.now();
    expect(example.names(`T${count - 1}`)).toEqual(['x']);
    expect(example.lineage.upstream(example.relation(`T${count - 1}`))).toHaveLength(count);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('a ring of 5,000 tables is one cycle', () => {
    const count = 5_000;
    const tables = Array.from(
      { length: count },
      (_, index) => `      T${index}: {build: sql, sql: SELECT * FROM T${(index + 1) % count}}`,
    );
    const example = lineageOf(`databases:\n  D:\n    kind: empty\n    tables:\n${tables.join('\n')}\n`);
    expect(example.lineage.cycles.map((cycle) => cycle.length)).toEqual([count]);
  });

  it('conditions, joins and unions may be long', () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `x = ${index}`).join(' OR ');
    const unions = Array.from({ length: 1_000 }, () => 'SELECT x FROM A').join(' UNION ALL ');
    const joins = Array.from({ length: 300 }, (_, index) => `JOIN A a${index} ON a${index}.x = A.x`).join(
      ' ',
    );
    expect(tableOf(`SELECT x FROM A WHERE ${long}`).names('T')).toEqual(['x']);
    expect(tableOf(unions).names('T')).toEqual(['x']);
    expect(tableOf(`SELECT a1.x FROM A ${joins}`).names('T')).toEqual(['x']);
  });

  it.each(['(', 'f(', 'CASE WHEN ', 'NOT '])('%s nested 3,000 deep ends', (open) => {
    expect(() => tableOf(`SELECT ${open.repeat(3_000)} x FROM A`).columns('T')).not.toThrow();
  });
});

describe('from one state of a tenant to the next', () => {
  const texts = new Map<string, ParsedSql>();
  const parse = (text: string): ParsedSql => {
    const parsed = texts.get(text) ?? parseSql(text);
    texts.set(text, parsed);
    return parsed;
  };
  const yaml = (fields: string, comment: string): string => `
sources: {A: {fields: {${fields}}}}
${comment}
databases:
  D:
    kind: empty
    tables:
      First: {build: sql, sql: SELECT * FROM A}
      Second: {build: sql, sql: SELECT x FROM First}
      Third: {build: sql, sql: SELECT * FROM Second}
`;

  it('what was made of a query stays as long as what it reads looks the same', () => {
    const memory = new LineageMemory();
    const analyses = (text: string) => {
      const example = lineageOf(text, memory, parse);
      return ['First', 'Second', 'Third'].map((name) => example.view(name).analysis);
    };
    const before = analyses(yaml('x: integer', ''));
    expect(analyses(yaml('x: integer', '# a line more'))).toEqual(before);
    const moved = analyses(yaml('x: integer', '# a line more'));
    expect(moved.every((analysis, index) => analysis === before[index])).toBe(true);
    const more = analyses(yaml('x: integer, y: string', ''));
    expect(more.map((analysis, index) => analysis === before[index])).toEqual([false, false, true]);
  });

  it('places are those of the new text', () => {
    const memory = new LineageMemory();
    lineageOf(yaml('x: integer', ''), memory, parse).columns('Third');
    const text = yaml('x: integer', '# a line more');
    const place = lineageOf(text, memory, parse).column('Second', 'x').definedAt;
    expect(text.slice(place?.range.start, place?.range.end)).toBe('x');
    expect(place?.range.start).toBe(text.indexOf('SELECT x') + 7);
  });
});
