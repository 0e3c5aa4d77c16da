import type { Catalog } from '../../catalog/catalog.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import { likelyCustomerKeys, namespaceOf } from '../../tenant/likelyKeys.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import type { Source } from '../../tenant/tenant.js';
import {
  isCustomItemTag,
  isForeignKey,
  isProfileTag,
  isOfRightType,
  isRequiredItemTag,
  itemPrefix,
  matchTakesType,
  tagUses,
  type TagUse,
} from './sourceTags.js';
import {
  isNamed,
  isOfItems,
  isOfOtherKind,
  isProductTag,
  viewOf,
  without,
  type SourceView,
} from './sourceView.js';
import { swappedTags } from './swappedTags.js';
import { homeOf } from './tagHomes.js';

/** A tag on a wrong field: its name says another one, or the name of a field without a tag says this one. */
export interface MisplacedTag {
  /** The tag that the field's name says; for a link a foreign key named after the field. Where it says none, the tag itself. */
  readonly meant: string;
  /** The field says who bought: which foreign key does that, the whole tenant says. */
  readonly isLink: boolean;
  /**
   * `type`: the field's type is not one that the tag takes, but one that the meant tag takes; `repeated`: it stands on another field too, where it may
   * stand once; `company`: it is for people, and the source holds lines of orders or products, and the like; `swapped`: the field of the meant tag has
   * this one; `names`: nothing but the names of this field and of the one that it belongs on.
   */
  readonly against: 'type' | 'repeated' | 'company' | 'swapped' | 'names';
  /** The name of the field without a tag that this one belongs on; null where there is none. */
  readonly home: string | null;
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

function keyOf({ field, tag }: TagUse): string {
  return `${field.name}\n${tag}`;
}

function findMisplaced(source: Source, catalog: Catalog): ReadonlyMap<string, MisplacedTag> {
  const view = viewOf(source, catalog);
  const found = new Map<string, MisplacedTag>();
  for (const [use, other] of swappedTags(view)) {
    found.set(keyOf(use), { meant: other.tag, isLink: false, against: 'swapped', home: null });
  }
  for (const use of view.uses) {
    const one = found.has(keyOf(use)) ? null : misplacedIn(use, view);
    if (one !== null) found.set(keyOf(use), one);
  }
  return found;
}

function misplacedIn(use: TagUse, view: SourceView): MisplacedTag | null {
  const against = whatIsAgainst(use, view);
  if (against !== null) {
    const meant = meantFor(use, against, view);
    const home = meant !== null || against === 'type' ? homeOf(use, view) : null;
    if (meant !== null) return { ...meant, against, home };
    return home === null ? null : { meant: use.tag, isLink: false, against, home };
  }
  return byNames(use, view);
}

/** A tag that nothing but names speaks against: its own field's, and that of the field which it belongs on. */
function byNames(use: TagUse, view: SourceView): MisplacedTag | null {
  if (use.match?.how !== 'exact' || isNamed(use, view)) return null;
  const home = homeOf(use, view);
  if (home === null && !isOnItsFieldToo(use, view)) return null;
  const meant = saidByName(use, view);
  // A tag that lines of orders have twice does harm where another one lacks by it.
  if (meant !== null && (home !== null || isRequiredItemTag(view.catalog.semantic(meant)))) {
    return { meant, isLink: false, against: 'names', home };
  }
  if (meant !== null || home !== null || !isLinkMeant(use, view)) return null;
  return { meant: `fk-${namespaceOf(use.field.name)}`, isLink: true, against: 'names', home };
}

/** True for a tag of orders that another field has too, whose name says it. */
function isOnItsFieldToo(use: TagUse, view: SourceView): boolean {
  if (!use.tag.startsWith(itemPrefix)) return false;
  return besides(use, view.uses).some((other) => other.tag === use.tag && isNamed(other, view));
}

function meantFor(
  use: TagUse,
  against: MisplacedTag['against'],
  view: SourceView,
): Pick<MisplacedTag, 'meant' | 'isLink'> | null {
  const tag = saidByName(use, view);
  if (tag === null) {
    return isLinkMeant(use, view) ? { meant: `fk-${namespaceOf(use.field.name)}`, isLink: true } : null;
  }
  // A type that fits neither says nothing: `unit_price` as a float may well be the revenue.
  if (against === 'type' && !fits(tag, use, view.catalog)) return null;
  // Lines of orders may describe products; what they must have for themselves is another thing.
  const isItems = tag.startsWith(itemPrefix) && !isRequiredItemTag(view.catalog.semantic(tag));
  if (against === 'company' && isProductTag(use.match) && isItems) return null;
  // A customer's key may be a foreign key too.
  if (isForeignKey(use.tag) && isKey(tag, view.catalog)) return null;
  return { meant: tag, isLink: false };
}

function whatIsAgainst(use: TagUse, view: SourceView): MisplacedTag['against'] | null {
  const { uses, strays } = view;
  const { field, tag, match } = use;
  if (match?.how !== 'exact' && !isForeignKey(tag)) return null;
  if (!isOfRightType(use)) return 'type';
  const others = uses.filter((other) => other.field !== field);
  const isRepeated = isForeignKey(tag)
    ? isOfItems(uses) && others.some((other) => isForeignKey(other.tag))
    : onceOnly(match) && others.some((other) => other.tag === tag);
  if (isRepeated) return 'repeated';
  return strays.has(use) || isOfOtherKind(use, view) ? 'company' : null;
}

function isKey(tag: string, catalog: Catalog): boolean {
  const match = catalog.semantic(tag);
  return match?.group.id === 'keys' || match?.how === 'custom';
}

function fits(tag: string, { field }: TagUse, catalog: Catalog): boolean {
  const match = catalog.semantic(tag);
  return match !== null && (field.type === null || matchTakesType(match, field.type));
}

function onceOnly(match: TagUse['match']): boolean {
  return (match?.semantic.oncePerSource ?? null) !== null;
}

/**
 * The tag that the field's name says, were it without this one; null where that is the same, or none. A name that says
 * it for sure is believed; one that often says so, where that tag must be in the source and is not, or among products
 * where the present one is of another kind.
 */
function saidByName(use: TagUse, view: SourceView): string | null {
  const { source, catalog, roles, uses } = view;
  const { field, tag } = use;
  const said = suggestedTags(without(source, [use]), catalog, roles).find(
    (one) => one.field.name === field.name,
  );
  if (!said || said.tag === tag) return null;
  if (said.certainty === 'sure') return said.tag;
  const match = catalog.semantic(said.tag);
  const isLacking = isRequiredItemTag(match) && isOfItems(besides(use, uses));
  const isBelieved = isLacking || (isProductTag(match) && isOfOtherKind(use, view));
  return isBelieved && !isNamed(use, view) ? said.tag : null;
}

/** True where a field of another name says who bought, and nothing else in the source does. */
function isLinkMeant(use: TagUse, view: SourceView): boolean {
  const { source, catalog, roles, uses } = view;
  if (!roles.includes('item') || !isOfItems(besides(use, uses))) return false;
  const isLinked = uses.some((other) => /^fk[-_:]/i.test(other.tag) || isCustomItemTag(other));
  // Customers that stand in the same source may be meant; a source that is not stitched holds none.
  if (isLinked || (isProfileTag(use.match) && source.stitch?.value === true)) return false;
  const [key] = likelyCustomerKeys(source, catalog);
  const reader = readerOf(catalog);
  const said = reader.customerKey(reader.wordsOf(use.field.name));
  return key === use.field && said?.certainty === 'sure' && !isNamed(use, view);
}

function besides({ field }: TagUse, uses: readonly TagUse[]): readonly TagUse[] {
  return uses.filter((use) => use.field !== field);
}
