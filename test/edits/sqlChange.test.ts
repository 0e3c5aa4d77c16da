import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { addJoin, addSelectItems, sqlChange, type SqlEdit } from '../../server/src/edits/sql.js';
import { changed, queryIn } from './sqlEdited.js';

const items = [{ expression: 'b', alias: null }];
const join = "JOIN u ON (u.id = t.id AND u.kind <> 'x')";

/** The YAML after columns, and a join where asked for, are added to its query; the SQL in it must be as expected. */
function add(yaml: string, withJoin = false): string {
  const query = queryIn(yaml);
  if (query.parsed === null || query.text === null)
    throw new Error('The query of this test could not be read.');
  const edits = [...addSelectItems(query.parsed, items), ...(withJoin ? addJoin(query.parsed, join) : [])];
  const after = changed(yaml, sqlChange(query, edits));
  expect(queryIn(after).text).toBe(applyTextEdits(query.text, edits));
  return after;
}

describe('a change of SQL in YAML', () => {
  it('keeps the indentation of a literal block', () => {
    expect(
      add('t:\n    sql: |-\n      SELECT\n        a\n        ,x\n      FROM t\n    other: 1\n', true),
    ).toBe(
      `t:\n    sql: |-\n      SELECT\n        a\n        ,x\n        ,b\n      FROM t\n      ${join}\n    other: 1\n`,
    );
  });

  it('keeps blank lines and comments around a block', () => {
    expect(add('sql: |\n  -- why\n\n  SELECT a FROM t\n\n# next\nother: 1\n')).toBe(
      'sql: |\n  -- why\n\n  SELECT a, b FROM t\n\n# next\nother: 1\n',
    );
  });

  it('keeps the line ends of the file', () => {
    expect(add('sql: |\r\n  SELECT\r\n    a,\r\n    x\r\n  FROM t\r\nother: 1\r\n')).toBe(
      'sql: |\r\n  SELECT\r\n    a,\r\n    x,\r\n    b\r\n  FROM t\r\nother: 1\r\n',
    );
  });

  it('keeps an indentation indicator', () => {
    expect(add('sql: |2\n   SELECT\n     a,\n     x\n  FROM t\n')).toBe(
      'sql: |2\n   SELECT\n     a,\n     x,\n     b\n  FROM t\n',
    );
  });

  it('edits plain and quoted texts where they stand', () => {
    expect(add('sql: SELECT a FROM t\n')).toBe('sql: SELECT a, b FROM t\n');
    expect(add("sql: 'SELECT ''a'' AS a FROM t'\n", true)).toBe(
      "sql: 'SELECT ''a'' AS a, b FROM t JOIN u ON (u.id = t.id AND u.kind <> ''x'')'\n",
    );
    expect(add('sql: "SELECT \\"a\\" AS a FROM t" # all\n')).toBe(
      'sql: "SELECT \\"a\\" AS a, b FROM t" # all\n',
    );
    expect(add('t: {build: sql, sql: "SELECT a FROM t"}\n')).toBe(
      't: {build: sql, sql: "SELECT a, b FROM t"}\n',
    );
  });

  it('edits a folded text where it stands', () => {
    expect(add('sql: >-\n  SELECT a\n  FROM t\n')).toBe('sql: >-\n  SELECT a, b\n  FROM t\n');
  });

  it('writes a block where a plain text cannot hold the change', () => {
    const yaml = 't: {build: sql, sql: SELECT a FROM t}\n';
    expect(add(yaml)).toBe('t:\n  build: sql\n  sql: |-\n    SELECT a, b FROM t\n');
  });

  it('edits a text behind an anchor that another entry shares', () => {
    expect(add('x: &q SELECT a FROM t\nsql: *q\n')).toBe('x: &q SELECT a, b FROM t\nsql: *q\n');
  });

  it('writes a block where a quoted text gets lines', () => {
    const yaml = "t:\n  sql: 'SELECT a FROM t'\n  other: 1\n";
    const query = queryIn(yaml);
    const at = query.text?.indexOf(' FROM') ?? 0;
    const edits = [{ range: { start: at, end: at + 1 }, newText: '\n' }];
    expect(changed(yaml, sqlChange(query, edits))).toBe(
      't:\n  sql: |-\n    SELECT a\n    FROM t\n  other: 1\n',
    );
  });

  it('takes lines out of a block', () => {
    const yaml = 'sql: |\n  SELECT a\n  FROM t\n  ORDER BY a\nother: 1\n';
    const query = queryIn(yaml);
    const start = query.text?.indexOf('\nORDER') ?? 0;
    const edits = [{ range: { start, end: start + '\nORDER BY a'.length }, newText: '' }];
    expect(changed(yaml, sqlChange(query, edits))).toBe('sql: |\n  SELECT a\n  FROM t\nother: 1\n');
  });

  it('edits a file of SQL with its own line ends', () => {
    const text = 'SELECT\r\n  a,\r\n  x\r\nFROM t\r\n';
    const inline = queryIn('sql: SELECT 1\n');
    const change = sqlChange({ ...inline, origin: 'file', uri: 'file:///a.sql', text, scalar: null }, [
      { range: { start: text.indexOf('x') + 1, end: text.indexOf('x') + 1 }, newText: ',\n  b' },
    ]);
    expect(change?.uri).toBe('file:///a.sql');
    expect(changed(text, change)).toBe('SELECT\r\n  a,\r\n  x,\r\n  b\r\nFROM t\r\n');
    expect(sqlChange({ ...inline, text: null }, [])).toBeNull();
  });

  it('gives the text that was meant, whatever the edits and the style', () => {
    const styles = [
      (sql: string) => `a:\n  sql: |-\n${sql.replace(/^(?=.)/gm, '    ')}\n  z: 1\n`,
      (sql: string) => `a:\n  sql: |\n${sql.replace(/^(?=.)/gm, '      ')}\n`,
      (sql: string) => `sql: ${JSON.stringify(sql)}\n`,
      (sql: string) => `{x: 1, sql: ${JSON.stringify(sql)}}\n`,
      (sql: string) => `sql: '${sql.replace(/\n/g, ' ').replace(/'/g, "''")}'\nz: 1\n`,
      (sql: string) => `sql: >-\n  ${sql.replace(/\n/g, '\n  ')}\n`,
      (sql: string) =>
        `a:\r\n  sql: |-\r\n${sql.replace(/^(?=.)/gm, '    ').replace(/\n/g, '\r\n')}\r\n  z: 1\r\n`,
    ];
    const sql = 'SELECT \'x\' AS a\n  ,b -- c\n\nFROM t\nWHERE d = "e"';
    const texts = fc.constantFrom(
      'x',
      '',
      ', y',
      "'q'",
      '"',
      'a: b',
      ' # c',
      '\n  ,z',
      '\\',
      '\n\nx',
      '[',
      '{{ a }}',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...styles),
        fc.array(fc.tuple(fc.nat(), fc.nat(6), texts), { maxLength: 3 }),
        (style, wishes) => {
          const yaml = style(sql);
          const query = queryIn(yaml);
          const text = query.text ?? '';
          const edits = apart(text, wishes);
          const wanted = applyTextEdits(text, edits);
          expect(queryIn(changed(yaml, sqlChange(query, edits))).text?.trim()).toBe(wanted.trim());
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});

/** Edits that do not overlap, made of places and lengths drawn at random. */
function apart(text: string, wishes: readonly (readonly [number, number, string])[]): readonly SqlEdit[] {
  const edits: SqlEdit[] = [];
  let from = 0;
  for (const [place, length, newText] of wishes) {
    const start = from + (place % (text.length - from + 1));
    const end = Math.min(text.length, start + length);
    edits.push({ range: { start, end }, newText });
    from = end;
  }
  return edits;
}
