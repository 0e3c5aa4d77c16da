import type { EntryPlace } from '../../edits/yaml.js';
import type { Source } from '../../tenant/tenant.js';

/** The order in which the documentation of the format shows a source's keys. */
const order = ['kind', 'records', 'stitch', 'primary_key', 'description', 'sql', 'sql_file', 'fields'];

/** Where a new key of a source stands: before the first one that is there and comes after it. */
export function settingPlace(source: Source, key: string): EntryPlace {
  const { value } = source.entry;
  if (value?.kind !== 'mapping') return {};
  const later = order.slice(order.indexOf(key) + 1);
  const next = value.entries.find((entry) => later.includes(entry.key.text));
  return next ? { before: next.key.text } : {};
}
