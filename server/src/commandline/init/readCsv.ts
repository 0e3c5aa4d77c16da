import type { ColumnType } from '../../catalog/types.js';
import type { FieldSchema, TableSchema } from './schema.js';

/** As many rows tell what a column holds. */
const mostRows = 200;

/** The table of a CSV file: its header's names, and types where rows show them. Null for a file without a header. */
export function readCsv(text: string, name: string): TableSchema | null {
  const firstLine = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '';
  const rows = readRows(text.replace(/^\uFEFF/, ''), delimiterOf(firstLine));
  const header = (rows[0] ?? []).map((cell) => cell.trim());
  if (header.every((cell) => cell === '')) return null;
  const fields = header.flatMap((field, index): FieldSchema[] =>
    field === ''
      ? []
      : [{ name: field, type: typeOf(rows.slice(1).map((row) => row[index] ?? '')), semantics: [] }],
  );
  return { name, fields, primaryKey: [] };
}

function delimiterOf(header: string): string {
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({
    delimiter,
    count: header.split(delimiter).length,
  }));
  return counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

function readRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length && rows.length <= mostRows; at += 1) {
    const character = text[at] ?? '';
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[(at += 1)] ?? '';
      else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === delimiter) {
      row.push(cell);
      cell = '';
    } else if (character === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += character;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

const shapes: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(true|false)$/i, 'boolean'],
  [/^-?(0|[1-9]\d{0,17})$/, 'integer'],
  [/^-?\d+\.\d+$/, 'decimal'],
  [/^\d{4}-\d{2}-\d{2}$/, 'date'],
  [/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/, 'datetime'],
];

/** The type that all filled cells have; null where there are none. A number with leading zeros is a code, so text. */
function typeOf(cells: readonly string[]): ColumnType | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  const types = new Set(filled.map((cell) => shapes.find(([shape]) => shape.test(cell))?.[1] ?? 'string'));
  if (types.size === 1) return [...types][0] ?? 'string';
  const isNumber = [...types].every((type) => type === 'integer' || type === 'decimal');
  const isTime = [...types].every((type) => type === 'date' || type === 'datetime');
  return isNumber ? 'decimal' : isTime ? 'datetime' : 'string';
}
