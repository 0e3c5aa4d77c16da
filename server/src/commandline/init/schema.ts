import type { ColumnType } from '../../catalog/types.js';

/** A table that somebody has, as its schema says it. */
export interface TableSchema {
  /** `SOURCE:FEED` or a plain name. */
  readonly name: string;
  readonly fields: readonly FieldSchema[];
  readonly primaryKey: readonly string[];
}

export interface FieldSchema {
  readonly name: string;
  /** Null where the schema does not say. */
  readonly type: ColumnType | null;
  /** The tags that the schema has already. */
  readonly semantics: readonly string[];
  /** Its name in the schema, where that is one that no field may have. */
  readonly written?: string;
}

/** The name of a source: letters, digits and underscores, a colon between the source and its feed. */
export function sourceName(written: string): string {
  return written
    .split(/[.:]/)
    .map((part) =>
      part
        .trim()
        .replace(/[^\p{L}\p{N}_]+/gu, '_')
        .replace(/^_+|_+$/g, ''),
    )
    .filter((part) => part !== '')
    .slice(-2)
    .join(':');
}

const typeWords: readonly (readonly [RegExp, ColumnType])[] = [
  // Parquet's older way to keep a moment.
  [/^(timestamp|datetime|smalldatetime|datetimeoffset|int96$)/, 'datetime'],
  [/^date/, 'date'],
  [/^(bool|bit$)/, 'boolean'],
  [/^(tiny|small|medium|big)?(int|integer|serial)\d*$|^(long|short|byte|uint\d+|u?int_\d+)$/, 'integer'],
  [/^(decimal|numeric|number|money|smallmoney|dec)$/, 'decimal'],
  [/^(float|double|real)/, 'float'],
];

/**
 * The type that a database's, Spark's or Avro's type is here; null where it names none that we know.
 * @param written such as `VARCHAR(20)`, `NUMBER(10,0)`, `timestamp with time zone`
 */
export function columnType(written: string): ColumnType | null {
  const match = /^\s*([a-z_]+\d*)\s*(?:\(([^)]*)\))?/i.exec(written);
  if (match === null) return null;
  const word = (match[1] ?? '').toLowerCase();
  const type = typeWords.find(([pattern]) => pattern.test(word))?.[1];
  if (type === undefined) return 'string';
  return type === 'decimal' && isWhole(match[2]) ? 'integer' : type;
}

/** `NUMBER(10)` and `NUMBER(10,0)` hold whole numbers only. */
function isWhole(parameters: string | undefined): boolean {
  if (parameters === undefined || parameters.trim() === '') return false;
  const scale = parameters.split(',')[1];
  return scale === undefined || Number(scale) === 0;
}
