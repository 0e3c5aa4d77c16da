import { columnType, sourceName, type FieldSchema, type TableSchema } from './schema.js';

const createTable =
  /\bcreate\s+(?:or\s+replace\s+)?(?:(?:global|local|temporary|temp|external|transient|unlogged)\s+)*table\s+(?:if\s+not\s+exists\s+)?/gi;
const constraint =
  /^(constraint|primary\s+key|foreign\s+key|unique|check|key|index|exclude|like|fulltext|period)\b/i;

/** The tables of `CREATE TABLE` statements of any dialect; the rest of the text is passed over. */
export function readCreateTables(text: string): TableSchema[] {
  const sql = withoutComments(text);
  return [...sql.matchAll(createTable)].flatMap((match): TableSchema[] => {
    const start = match.index + match[0].length;
    const name = /^((?:[`"[][^`"\]]+[`"\]]|[\w$]+)(?:\s*\.\s*(?:[`"[][^`"\]]+[`"\]]|[\w$]+))*)\s*\(/.exec(
      sql.slice(start),
    );
    if (name === null) return [];
    const items = splitAtCommas(sql, start + name[0].length);
    return [tableOf(sourceName(unquoted(name[1] ?? '')), items)];
  });
}

function tableOf(name: string, items: readonly string[]): TableSchema {
  const fields: FieldSchema[] = [];
  let primaryKey: string[] = [];
  for (const item of items) {
    const key = /^(?:constraint\s+\S+\s+)?primary\s+key\s*\w*\s*\(([^)]*)\)/i.exec(item);
    if (key)
      primaryKey = (key[1] ?? '').split(',').map((part) => unquoted(part.trim().split(/\s+/)[0] ?? ''));
    if (constraint.test(item)) continue;
    const column = /^([`"[][^`"\]]+[`"\]]|[\w$]+)\s+([\s\S]+)$/.exec(item);
    if (column === null) continue;
    const field = unquoted(column[1] ?? '');
    fields.push({ name: field, type: columnType(column[2] ?? ''), semantics: [] });
    if (/\bprimary\s+key\b/i.test(column[2] ?? '')) primaryKey = [field];
  }
  return { name, fields, primaryKey: primaryKey.filter((key) => fields.some((field) => field.name === key)) };
}

/** The items between the parenthesis that opens before `start` and the one that closes it. */
function splitAtCommas(sql: string, start: number): string[] {
  const items: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < sql.length; at += 1) {
    const character = sql[at] ?? '';
    if (character === "'" || character === '"' || character === '`') {
      const close = sql.indexOf(character, at + 1);
      at = close < 0 ? sql.length : close;
    } else if (character === '(' || character === '<') depth += 1;
    else if (character === '>' && depth > 0) depth -= 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (character === ')' || (character === ',' && depth === 0)) {
      items.push(sql.slice(from, at).trim());
      from = at + 1;
      if (character === ')') break;
    }
  }
  return items.filter((item) => item !== '');
}

function withoutComments(text: string): string {
  return text.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) =>
    part.startsWith("'") ? part : ' ',
  );
}

function unquoted(name: string): string {
  return name.replace(/[`"[\]]/g, '').replace(/\s*\.\s*/g, '.');
}
