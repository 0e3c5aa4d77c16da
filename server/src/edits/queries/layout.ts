/** One item of a select list. */
export interface Item {
  readonly expression: string;
  /** Null where the expression's own name is the column's. */
  readonly alias: string | null;
}

/** A name as SQL reads it: between backticks where it is no plain word; a colon of a source becomes an underscore. */
export function sqlName(name: string): string {
  const underscored = name.replace(/:/g, '_');
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(underscored)
    ? underscored
    : `\`${underscored.replace(/`/g, '``')}\``;
}

/** A text as a literal of Spark SQL. */
export function sqlString(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** One item a line with leading commas, as the documentation advises, so that a missing comma is seen. */
export function listLines(items: readonly string[], indentation: string): string {
  return items.map((item, index) => `${indentation}${index === 0 ? '' : ','}${item}`).join('\n');
}

/** `SELECT`, then one item a line. */
export function selectLines(items: readonly Item[], indentation = ''): string {
  const texts = items.map(({ expression, alias }) =>
    alias === null ? expression : `${expression} AS ${sqlName(alias)}`,
  );
  return `${indentation}SELECT\n${listLines(texts, `${indentation}  `)}`;
}

/** Indents every line that holds text. */
export function indent(text: string, indentation: string): string {
  return text.replace(/^(?=.)/gm, indentation);
}

/** A subquery with one row per Amperity ID: of each column the largest value. Names are as SQL reads them. */
export function onePerCustomer(table: string, columns: readonly string[]): string {
  const items = columns.map((column) => ({ expression: `MAX(${column})`, alias: column.replace(/`/g, '') }));
  const lines = selectLines([{ expression: 'amperity_id', alias: null }, ...items], '  ');
  return `(\n${lines}\n  FROM ${sqlName(table)}\n  GROUP BY amperity_id\n)`;
}
