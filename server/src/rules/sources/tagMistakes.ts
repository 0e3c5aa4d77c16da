import { distance } from 'fastest-levenshtein';
import type { Catalog } from '../../catalog/catalog.js';
import { readerOf } from '../../tenant/likelyTags.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import type { Source } from '../../tenant/tenant.js';
import { misplacedTag } from './misplacedTags.js';
import { isProfileTag, itemPrefix, tagUses, type TagUse } from './sourceTags.js';

/** Prefixes that people write for `txn-item/`, as the documentation's own prose does now and then. */
const wrongItemPrefix = /^(?:txn-items\/(?:pc[/-])?|txn-item\/pc[/-]|txn_items?\/|txn\/)/;

/**
 * The tag that is meant by one with a wrong prefix or, among lines of orders, without any; null for every other tag.
 */
export function rightPrefix(tag: string, catalog: Catalog): string | null {
  const wrong = wrongItemPrefix.exec(tag);
  if (wrong) {
    const meant = itemPrefix + tag.slice(wrong[0].length);
    return tag.startsWith('txn-items/') || isDocumented(meant, catalog) ? meant : null;
  }
  const bare = itemPrefix + tag;
  return !tag.includes('/') && catalog.semantic(tag) === null && isDocumented(bare, catalog) ? bare : null;
}

const interactions = new KeptBySource<boolean>();

/** True where tags without their prefix are meant for lines of orders. */
export function holdsInteractions(source: Source, catalog: Catalog): boolean {
  return interactions.of(source, catalog, () => hasInteractions(source));
}

function hasInteractions(source: Source): boolean {
  return (
    source.records.includes('interaction') ||
    source.fields.some((field) => field.semantics.some((tag) => /^txn-items?\//.test(tag.value)))
  );
}

/**
 * The one documented tag that an unknown one is likely a slip of the pen for; null where it is known, a custom tag on
 * purpose, or near to none or several.
 */
export function misspeltTag({ tag, field }: Pick<TagUse, 'tag' | 'field'>, catalog: Catalog): string | null {
  const match = catalog.semantic(tag);
  if (match !== null && match.how !== 'custom') return null;
  return isOnPurpose(tag, field.name, catalog) ? null : nearTag(tag, catalog);
}

const nearTags = new WeakMap<Catalog, Map<string, string | null>>();

/** The one documented tag near to another, remembered: a large tenant has the same custom tags over and over. */
function nearTag(tag: string, catalog: Catalog): string | null {
  const known = nearTags.get(catalog) ?? new Map<string, string | null>();
  nearTags.set(catalog, known);
  const before = known.get(tag);
  if (before !== undefined) return before;
  const found = findNearTag(tag, documentedTags(catalog));
  known.set(tag, found);
  return found;
}

function findNearTag(tag: string, documented: readonly string[]): string | null {
  if (documented.includes(tag)) return null;
  const near = documented.filter((known) => isSlip(tag.toLowerCase(), known));
  const exactly = near.filter((known) => compact(known) === compact(tag));
  const [only, ...others] = exactly.length > 0 ? exactly : near;
  return only !== undefined && others.length === 0 ? only : foreignKeyMeant(tag);
}

/** The tag that is meant, right or wrong, so that a mistake in it is one finding and not two. */
export function meantTag(use: TagUse, source: Source, catalog: Catalog): string {
  const misplaced = misplacedTag(use, source, catalog);
  if (misplaced) return misplaced.meant;
  const prefixed = holdsInteractions(source, catalog) ? rightPrefix(use.tag, catalog) : null;
  return prefixed ?? misspeltTag(use, catalog) ?? use.tag;
}

const meant = new KeptBySource<ReadonlySet<string>>();

/** Every tag of a source as it is meant. */
export function meantTags(source: Source, catalog: Catalog): ReadonlySet<string> {
  return meant.of(
    source,
    catalog,
    () => new Set(tagUses(source, catalog).map((use) => meantTag(use, source, catalog))),
  );
}

/** True where a source has a profile tag, or a mistake that one is meant by. */
export function hasMeantProfileTag(source: Source, catalog: Catalog): boolean {
  return [...meantTags(source, catalog)].some((tag) => isProfileTag(catalog.semantic(tag)));
}

function isDocumented(tag: string, catalog: Catalog): boolean {
  return catalog.semantic(tag)?.how === 'exact';
}

/** `fk_member`, `fk:member`: the separator of a key's namespace is a dash. */
function foreignKeyMeant(tag: string): string | null {
  const found = /^(fk|bk|sk)[_:]([a-z0-9][a-z0-9_-]*)$/i.exec(tag);
  return found ? `${(found[1] ?? '').toLowerCase()}-${(found[2] ?? '').replace(/_/g, '-')}` : null;
}

/** A word that names people's data (county, suite) and is the field's own name is a custom tag, not a slip. */
function isOnPurpose(tag: string, field: string, catalog: Catalog): boolean {
  return readerOf(catalog).isKnownWord(tag) && compact(tag) === compact(field);
}

const documentedOf = new WeakMap<Catalog, readonly string[]>();

/** The documented tags, with those that only the columns of standard tables name (`loyalty-id`, `txn-item/customer-id`). */
function documentedTags(catalog: Catalog): readonly string[] {
  const known = documentedOf.get(catalog);
  if (known) return known;
  const tags = [
    ...catalog.semanticGroups.flatMap((group) => group.semantics.map((semantic) => semantic.tag)),
    ...catalog.tables.flatMap((table) => table.columns.flatMap((column) => column.semantic ?? [])),
  ];
  const made = [...new Set(tags)].filter((tag) => /^[a-z0-9/-]+$/.test(tag));
  documentedOf.set(catalog, made);
  return made;
}

function compact(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z0-9/]/g, '');
}

/**
 * Whether `tag` is `known` with a slip in one word: a letter or two of a long word, one of a short one, or another
 * separator. Word by word, as `product-line` is near to `product-size` only when taken as a whole.
 */
function isSlip(tag: string, known: string): boolean {
  if (tag === known) return false;
  if (compact(tag) === compact(known)) return true;
  const words = tag.split(/[-_/ ]/);
  const knownWords = known.split(/[-/]/);
  if (words.length !== knownWords.length || tag.includes('/') !== known.includes('/')) return false;
  const different = words.flatMap((word, index) => {
    const right = knownWords[index] ?? '';
    return word === right ? [] : [{ word, right }];
  });
  return different.length === 1 && different.every(({ word, right }) => isNearWord(word, right));
}

function isNearWord(word: string, right: string): boolean {
  if (right.length < 4 || word.length < 3) return false;
  if (isSwapped(word, right)) return true;
  return distance(word, right) <= (right.length >= 7 ? 2 : 1);
}

/** Two letters side by side changed places: `emial`. */
function isSwapped(word: string, right: string): boolean {
  if (word.length !== right.length) return false;
  const at = [...word].findIndex((letter, index) => letter !== right[index]);
  return (
    at >= 0 &&
    word[at] === right[at + 1] &&
    word[at + 1] === right[at] &&
    word.slice(at + 2) === right.slice(at + 2)
  );
}
