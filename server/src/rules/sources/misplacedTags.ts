import type { Catalog } from '../../catalog/catalog.js';
import { KeptBySource } from '../../tenant/keptBySource.js';
import { rolesOf, suggestedTags } from '../../tenant/likelyTags.js';
import type { Source } from '../../tenant/tenant.js';
import {
  isForeignKey,
  isProfileTag,
  itemPrefix,
  matchTakesType,
  takesType,
  tagUses,
  type TagUse,
} from './sourceTags.js';

/** A tag on a field whose name says another one, and what else speaks against it. */
export interface MisplacedTag {
  /** The tag that the field's name says. */
  readonly meant: string;
  /**
   * `type`: the field's type is not one that the tag takes, but one that the meant tag takes; `repeated`: it stands on another field too, where it may
   * stand once; `company`: it is for people, and the source holds lines of orders.
   */
  readonly against: 'type' | 'repeated' | 'company';
}

const misplaced = new KeptBySource<ReadonlyMap<string, MisplacedTag>>();

/** What a tag is where it certainly stands on the wrong field; null for every other one. */
export function misplacedTag(use: TagUse, source: Source, catalog: Catalog): MisplacedTag | null {
  const found = misplaced.of(source, catalog, () => findMisplaced(source, catalog));
  return found.get(keyOf(use)) ?? null;
}

function keyOf({ field, tag }: TagUse): string {
  return `${field.name}\n${tag}`;
}

function findMisplaced(source: Source, catalog: Catalog): ReadonlyMap<string, MisplacedTag> {
  const uses = tagUses(source, catalog);
  const found = new Map<string, MisplacedTag>();
  for (const use of uses) {
    const against = whatIsAgainst(use, uses, source, catalog);
    const meant = against === null ? null : saidByName(use, source, catalog);
    // A type that fits neither says nothing: `unit_price` as a float may well be the revenue.
    if (against === 'type' && !fits(meant, use, catalog)) continue;
    // A customer's key may be a foreign key too.
    if (meant !== null && isForeignKey(use.tag) && isKey(meant, catalog)) continue;
    if (against !== null && meant !== null) found.set(keyOf(use), { meant, against });
  }
  return found;
}

function whatIsAgainst(
  use: TagUse,
  uses: readonly TagUse[],
  source: Source,
  catalog: Catalog,
): MisplacedTag['against'] | null {
  const { field, tag, match } = use;
  if (match?.how !== 'exact' && !isForeignKey(tag)) return null;
  if (field.type !== null && !takesType(use, field.type)) return 'type';
  const others = uses.filter((other) => other.field !== field);
  const isRepeated = isForeignKey(tag)
    ? isOfItems(uses) && others.some((other) => isForeignKey(other.tag))
    : onceOnly(match) && others.some((other) => other.tag === tag);
  if (isRepeated) return 'repeated';
  // What the source holds is asked for last: it takes a look at all of its fields.
  return isProfileTag(match) && isOfItems(uses) && holdsOnlyItems(source, catalog) ? 'company' : null;
}

function isKey(tag: string, catalog: Catalog): boolean {
  const match = catalog.semantic(tag);
  return match?.group.id === 'keys' || match?.how === 'custom';
}

function fits(meant: string | null, { field }: TagUse, catalog: Catalog): boolean {
  const match = meant === null ? null : catalog.semantic(meant);
  return match !== null && (field.type === null || matchTakesType(match, field.type));
}

function holdsOnlyItems(source: Source, catalog: Catalog): boolean {
  const roles = rolesOf(source, catalog);
  return roles.length === 1 && roles[0] === 'item';
}

function onceOnly(match: TagUse['match']): boolean {
  return (match?.semantic.oncePerSource ?? null) !== null;
}

function isOfItems(uses: readonly TagUse[]): boolean {
  return uses.some(({ tag }) => tag.startsWith(itemPrefix));
}

/** The tag that the field's name says for sure, were it without this one; null where that is the same, or none. */
function saidByName({ field, item, tag }: TagUse, source: Source, catalog: Catalog): string | null {
  const semantics = field.semantics.filter((one) => one !== item);
  const fields = source.fields.map((one) => (one === field ? { ...field, semantics } : one));
  const said = suggestedTags({ ...source, fields }, catalog).find((one) => one.field.name === field.name);
  return said?.certainty === 'sure' && said.tag !== tag ? said.tag : null;
}
