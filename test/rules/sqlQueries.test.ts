import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import { tablesOf } from '../../server/src/sql/walk.js';
import { queriesOf } from '../sql/queries.js';
import { analyse } from './fixture.js';

/** A tenant with one table, whose query reads only what is declared as external: its columns are not known. */
function diagnosticsOf(sql: string): readonly string[] {
  const { query } = parseSql(sql);
  const names = new Set((query ? tablesOf(query) : []).filter(({ name }) => name.length === 1).map(nameOf));
  const sources = [...names].map((name) => `  ${JSON.stringify(name)}: {kind: external}\n`).join('');
  const main = `version: 1
tenant: acme
sources:
  Other: {kind: external}
${sources}databases:
  Reports:
    kind: empty
    tables:
      Report: {build: sql, sql_file: report.sql}
`;
  const files = new Map([
    ['tenant.yaml', main],
    ['report.sql', sql],
  ]);
  return analyse(files, '2026-11-24').diagnostics.map(({ rule, severity, place }) => {
    const text = place.uri.endsWith('.sql') ? sql : main;
    return `${severity} ${rule} ${text.slice(place.range.start, place.range.end)}`;
  });
}

function nameOf({ name }: { readonly name: readonly { readonly text: string }[] }): string {
  return name.map((part) => part.text).join('.');
}

/** All that is said of the queries, with the reason why it is right. */
const explained: Readonly<Record<string, readonly string[]>> = {
  h03: [
    'warning sql-window-without-partition (ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)',
  ],
  h13: ['info sql-volatile-function current_date'],
  h16: ['info sql-volatile-function rand'],
  h20: [`warning sql-regex-backslash '\\d+'`],
  h22: ['warning sql-implicit-cross-join ,', 'warning sql-not-in-subquery NOT IN'],
  p01: ['info sql-volatile-function CURRENT_DATE'],
  p03: ['hint sql-order-by ORDER BY mc.amperity_id'],
  // WHERE does not see the aliases of its own select list.
  p05: ['info sql-volatile-function current_date', 'error sql-unknown-column days'],
  p06: ['info sql-volatile-function CURRENT_DATE'],
  p12: ['hint sql-order-by ORDER BY revenue DESC NULLS LAST'],
};

describe.each(['hard.sql', 'product.sql'])('of %s', (file) => {
  test.each([...queriesOf(file)])('%s says nothing but what is explained', (name, sql) => {
    expect(diagnosticsOf(sql)).toEqual(explained[name] ?? []);
  });
});

describe('of a query that is only begun', () => {
  const whole = `WITH totals AS (
  SELECT o.cid, SUM(o.revenue) AS revenue
  FROM Orders o
  LEFT JOIN Stores s ON (s.store_id = o.store_id)
  WHERE o.bought >= '2026-01-01' AND o.cid IS NOT NULL
  GROUP BY o.cid
)
SELECT t.cid, t.revenue, CASE WHEN t.revenue > 100 THEN 'high' ELSE 'low' END AS tier
FROM totals t
`;
  test('nothing but the syntax is an error, save names that are not there yet', () => {
    for (let length = 1; length <= whole.length; length++) {
      const wrong = diagnosticsOf(whole.slice(0, length)).filter((each) => each.startsWith('error'));
      const ofSyntax = wrong.filter((each) => each.startsWith('error sql-syntax'));
      // What was typed so far may be a good query, whose last name is only begun.
      if (ofSyntax.length > 0) expect(wrong, whole.slice(0, length)).toEqual(ofSyntax.slice(0, 1));
    }
  });
});

describe('of tables whose columns are known', () => {
  const main = readFileSync(new URL('valid.yaml', import.meta.url), 'utf8');
  test.each([...queriesOf('../rules/valid.sql')])('%s is good: %s', (_name, sql) => {
    const files = new Map([
      ['tenant.yaml', main],
      ['report.sql', sql],
    ]);
    const { diagnostics } = analyse(files, '2026-11-24');
    const wrong = diagnostics.filter(
      ({ severity, place }) => severity === 'error' && place.uri.endsWith('.sql'),
    );
    expect(wrong.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});
