import type { Catalog } from '../../catalog/catalog.js';
import type { SourceRole } from '../../catalog/likelyTags.js';
import { allRoles, rolesOf } from '../../tenant/likelyTags.js';
import { tagsNamedIn, type TagsNamed } from '../../tenant/tagsOfNames.js';
import { sourceWith, type Field, type Source } from '../../tenant/tenant.js';
import { isProfileTag, itemPrefix, tagUses, type TagUse } from './sourceTags.js';

/** What a source looks like to whoever judges one of its tags. */
export interface SourceView {
  readonly source: Source;
  readonly catalog: Catalog;
  readonly uses: readonly TagUse[];
  readonly named: TagsNamed;
  /** What the source holds, its strays aside. */
  readonly roles: readonly SourceRole[];
  /** Tags of orders or products in a source of people, or of orders in one of products, each on a field whose name says a tag of those. */
  readonly strays: ReadonlySet<TagUse>;
}

export function viewOf(source: Source, catalog: Catalog): SourceView {
  const uses = tagUses(source, catalog);
  const named = tagsNamedIn(source, catalog);
  const view = { source, catalog, uses, named };
  const among = straysAmongPeople(source, uses, named, catalog);
  if (among.length > 0) return { ...view, strays: new Set(among), roles: ['profile'] };
  const alone = strayAmongProducts(source, uses, named);
  if (alone !== null) return { ...view, strays: new Set([alone]), roles: ['catalog'] };
  return { ...view, strays: new Set(), roles: rolesOf(source, catalog) };
}

/** All tags of orders and products of a source, where each is certainly a slip in one that holds people. */
function straysAmongPeople(
  source: Source,
  uses: readonly TagUse[],
  named: TagsNamed,
  catalog: Catalog,
): readonly TagUse[] {
  if (source.records.some((records) => records !== 'customer')) return [];
  const others = uses.filter(({ tag, match }) => tag.startsWith(itemPrefix) || isProductTag(match));
  if (others.length === 0 || !others.every((use) => isSlipAmongPeople(use, named))) return [];
  const [role, ...more] = rolesOf(without(source, others), catalog);
  return role === 'profile' && more.length === 0 ? others : [];
}

/** The one tag of orders of a source that says that it is a catalogue, and has tags of one. */
function strayAmongProducts(source: Source, uses: readonly TagUse[], named: TagsNamed): TagUse | null {
  const [records, ...more] = source.records;
  if (records !== 'product_catalog' || more.length > 0) return null;
  const [stray, ...others] = uses.filter(({ tag }) => tag.startsWith(itemPrefix));
  if (!stray || others.length > 0 || stray.match?.how !== 'exact') return null;
  const isSaid = named(stray.field, ['catalog']).some(({ certainty }) => certainty === 'sure');
  return isSaid && uses.some(({ match }) => isProductTag(match)) ? stray : null;
}

function isSlipAmongPeople({ field, match }: TagUse, named: TagsNamed): boolean {
  const own: SourceRole = isProductTag(match) ? 'catalog' : 'item';
  return (
    match?.how === 'exact' &&
    named(field, ['profile']).some(({ certainty }) => certainty === 'sure') &&
    named(field, [own]).length === 0
  );
}

/** True for a tag of a catalogue of products. */
export function isProductTag(match: TagUse['match']): boolean {
  return match?.group.prefix === 'pc/';
}

/** True for a tag of another kind than the one that the source holds, and has other tags of. */
export function isOfOtherKind({ field, match }: TagUse, { uses, roles }: SourceView): boolean {
  const others = uses.filter((use) => use.field !== field);
  if (isProductTag(match)) {
    // Where several describe products, a source of orders may well be their catalogue too.
    const isAlone = !roles.includes('catalog') && !others.some((use) => isProductTag(use.match));
    return isAlone && (isOfItems(others) || others.some((use) => isProfileTag(use.match)));
  }
  const [role, ...more] = roles;
  if (more.length > 0) return false;
  if (role === 'item') return isProfileTag(match) && isOfItems(others);
  return role === 'catalog' && isProfileTag(match) && others.some((use) => isProductTag(use.match));
}

/** True where some tags are of lines of orders. */
export function isOfItems(uses: readonly TagUse[]): boolean {
  return uses.some(({ tag }) => tag.startsWith(itemPrefix));
}

/** The source as if some of its tags were not there. */
export function without(source: Source, uses: readonly TagUse[]): Source {
  const items = new Set(uses.map(({ item }) => item));
  const fields = source.fields.map((field): Field => {
    const semantics = field.semantics.filter((item) => !items.has(item));
    return semantics.length === field.semantics.length ? field : { ...field, semantics };
  });
  return sourceWith(source, fields);
}

/** True where the field's name allows the tag that it has. */
export function isNamed({ field, tag }: TagUse, { named }: SourceView): boolean {
  return named(field, allRoles).some((one) => one.tag === tag);
}
