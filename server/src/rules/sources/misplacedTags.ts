import type { Catalog } from '../../catalog/catalog.js';
import type { SourceRole } from '../../catalog/likelyTags.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import { likelyCustomerKeys, namespaceOf } from '../../tenant/likelyKeys.js';
import {
  allRoles,
  readerOf,
  rolesOf,
  suggestedTags,
  tagsNamedIn,
  type TagsNamed,
} from '../../tenant/likelyTags.js';
import type { Field, Source } from '../../tenant/tenant.js';
import { swappedTags } from './swappedTags.js';
import {
  isCustomItemTag,
  isForeignKey,
  isProfileTag,
  isRequiredItemTag,
  itemPrefix,
  matchTakesType,
  takesType,
  tagUses,
  type TagUse,
} from './sourceTags.js';

/** A tag on a field whose name says another one, and what else speaks against it. */
export interface MisplacedTag {
  /** The tag that the field's name says; for a link a foreign key named after the field. */
  readonly meant: string;
  /** The field says who bought: which foreign key does that, the whole tenant says. */
  readonly isLink: boolean;
  /**
   * `type`: the field's type is not one that the tag takes, but one that the meant tag takes; `repeated`: it stands on another field too, where it may
   * stand once; `company`: it is for people, and the source holds lines of orders or products, or it is for lines of orders, and the source holds people;
   * `swapped`: the field of the meant tag has this one.
   */
  readonly against: 'type' | 'repeated' | 'company' | 'swapped';
}

/** What a source looks like to whoever judges one of its tags. */
interface View {
  readonly source: Source;
  readonly catalog: Catalog;
  readonly uses: readonly TagUse[];
  readonly named: TagsNamed;
  /** What the source holds, its strays aside. */
  readonly roles: readonly SourceRole[];
  /** Tags of orders in a source of people, each on a field whose name says who somebody is. */
  readonly strays: ReadonlySet<TagUse>;
}

const misplaced = new KeptBySource<ReadonlyMap<string, MisplacedTag>>();

/** What a tag is where it certainly stands on the wrong field; null for every other one. */
export function misplacedTag(use: TagUse, source: Source, catalog: Catalog): MisplacedTag | null {
  const found = misplaced.of(source, catalog, () => findMisplaced(source, catalog));
  return found.get(keyOf(use)) ?? null;
}

/** The use that a tag has changed places with; null where it is in its own place. */
export function swappedWith(use: TagUse, source: Source, catalog: Catalog): TagUse | null {
  const found = misplacedTag(use, source, catalog);
  if (found?.against !== 'swapped') return null;
  return (
    tagUses(source, catalog).find(
      (other) =>
        other.tag === found.meant &&
        other.field !== use.field &&
        misplacedTag(other, source, catalog)?.meant === use.tag,
    ) ?? null
  );
}

/** True for the one of two swapped tags at which that is told: the first on a field of a wrong type, else the first. */
export function speaksForSwap(use: TagUse, other: TagUse, source: Source, catalog: Catalog): boolean {
  const pair = tagUses(source, catalog).filter((one) => one === use || one === other);
  return (pair.find((one) => !isOfRightType(one)) ?? pair[0]) === use;
}

/** True unless the field certainly has a type that the tag does not take. */
export function isOfRightType(use: TagUse): boolean {
  return use.field.type === null || takesType(use, use.field.type);
}

function keyOf({ field, tag }: TagUse): string {
  return `${field.name}\n${tag}`;
}

function findMisplaced(source: Source, catalog: Catalog): ReadonlyMap<string, MisplacedTag> {
  const uses = tagUses(source, catalog);
  const named = tagsNamedIn(source, catalog);
  const strays = straysOf(source, uses, named, catalog);
  const view: View = {
    source,
    catalog,
    uses,
    named,
    strays,
    roles: strays.size > 0 ? ['profile'] : rolesOf(source, catalog),
  };
  const found = new Map<string, MisplacedTag>();
  for (const [use, other] of swappedTags(uses, named, view.roles, catalog)) {
    found.set(keyOf(use), { meant: other.tag, isLink: false, against: 'swapped' });
  }
  for (const use of uses) {
    const against = found.has(keyOf(use)) ? null : whatIsAgainst(use, view);
    const meant = against === null ? null : meantFor(use, against, view);
    if (against !== null && meant !== null) found.set(keyOf(use), { ...meant, against });
  }
  return found;
}

function meantFor(
  use: TagUse,
  against: MisplacedTag['against'],
  view: View,
): Pick<MisplacedTag, 'meant' | 'isLink'> | null {
  const tag = saidByName(use, view);
  if (tag === null) {
    return isLinkMeant(use, view) ? { meant: `fk-${namespaceOf(use.field.name)}`, isLink: true } : null;
  }
  // A type that fits neither says nothing: `unit_price` as a float may well be the revenue.
  if (against === 'type' && !fits(tag, use, view.catalog)) return null;
  // A customer's key may be a foreign key too.
  if (isForeignKey(use.tag) && isKey(tag, view.catalog)) return null;
  return { meant: tag, isLink: false };
}

function whatIsAgainst(use: TagUse, { uses, strays, roles }: View): MisplacedTag['against'] | null {
  const { field, tag, match } = use;
  if (match?.how !== 'exact' && !isForeignKey(tag)) return null;
  if (!isOfRightType(use)) return 'type';
  const others = uses.filter((other) => other.field !== field);
  const isRepeated = isForeignKey(tag)
    ? isOfItems(uses) && others.some((other) => isForeignKey(other.tag))
    : onceOnly(match) && others.some((other) => other.tag === tag);
  if (isRepeated) return 'repeated';
  if (strays.has(use)) return 'company';
  return isProfileTag(match) && isWithoutPeople(uses, roles) ? 'company' : null;
}

function isKey(tag: string, catalog: Catalog): boolean {
  const match = catalog.semantic(tag);
  return match?.group.id === 'keys' || match?.how === 'custom';
}

function fits(tag: string, { field }: TagUse, catalog: Catalog): boolean {
  const match = catalog.semantic(tag);
  return match !== null && (field.type === null || matchTakesType(match, field.type));
}

/** True for a source that holds lines of orders only, or products only, and has tags that say so. */
function isWithoutPeople(uses: readonly TagUse[], roles: readonly SourceRole[]): boolean {
  const [role, ...others] = roles;
  if (others.length > 0) return false;
  return role === 'item' ? isOfItems(uses) : role === 'catalog' && isOfProducts(uses);
}

function onceOnly(match: TagUse['match']): boolean {
  return (match?.semantic.oncePerSource ?? null) !== null;
}

function isOfItems(uses: readonly TagUse[]): boolean {
  return uses.some(({ tag }) => tag.startsWith(itemPrefix));
}

function isOfProducts(uses: readonly TagUse[]): boolean {
  return uses.some(({ match }) => match?.group.prefix === 'pc/');
}

/** All tags of orders of a source, where each is certainly a slip in one that holds people. */
function straysOf(
  source: Source,
  uses: readonly TagUse[],
  named: TagsNamed,
  catalog: Catalog,
): ReadonlySet<TagUse> {
  const ofItems = uses.filter(({ tag }) => tag.startsWith(itemPrefix));
  if (ofItems.length === 0 || source.records.includes('interaction')) return new Set();
  const areSlips = ofItems.every(
    ({ field, match }) =>
      match?.how === 'exact' &&
      named(field, ['profile']).some(({ certainty }) => certainty === 'sure') &&
      named(field, ['item']).length === 0,
  );
  if (!areSlips) return new Set();
  const [role, ...others] = rolesOf(without(source, new Set(ofItems)), catalog);
  return role === 'profile' && others.length === 0 ? new Set(ofItems) : new Set();
}

/** The source as if some of its tags were not there. */
function without(source: Source, uses: ReadonlySet<TagUse>): Source {
  const items = new Set([...uses].map(({ item }) => item));
  const fields = source.fields.map((field): Field => {
    const semantics = field.semantics.filter((item) => !items.has(item));
    return semantics.length === field.semantics.length ? field : { ...field, semantics };
  });
  return { ...source, fields };
}

/**
 * The tag that the field's name says, were it without this one; null where that is the same, or none. A name that says
 * it for sure is believed; one that often says so, where that tag must be in the source and is not.
 */
function saidByName(use: TagUse, view: View): string | null {
  const { source, catalog, roles, uses } = view;
  const { field, tag } = use;
  const said = suggestedTags(without(source, new Set([use])), catalog, roles).find(
    (one) => one.field.name === field.name,
  );
  if (!said || said.tag === tag) return null;
  if (said.certainty === 'sure') return said.tag;
  const isLacking = isRequiredItemTag(catalog.semantic(said.tag)) && isOfOtherItems(use, uses);
  return isLacking && !isNamed(use, view) ? said.tag : null;
}

/** True where a field of another name says who bought, and nothing else in the source does. */
function isLinkMeant(use: TagUse, view: View): boolean {
  const { source, catalog, roles, uses } = view;
  if (!roles.includes('item') || !isOfOtherItems(use, uses)) return false;
  const isLinked = uses.some((other) => /^fk[-_:]/i.test(other.tag) || isCustomItemTag(other));
  // Customers that stand in the same source may be meant; a source that is not stitched holds none.
  if (isLinked || (isProfileTag(use.match) && source.stitch?.value === true)) return false;
  const [key] = likelyCustomerKeys(source, catalog);
  const reader = readerOf(catalog);
  const said = reader.customerKey(reader.wordsOf(use.field.name));
  return key === use.field && said?.certainty === 'sure' && !isNamed(use, view);
}

function isOfOtherItems(use: TagUse, uses: readonly TagUse[]): boolean {
  return uses.some(({ field, tag }) => field !== use.field && tag.startsWith(itemPrefix));
}

/** True where the field's name allows the tag that it has. */
function isNamed({ field, tag }: TagUse, { named }: View): boolean {
  return named(field, allRoles).some((one) => one.tag === tag);
}
