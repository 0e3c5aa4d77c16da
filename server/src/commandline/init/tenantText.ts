import type { FieldSchema, TableSchema } from './schema.js';

/** What is written of a field besides what its schema says. */
export interface FieldWords {
  readonly tags: readonly string[];
  /** Set where the tags are likely, not sure. */
  readonly remark: string | null;
}

/** What is written of a table besides its fields. */
export interface TableWords {
  readonly records: string | null;
  readonly stitch: boolean;
  readonly primaryKey: readonly string[];
  readonly fields: ReadonlyMap<string, FieldWords>;
}

/** The tenant's text for some tables. */
export function tenantText(
  tenant: string,
  tables: readonly TableSchema[],
  wordsOf: (table: TableSchema) => TableWords,
): string {
  return [
    '# Made by `tenant-config init` from schemas. Tags marked as likely are guesses from names: check them.',
    'version: 1',
    `tenant: ${scalar(tenant)}`,
    '# Turn on what you want to enable: `tenant-config check` then says what it still needs.',
    'features: {segments: false, segment_insights: false, campaigns: false, predictive_modeling: false}',
    'sources:',
    ...tables.flatMap((table) => sourceLines(table, wordsOf(table))),
    '',
  ].join('\n');
}

function sourceLines(table: TableSchema, words: TableWords): string[] {
  const key = words.primaryKey.map(scalar);
  return [
    `  ${scalar(table.name)}:`,
    ...(words.records === null ? [] : [`    records: ${words.records}`]),
    ...(words.stitch ? ['    stitch: true'] : []),
    ...(key.length === 0
      ? []
      : [`    primary_key: ${key.length === 1 ? (key[0] ?? '') : `[${key.join(', ')}]`}`]),
    '    fields:',
    ...table.fields.map((field) => fieldLine(field, words.fields.get(field.name))),
  ];
}

function fieldLine(field: FieldSchema, words: FieldWords | undefined): string {
  const tags = (words?.tags ?? []).map(scalar);
  const type = field.type ?? 'string';
  const remarks = [
    ...(field.written === undefined ? [] : [`${JSON.stringify(field.written)} in the schema`]),
    ...(words === undefined || words.remark === null ? [] : [words.remark]),
  ];
  const remark = remarks.length === 0 ? '' : `    # ${remarks.join('; ')}`;
  const semantics = tags.length === 1 ? (tags[0] ?? '') : `[${tags.join(', ')}]`;
  const value = tags.length === 0 ? type : `{type: ${type}, semantics: ${semantics}}`;
  return `      ${scalar(field.name)}: ${value}${remark}`;
}

/** A text as a YAML scalar: plain where that means the same. */
export function scalar(text: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_:/-]*$/u.test(text) && !/:$/.test(text);
  const isWord = /^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}
