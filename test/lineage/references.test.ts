import { describe, expect, it } from 'vitest';
import type { ColumnReference, Query } from '../../server/src/sql/query.js';
import type { QueryAnalysis } from '../../server/src/lineage/query/queryAnalysis.js';
import { tableOf } from './lineageOf.js';

/** How each column reference of a query resolves, in the order of the text: `name: state`. */
function references(sql: string): string[] {
  const { analysis } = tableOf(sql).view('T');
  return [...analysis.columns]
    .sort(([a], [b]) => a.range.start - b.range.start)
    .map(([reference, { state, how }]) => `${written(reference)}: ${how === 'column' ? state : how}`);
}

function written(reference: ColumnReference): string {
  return reference.parts.map((part) => part.text).join('.');
}

function analysisOf(sql: string): QueryAnalysis {
  return tableOf(sql).view('T').analysis;
}

describe('a column name', () => {
  it.each([
    ['of the only table', 'SELECT x FROM A', ['x: certain']],
    ['in any case', 'SELECT a.X FROM A', ['a.X: certain']],
    ['that is not there', 'SELECT nope FROM A', ['nope: absent']],
    ['that a qualified table lacks', 'SELECT a.z FROM A JOIN B ON TRUE', ['a.z: absent']],
    ['behind a table that is not there', 'SELECT q.x FROM A', ['q.x: absent']],
    ['behind a name that its alias hides', 'SELECT A.x FROM A other', ['A.x: absent']],
    [
      'that two tables have',
      'SELECT id FROM A JOIN B ON A.id = B.id',
      ['id: ambiguous', 'A.id: certain', 'B.id: certain'],
    ],
    ['that USING merges', 'SELECT id, A.id FROM A JOIN B USING (id)', ['id: certain', 'A.id: certain']],
    [
      'that two USING merge',
      'SELECT id FROM A JOIN B USING (id) JOIN (SELECT id FROM A) c USING (id)',
      ['id: certain', 'id: certain'],
    ],
    [
      'beside a table of which nothing is known',
      'SELECT x, nope FROM A JOIN Open',
      ['x: certain', 'nope: unknown'],
    ],
    ['in a table that nobody declares', 'SELECT n.x FROM Nowhere n', ['n.x: unknown']],
    [
      'that SEMI JOIN hides',
      'SELECT z FROM A LEFT SEMI JOIN B ON A.id = B.id',
      ['z: absent', 'A.id: certain', 'B.id: certain'],
    ],
    [
      'of a struct in a column',
      'SELECT y.part, A.y.part.deep FROM A',
      ['y.part: certain', 'A.y.part.deep: certain'],
    ],
    ['of the product, in every domain table', 'SELECT _pk FROM A', ['_pk: certain']],
    ['of an alias in the same list', 'SELECT x AS n, n + 1 AS m FROM A', ['x: certain', 'n: alias']],
    ['of an alias that comes later', 'SELECT n + 1 AS m, x AS n FROM A', ['n: absent', 'x: certain']],
    ['of an alias in WHERE', 'SELECT x AS n FROM A WHERE n > 1', ['x: certain', 'n: absent']],
    [
      'of an alias in GROUP BY and HAVING',
      'SELECT x AS n FROM A GROUP BY n HAVING n > 1',
      ['x: certain', 'n: alias', 'n: alias'],
    ],
    [
      'of an alias in ORDER BY, or of a column',
      'SELECT x AS y FROM A ORDER BY y, A.y',
      ['x: certain', 'y: alias', 'A.y: certain'],
    ],
    [
      'behind a UNION',
      'SELECT x FROM A UNION SELECT z FROM B ORDER BY x, z',
      ['x: certain', 'z: certain', 'x: alias', 'z: absent'],
    ],
    [
      'of a lambda’s parameter',
      'SELECT filter(y, v -> v > x) FROM A',
      ['y: certain', 'v: parameter', 'x: certain'],
    ],
    ['that is a function without brackets', 'SELECT user FROM A', ['user: function']],
    [
      'of a query around it',
      'SELECT x FROM A WHERE EXISTS (SELECT 1 FROM B WHERE B.id = A.id AND z = x)',
      ['x: certain', 'B.id: certain', 'A.id: certain', 'z: certain', 'x: certain'],
    ],
    [
      'that a subquery in FROM does not see',
      'SELECT s.z FROM A JOIN (SELECT z FROM B WHERE x = 1) s',
      ['s.z: certain', 'z: certain', 'x: absent'],
    ],
    [
      'that LATERAL sees',
      'SELECT s.z FROM A JOIN LATERAL (SELECT z FROM B WHERE x = 1) s',
      ['s.z: certain', 'z: certain', 'x: certain'],
    ],
    [
      'of LATERAL VIEW',
      'SELECT e.part, part FROM A LATERAL VIEW explode(y) e AS part',
      ['e.part: certain', 'part: certain', 'y: certain'],
    ],
    [
      'that stands twice in a subquery',
      'SELECT x FROM (SELECT x, x FROM A)',
      ['x: ambiguous', 'x: certain', 'x: certain'],
    ],
  ])('%s', (_, sql, expected) => {
    expect(references(sql)).toEqual(expected);
  });

  it('that a NATURAL join over unknown columns may merge is not called ambiguous', () => {
    expect(references('SELECT id FROM A NATURAL JOIN (SELECT *, 1 AS id FROM Open)')).toEqual([
      'id: certain',
    ]);
  });

  it('of a query around it is marked', () => {
    const { columns } = analysisOf('SELECT x FROM A WHERE EXISTS (SELECT 1 FROM B WHERE z = x)');
    const outer = [...columns].filter(([, resolution]) => resolution.correlated);
    expect(outer.map(([reference]) => written(reference))).toEqual(['x']);
  });
});

describe('a unit of time', () => {
  it.each(['DATEDIFF(DAY, x, y)', 'TIMESTAMPADD(MONTH, 1, x)', 'EXTRACT(YEAR FROM x)'])(
    'in %s is no column',
    (call) => {
      expect(references(`SELECT ${call} AS c FROM A`).filter((line) => line.endsWith('absent'))).toEqual([]);
    },
  );
});

describe('what else an analysis holds', () => {
  it('the tables in scope, and what their names mean', () => {
    const example = tableOf(
      'WITH c AS (SELECT * FROM A) SELECT * FROM c JOIN B b2 JOIN Unified_Coalesced JOIN Nowhere',
    );
    const view = example.view('T');
    const { body } = view.analysis.query as Query;
    const scope = body.kind === 'select' ? view.analysis.selects.get(body) : undefined;
    expect(scope?.tables.map((table) => [table.alias?.text, view.relationOf(table)?.name])).toEqual([
      ['c', undefined],
      ['b2', 'B'],
      ['Unified_Coalesced', undefined],
      ['Nowhere', undefined],
    ]);
    expect(
      [...view.analysis.tables.keys()].map((table) => view.resolutionOfTable(table)?.kind ?? 'cte').sort(),
    ).toEqual(['cte', 'not-output', 'relation', 'relation', 'unknown']);
  });

  it('what stars stand for', () => {
    const { stars } = analysisOf('SELECT a.* EXCEPT (y, nope), q.* FROM A a');
    expect(
      [...stars.values()].map(({ columns, complete, tables, absentExceptions }) => [
        columns.filter(({ implicit }) => !implicit).map(({ name }) => name),
        complete,
        tables.length,
        absentExceptions.map(({ text }) => text),
      ]),
    ).toEqual([
      [['id', 'x'], true, 1, ['nope']],
      [[], false, 0, []],
    ]);
  });

  it('both sides of a UNION', () => {
    const { sides } = analysisOf('SELECT id, x FROM A UNION ALL SELECT id FROM B UNION ALL SELECT 1');
    expect([...sides.values()].map(({ left, right }) => [left.columns.length, right.columns.length])).toEqual(
      [
        [2, 1],
        [2, 1],
      ],
    );
  });

  it('what USING finds on either side', () => {
    const { using } = analysisOf('SELECT 1 FROM A JOIN B USING (id, x, q)');
    expect([...using].map(([name, { left, right }]) => [name.text, left, right])).toEqual([
      ['id', 'certain', 'certain'],
      ['x', 'certain', 'absent'],
      ['q', 'absent', 'absent'],
    ]);
  });

  it('the output columns of each item, also of those with one name', () => {
    const { output, items } = analysisOf('SELECT x, A.x, y AS X FROM A');
    expect(output.columns.map(({ name }) => name)).toEqual(['x', 'x', 'X']);
    expect([...output.duplicates]).toEqual(['x']);
    expect([...items.values()].map((columns) => columns.length)).toEqual([1, 1, 1]);
  });
});
