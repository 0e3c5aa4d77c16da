import type { Catalog } from '../../catalog/catalog.js';
import type { SourceRole } from '../../catalog/likelyTags.js';
import { allRoles, readerOf, type TagsNamed } from '../../tenant/likelyTags.js';
import type { Field } from '../../tenant/tenant.js';
import { isForeignKey, type TagUse } from './sourceTags.js';

/** A field's kind of name: what it says, what it allows, and whether it says who bought. */
interface Names {
  says(field: Field): boolean;
  allows(field: Field, tag: string): boolean;
  isSure(field: Field, tag: string): boolean;
}

/**
 * Each tag that has changed places with another one of its source, with that one: the name of either field says the
 * other's tag for sure, and does not allow its own.
 */
export function swappedTags(
  uses: readonly TagUse[],
  named: TagsNamed,
  roles: readonly SourceRole[],
  catalog: Catalog,
): ReadonlyMap<TagUse, TagUse> {
  const names = namesOf(named, roles, catalog);
  // Names that say something and do not allow their own tag are rare; only those are looked at in pairs.
  const strange = uses.filter(({ field, tag }) => names.says(field) && !names.allows(field, tag));
  const found = new Map<TagUse, TagUse>();
  for (const use of strange) {
    const [other, ...more] = strange.filter(
      (one) =>
        one.field !== use.field && names.isSure(use.field, one.tag) && names.isSure(one.field, use.tag),
    );
    if (other && more.length === 0) found.set(use, other);
  }
  return new Map([...found].filter(([use, other]) => found.get(other) === use));
}

function namesOf(named: TagsNamed, roles: readonly SourceRole[], catalog: Catalog): Names {
  const reader = readerOf(catalog);
  const isCustomerKey = (field: Field): boolean =>
    reader.customerKey(reader.wordsOf(field.name))?.certainty === 'sure';
  return {
    says: (field) => named(field, roles).length > 0 || isCustomerKey(field),
    allows: (field, tag) =>
      isForeignKey(tag) ? isCustomerKey(field) : named(field, allRoles).some((one) => one.tag === tag),
    isSure: (field, tag) =>
      isForeignKey(tag)
        ? roles.includes('item') && isCustomerKey(field)
        : named(field, roles).some((one) => one.tag === tag && one.certainty === 'sure'),
  };
}
