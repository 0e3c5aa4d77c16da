import type { Catalog } from '../catalog/catalog.js';
import { rolesOf, suggestedTags } from './likelyTags.js';
import { readerOf } from './tagsOfNames.js';
import type { Field, Source } from './tenant.js';

/** A field without a known type, or of one that keys have. */
function canBeKey(field: Field): boolean {
  return field.type === null || field.type === 'string' || field.type === 'integer';
}

function taggedOrLikely(source: Source, catalog: Catalog, tag: string): Field | null {
  const tagged = source.fields.find((field) => field.semantics.some((item) => item.value === tag));
  return tagged ?? suggestedTags(source, catalog).find((suggestion) => suggestion.tag === tag)?.field ?? null;
}

/** The field whose name ranks best in a list of the words of keys. */
function bestOf(fields: readonly Field[], rank: (field: Field) => number): Field | null {
  const ranked = fields.map((field) => ({ field, rank: rank(field) })).filter((one) => one.rank >= 0);
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.field ?? null;
}

/**
 * The fields that likely tell the rows of a source apart: its own key of rows; for lines of orders the order and its
 * line, else the order and its product; for people and products their key. Empty where no name suggests one.
 */
export function likelyPrimaryKey(source: Source, catalog: Catalog): readonly Field[] {
  const reader = readerOf(catalog);
  const fields = source.fields.filter((field) => field.complete && canBeKey(field));
  const named = (field: Field) => reader.wordsOf(field.name);
  const row = bestOf(fields, (field) => reader.rowKey(named(field)));
  const roles = rolesOf(source, catalog);
  if (roles.includes('item')) return likelyItemKey(source, catalog, fields, row);
  if (row) return [row];
  for (const [role, tag] of [
    ['profile', 'ck'],
    ['catalog', 'pc/product-id'],
    ['profile', 'loyalty-id'],
  ] as const) {
    const key = roles.includes(role) ? taggedOrLikely(source, catalog, tag) : null;
    if (key && canBeKey(key)) return [key];
  }
  const customer = fields.find((field) => reader.customerKey(named(field))?.certainty === 'sure');
  if (customer && roles.includes('profile')) return [customer];
  // The first field is where most tables have their key, but only a name that says so is believed.
  const [first] = source.fields;
  const last = first ? named(first).at(-1) : undefined;
  return first && canBeKey(first) && (last === 'id' || last === 'key') ? [first] : [];
}

function likelyItemKey(
  source: Source,
  catalog: Catalog,
  fields: readonly Field[],
  row: Field | null,
): readonly Field[] {
  const reader = readerOf(catalog);
  const order = taggedOrLikely(source, catalog, 'txn-item/order-id');
  const product = taggedOrLikely(source, catalog, 'txn-item/product-id');
  const others = fields.filter((field) => field !== order && field !== product);
  const line = bestOf(others, (field) => reader.lineKey(reader.wordsOf(field.name)));
  if (order && line) return [order, line];
  if (row && row !== order) return [row];
  if (order && product) return [order, product];
  return order ? [order] : [];
}

/** The field of a source that likely names the one who bought; null where no name suggests one. */
export function likelyCustomerKey(source: Source, catalog: Catalog): Field | null {
  return likelyCustomerKeys(source, catalog)[0] ?? null;
}

/** All fields that may name the one who bought, the surest first. */
export function likelyCustomerKeys(source: Source, catalog: Catalog): readonly Field[] {
  const reader = readerOf(catalog);
  return source.fields
    .filter((field) => field.complete && canBeKey(field))
    .flatMap((field) => {
      const named = reader.customerKey(reader.wordsOf(field.name));
      return named ? [{ field, weight: (named.certainty === 'sure' ? 0 : 1000) + named.rank }] : [];
    })
    .sort((a, b) => a.weight - b.weight)
    .map(({ field }) => field);
}

/** The namespace of a foreign key made from a field's name: `accountId` → `account-id`. */
export function namespaceOf(field: string): string {
  return field
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
