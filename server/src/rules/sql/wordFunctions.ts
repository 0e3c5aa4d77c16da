import type { ColumnReference } from '../../sql/query.js';

/** Words that Spark reads as a function without brackets, unless a table has a column of that name. */
const words: ReadonlySet<string> = new Set([
  'current_catalog',
  'current_database',
  'current_date',
  'current_schema',
  'current_time',
  'current_timestamp',
  'current_timezone',
  'current_user',
  'grouping__id',
  'localtime',
  'localtimestamp',
  'session_user',
  'user',
]);

/** Whether a name that no table is known to have is the name of such a function. */
export function isWordFunction({ parts }: ColumnReference): boolean {
  const [word, ...others] = parts;
  return word !== undefined && others.length === 0 && !word.quoted && words.has(word.text.toLowerCase());
}
