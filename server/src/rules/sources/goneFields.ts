import { distance } from 'fastest-levenshtein';
import type { Catalog } from '../../catalog/catalog.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import { sourceWith, type Field, type Source } from '../../tenant/tenant.js';
import { isKnownInFull, isProfileTag, itemPrefix, mayCarryTags, tagUses, type TagUse } from './sourceTags.js';

/** A field that the primary key names and that is certainly not there, nor under a name with a slip in it. */
export interface GoneField {
  readonly name: string;
  /** The tag that its name says for sure and that no other field has; null for none. */
  readonly tag: string | null;
}

const gone = new KeptBySource<readonly GoneField[]>();

/**
 * The fields that are gone though the primary key names them, with the tags that went with them. Only for feeds, whose
 * columns are their fields.
 */
export function goneFields(source: Source, catalog: Catalog): readonly GoneField[] {
  return gone.of(source, catalog, () => findGone(source, catalog));
}

function findGone(source: Source, catalog: Catalog): readonly GoneField[] {
  if (source.query !== null || source.fields.length === 0) return [];
  if (!mayCarryTags(source) || !isKnownInFull(source)) return [];
  const there = new Set(
    [...source.fields, ...catalog.productColumns].map((column) => column.name.toLowerCase()),
  );
  const named = new Set(source.primaryKey.map((item) => item.value));
  const others = source.fields.map((field) => field.name).filter((name) => !named.has(name));
  const names = [...named].filter(
    (name) => !there.has(name.toLowerCase()) && !others.some((other) => isSlip(name, other)),
  );
  if (names.length === 0) return [];
  const ghosts = names.map((name) => ghostOf(name, source));
  const suggested = suggestedTags(sourceWith(source, [...source.fields, ...ghosts]), catalog);
  return names.map((name, index) => {
    const said = suggested.find(({ field }) => field === ghosts[index]);
    const isKnown = said?.certainty === 'sure' && isOfItsKind(said.tag, source, catalog);
    return { name, tag: isKnown ? said.tag : null };
  });
}

/** True where a letter or two make one name of the other: then that field is meant. */
function isSlip(name: string, other: string): boolean {
  const most = name.length < 6 ? 1 : 2;
  return distance(name.toLowerCase(), other.toLowerCase()) <= most;
}

/** A source without any tag of a kind lacks them all: that is more than one field that is gone. */
function isOfItsKind(tag: string, source: Source, catalog: Catalog): boolean {
  const prefix = catalog.semantic(tag)?.group.prefix ?? null;
  return tagUses(source, catalog).some(({ match }) =>
    prefix === null ? isProfileTag(match) : match?.group.prefix === prefix,
  );
}

/** The tags that went with the fields that are gone. */
export function goneTags(source: Source, catalog: Catalog): readonly string[] {
  return goneFields(source, catalog).flatMap(({ tag }) => tag ?? []);
}

/** The name of the field that is gone and said who bought, in a source of lines of orders; null where there is none. */
export function goneCustomerKey(source: Source, catalog: Catalog): string | null {
  const reader = readerOf(catalog);
  const key = goneFields(source, catalog).find(
    ({ name }) => reader.customerKey(reader.wordsOf(name))?.certainty === 'sure',
  );
  return key && tagUses(source, catalog).some(({ tag }) => tag.startsWith(itemPrefix)) ? key.name : null;
}

/** A field as it would be declared, without anything. */
export function ghostOf(name: string, { place, file, entry }: Source): Field {
  return { name, place, file, entry, complete: true, type: null, typePlace: null, semantics: [] };
}

/** True where a foreign key of another source means, by its field's name or its own, a field that is gone. */
export function isGoneForeignKey(
  use: TagUse,
  customers: Source,
  catalog: Catalog,
  wanted: string | null = null,
): boolean {
  return goneFields(customers, catalog).some(
    ({ name }) => (wanted === null || name === wanted) && meansField(use, name, catalog),
  );
}

/** True where a foreign key, by its field's name or its own, means a field of customers of some name. */
export function meansField(use: TagUse, name: string, catalog: Catalog): boolean {
  return namesMeant(use, catalog).includes(readerOf(catalog).wordsOf(name).join(' '));
}

/** The names, in words, that the other side of a foreign key likely has: its field's own, else what the tag says. */
export function namesMeant({ field, tag }: TagUse, catalog: Catalog): readonly string[] {
  const words = (name: string): string => readerOf(catalog).wordsOf(name).join(' ');
  const namespace = words(tag.slice(3));
  return [words(field.name), namespace, `${namespace} id`, `${namespace} number`];
}
