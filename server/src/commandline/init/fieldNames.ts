import type { FieldSchema, TableSchema } from './schema.js';

/**
 * The table with names that a feed can be saved with: letters, digits and underscores, each once. A field that had
 * another name keeps it as `written`.
 */
export function withFieldNames(table: TableSchema): TableSchema {
  // A name that is right as it is has it, whichever field comes first.
  const taken = new Set<string>();
  const names = new Map<FieldSchema, string>();
  for (const field of [...table.fields].sort((a, b) => Number(isRight(b.name)) - Number(isRight(a.name)))) {
    const name = freeName(rightName(field.name), taken);
    taken.add(name.toLowerCase());
    names.set(field, name);
  }
  const fields = table.fields.map((field): FieldSchema => {
    const name = names.get(field) ?? field.name;
    return name === field.name ? field : { ...field, name, written: field.name };
  });
  const nameOf = (key: string): string =>
    fields.find(({ name, written }) => (written ?? name) === key)?.name ?? key;
  return { ...table, fields, primaryKey: table.primaryKey.map(nameOf) };
}

function isRight(name: string): boolean {
  return /^[A-Za-z0-9_]+$/.test(name);
}

function rightName(name: string): string {
  if (isRight(name)) return name;
  const plain = name.replace(/ß/g, 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '') || 'field';
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}_${number}`;
  return free;
}
