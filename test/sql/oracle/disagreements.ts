import type { Reading } from './dtSparkSql.js';

/** A way in which the other reader is known to be mistaken; each was looked into. */
interface Disagreement {
  readonly why: string;
  explains(sql: string, theirs: Reading): boolean;
}

/** The aliases of all items that it read. */
function aliasesOf(theirs: Reading): readonly string[] {
  return theirs.selects.flat().map((item) => item.replace(/^\S+ ?/, ''));
}

/** The text of all items that it read. */
function textsOf(sql: string, theirs: Reading): readonly string[] {
  return theirs.selects.flat().map((item) => {
    const [start = 0, end = 0] = item.replace(/ .*/, '').split('-').map(Number);
    return sql.slice(start, end);
  });
}

const disagreements: readonly Disagreement[] = [
  {
    why: 'It reads several statements without a semicolon, and so a SELECT may end with a keyword as its alias.',
    explains: (_, theirs) =>
      aliasesOf(theirs).some((alias) => /^(?:UNION|EXCEPT|INTERSECT|MINUS|IN|EXISTS)$/i.test(alias)),
  },
  {
    why: 'It takes EXISTS in front of a query in brackets for a column, and the query for a statement of its own.',
    explains: (sql, theirs) => textsOf(sql, theirs).some((text) => /^EXISTS$/i.test(text)),
  },
  {
    why: 'It reads a call of plain columns as a column with a list of aliases.',
    explains: (sql, theirs) =>
      theirs.selects.flat().some((item) => {
        const [range = '', alias = ''] = item.split(/ (.*)/);
        const [start = 0, end = 0] = range.split('-').map(Number);
        return alias !== '' && /^\w+\([\w`.,\s]+\)$/.test(sql.slice(start, end));
      }),
  },
];

/**
 * Why the two may differ here, both having read the text; null where nothing known explains it. What the other reader
 * cannot read at all is no disagreement: names of three parts behind TABLE, LIMIT ALL behind VALUES, SORT BY with
 * DISTRIBUTE BY behind it, UNION behind a SELECT without tables within brackets, `NULL NULLS FIRST`.
 */
export function reasonFor(sql: string, theirs: Reading): string | null {
  return disagreements.find((each) => each.explains(sql, theirs))?.why ?? null;
}
