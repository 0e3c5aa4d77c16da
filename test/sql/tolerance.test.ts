import { describe, expect, it } from 'vitest';
import { lex } from '../../server/src/sql/lexer.js';
import { parseSql } from '../../server/src/sql/parse.js';
import type { Token } from '../../server/src/sql/token.js';
import { outermostSelects } from '../../server/src/sql/walk.js';
import { branchNames, namesOf, queriesOf } from './queries.js';

const queries = [...queriesOf('hard.sql').values(), ...queriesOf('product.sql').values()];

/** What a person leaves half done at a token, and the least share of cases in which all other columns are still known. */
const slips: readonly [string, number, (before: string, token: string, after: string) => string][] = [
  ['a token deleted', 0.97, (before, _, after) => before + after],
  [' foo. typed', 0.97, (before, token, after) => `${before} foo. ${token}${after}`],
  ['upper( left open', 0.9, (before, token, after) => `${before}upper(${token}${after}`],
  ['a stray quote', 0.9, (before, token, after) => `${before}'${token}${after}`],
  ['an extra comma', 0.98, (before, token, after) => `${before},${token}${after}`],
];

/** The names of the columns that a slip at the token does not touch, of all branches. */
function untouched(sql: string, token: Token): readonly string[] {
  const { query } = parseSql(sql);
  if (query === null) throw new Error(`No query: ${sql}`);
  return outermostSelects(query).flatMap((select) => {
    const names = namesOf(select);
    const isTouched = select.items.map(
      (item) => item.range.start <= token.end && token.start <= item.range.end,
    );
    return names.filter((_, index) => !isTouched[index]);
  });
}

function allIn(wanted: readonly string[], have: readonly string[]): boolean {
  const left = [...have];
  return wanted.every((name) => {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

describe('text half typed', () => {
  it.each(slips)('%s: the other columns are known in at least %d of the cases', (_, least, slip) => {
    let cases = 0;
    let kept = 0;
    for (const sql of queries) {
      for (const token of lex(sql).tokens.slice(0, -1)) {
        const text = slip(sql.slice(0, token.start), sql.slice(token.start, token.end), sql.slice(token.end));
        cases++;
        if (allIn(untouched(sql, token), branchNames(parseSql(text).query).flat())) kept++;
      }
    }
    expect(cases).toBeGreaterThan(1500);
    expect(kept / cases).toBeGreaterThanOrEqual(least);
  });

  it('never breaks the reader, wherever a text is cut off or begins', () => {
    for (const sql of queries) {
      for (let at = 0; at <= sql.length; at++) {
        expect(() => parseSql(sql.slice(0, at))).not.toThrow();
        expect(() => parseSql(sql.slice(at))).not.toThrow();
      }
    }
  });

  it('keeps every range within the text and every item within its SELECT', () => {
    for (const sql of queries) {
      for (const token of lex(sql).tokens.slice(0, -1)) {
        const text = sql.slice(0, token.start) + sql.slice(token.end);
        const { query, errors } = parseSql(text);
        for (const { range } of errors) {
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThanOrEqual(text.length);
        }
        for (const select of query === null ? [] : outermostSelects(query)) {
          for (const { range } of select.items) {
            expect(range.start).toBeGreaterThanOrEqual(select.range.start);
            expect(range.end).toBeLessThanOrEqual(Math.max(select.range.end, select.insertAt));
          }
        }
      }
    }
  });
});
