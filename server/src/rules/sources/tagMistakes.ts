import { distance } from 'fastest-levenshtein';
import type { Catalog } from '../../catalog/catalog.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import type { Source, Tenant } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { goneTags } from './goneFields.js';
import { misplacedTag } from './misplacedTags.js';
import { isForeignKey, isProfileTag, itemPrefix, tagUses, type TagUse } from './sourceTags.js';

/** Prefixes that people write for `txn-item/`, as the documentation's own prose does now and then. */
const wrongItemPrefix = /^(?:txn-items\/(?:pc[/-])?|txn-item\/pc[/-]|txn_items?\/|txn\/)/;

/**
 * The tag that is meant by one with a wrong prefix or, among lines of orders, without any; null for every other tag.
 */
export function rightPrefix(tag: string, catalog: Catalog): string | null {
  const wrong = wrongItemPrefix.exec(tag);
  if (wrong) {
    const meant = itemPrefix + tag.slice(wrong[0].length);
    // Whole prefixes that no custom tag begins with by chance; `txn-item/pc-model` may be the tenant's own.
    const isCertain = tag.startsWith('txn-items/') || tag.startsWith('txn-item/pc/');
    return isCertain || isDocumented(meant, catalog) ? meant : null;
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
  const near = nearTag(tag, catalog);
  return near !== null && isOnPurpose(tag, field.name, near, catalog) ? null : near;
}

const nearTags = new WeakMap<Catalog, Map<string, string | null>>();

/** The one documented tag near to another, remembered: a large tenant has the same custom tags over and over. */
function nearTag(tag: string, catalog: Catalog): string | null {
  const known = nearTags.get(catalog) ?? new Map<string, string | null>();
  nearTags.set(catalog, known);
  const before = known.get(tag);
  if (before !== undefined) return before;
  const near = findNearTag(tag, documentedTags(catalog));
  const isSame = near !== null && compact(near) === compact(tag);
  // A third line of an address (`address3`) is near to two tags, and no third address.
  const numbered = near === null ? tag : tag.replace(/([a-z])(\d+)$/i, '$1-$2');
  const found = isSame ? near : (ordinalMeant(numbered, catalog) ?? near ?? keyMeant(tag));
  known.set(tag, found);
  return found;
}

function findNearTag(tag: string, documented: readonly string[]): string | null {
  if (documented.includes(tag)) return null;
  const near = documented.flatMap((known) => {
    const away = slipsBetween(tag.toLowerCase(), known);
    return away === null ? [] : [{ known, away }];
  });
  const least = Math.min(...near.map(({ away }) => away));
  const [only, ...others] = near.filter(({ away }) => away === least);
  return only !== undefined && others.length === 0 ? only.known : null;
}

/** The tag that is meant, right or wrong, so that a mistake in it is one finding and not two. */
export function meantTag(use: TagUse, source: Source, catalog: Catalog): string {
  const misplaced = misplacedTag(use, source, catalog);
  // A foreign key may stand on an email address: that it is one of two makes it no profile tag.
  const isKept =
    misplaced !== null && isForeignKey(use.tag) && isProfileTag(catalog.semantic(misplaced.meant));
  if (misplaced && !isKept) return misplaced.meant;
  const prefixed = holdsInteractions(source, catalog) ? rightPrefix(use.tag, catalog) : null;
  return prefixed ?? misspeltTag(use, catalog) ?? use.tag;
}

const meant = new KeptBySource<ReadonlySet<string>>();

/** Every tag of a source as it is meant, with those of fields that are gone though the primary key names them. */
export function meantTags(source: Source, catalog: Catalog): ReadonlySet<string> {
  return meant.of(
    source,
    catalog,
    () =>
      new Set([
        ...tagUses(source, catalog).flatMap((use) => meantBy(use, source, catalog)),
        ...goneTags(source, catalog),
      ]),
  );
}

/** What a tag stands for: what is meant on its field, and itself where it belongs on another. */
function meantBy(use: TagUse, source: Source, catalog: Catalog): readonly string[] {
  const isMoved = typeof misplacedTag(use, source, catalog)?.home === 'string';
  return [meantTag(use, source, catalog), ...(isMoved ? [use.tag] : [])];
}

/** True where a source has a profile tag, or a mistake that one is meant by. */
export function hasMeantProfileTag(source: Source, catalog: Catalog): boolean {
  return [...meantTags(source, catalog)].some((tag) => isProfileTag(catalog.semantic(tag)));
}

/** True where a source has a tag of lines of orders, or a mistake that one is meant by. */
export function hasMeantItemTag(source: Source, catalog: Catalog): boolean {
  return [...meantTags(source, catalog)].some((tag) => tag.startsWith(itemPrefix));
}

/** The sources with profile tags that do not all stand on wrong fields. */
export function peopleSources({
  lineage,
  catalog,
}: Pick<RuleContext, 'lineage' | 'catalog'>): readonly Source[] {
  return lineage.profileSources.filter((source) => hasMeantProfileTag(source, catalog));
}

/** The sources with tags of orders that do not all stand on wrong fields. */
export function itemSources({
  lineage,
  catalog,
}: Pick<RuleContext, 'lineage' | 'catalog'>): readonly Source[] {
  return lineage.itemSources.filter((source) => hasMeantItemTag(source, catalog));
}

/** True where sources have tags of a group, and each of them stands on a wrong field. */
export function isGroupOnlyBySlip(prefix: string, tenant: Tenant, catalog: Catalog): boolean {
  const written = tenant.sources.filter((source) =>
    tagUses(source, catalog).some(({ match }) => match?.group.prefix === prefix),
  );
  return (
    written.length > 0 &&
    !written.some((source) =>
      [...meantTags(source, catalog)].some((tag) => catalog.semantic(tag)?.group.prefix === prefix),
    )
  );
}

function isDocumented(tag: string, catalog: Catalog): boolean {
  return catalog.semantic(tag)?.how === 'exact';
}

/** `fk_member`, `fk:member`, `FK-member`: a key's kind is in small letters, with a dash behind it. */
function keyMeant(tag: string): string | null {
  const found = /^(fk|bk|sk)[-_:]([a-z0-9][a-z0-9_-]*)$/i.exec(tag);
  return found ? `${(found[1] ?? '').toLowerCase()}-${(found[2] ?? '').replace(/_/g, '-')}` : null;
}

/** `phone_2`: the number of a tag stands behind a dash. */
function ordinalMeant(tag: string, catalog: Catalog): string | null {
  const dashed = tag.toLowerCase().replace(/_/g, '-');
  return catalog.semantic(dashed)?.how === 'ordinal' ? dashed : null;
}

/**
 * A word that names people's data (county, suite) and is the field's own name is a custom tag, not a slip for the one
 * that is near; where the name says that one (birthday for `birthdate`), it is.
 */
function isOnPurpose(tag: string, field: string, near: string, catalog: Catalog): boolean {
  const reader = readerOf(catalog);
  if (!reader.isKnownWord(tag) || compact(tag) !== compact(field)) return false;
  const words = reader.wordsOf(field);
  return !roles.some((role) => reader.tagsOf(words, role).some((said) => said.tag === near));
}

const roles = ['profile', 'item', 'catalog'] as const;

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
 * How many letters `tag` has wrong where it is `known` with a slip in one word: a letter or two of a long word, one of
 * a short one, or another separator (none is wrong then); null where it is another tag. Word by word, as `product-line`
 * is near to `product-size` only when taken as a whole.
 */
function slipsBetween(tag: string, known: string): number | null {
  if (compact(tag) === compact(known)) return 0;
  const words = tag.split(/[-_/ ]/);
  const knownWords = known.split(/[-/]/);
  if (words.length !== knownWords.length || tag.includes('/') !== known.includes('/')) return null;
  const different = words.flatMap((word, index) => {
    const right = knownWords[index] ?? '';
    return word === right ? [] : [{ word, right }];
  });
  const [only, ...others] = different;
  if (!only || others.length > 0) return null;
  if (only.right.length >= 4) return slipsInWord(only.word, only.right);
  return words.length > 1 ? slipsInShortWord(only.word, only.right) : null;
}

function slipsInWord(word: string, right: string): number | null {
  if (word.length < 3) return null;
  if (isSwapped(word, right)) return 1;
  const away = distance(word, right);
  return away <= (right.length >= 7 ? 2 : 1) ? away : null;
}

/**
 * In a word of two or three letters among others: one too many or too few, two that changed places, or what it is
 * short for (`update-date`). Another letter makes another word of it (`order-ip` is not `order-id`).
 */
function slipsInShortWord(word: string, right: string): number | null {
  if (word.length < 2) return null;
  if (isSwapped(word, right)) return 1;
  if (word.length !== right.length && distance(word, right) === 1) return 1;
  return word.replace(/[aeiou]/g, '') === right ? 2 : null;
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
