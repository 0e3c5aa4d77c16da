import { allRoles } from '../../tenant/likelyTags.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import type { Field } from '../../tenant/tenant.js';
import { isForeignKey, isOfRightType, type TagUse } from './sourceTags.js';
import type { SourceView } from './sourceView.js';

/** What the names of fields say. */
interface Names {
  saysAny(field: Field): boolean;
  allows(field: Field, tag: string): boolean;
  says(field: Field, tag: string): boolean;
  isSure(field: Field, tag: string): boolean;
}

/**
 * Each tag that has changed places with another one of its source, with that one: the name of either field says the
 * other's tag and does not allow its own, one of them for sure or both with types that say so too.
 */
export function swappedTags(view: SourceView): ReadonlyMap<TagUse, TagUse> {
  const { uses } = view;
  const names = namesOf(view);
  // Names that say something and do not allow their own tag are rare; only those are looked at in pairs.
  const strange = uses.filter(({ field, tag }) => names.saysAny(field) && !names.allows(field, tag));
  const found = new Map<TagUse, TagUse>();
  for (const use of strange) {
    const [other, ...more] = strange.filter(
      (one) =>
        one.field !== use.field &&
        names.says(use.field, one.tag) &&
        names.says(one.field, use.tag) &&
        (names.isSure(use.field, one.tag) || names.isSure(one.field, use.tag) || haveWrongTypes(use, one)),
    );
    if (other && more.length === 0) found.set(use, other);
  }
  return new Map([...found].filter(([use, other]) => found.get(other) === use));
}

function haveWrongTypes(...uses: readonly TagUse[]): boolean {
  return uses.every((use) => !isOfRightType(use));
}

function namesOf({ named, roles, catalog }: SourceView): Names {
  const reader = readerOf(catalog);
  const isCustomerKey = (field: Field): boolean =>
    reader.customerKey(reader.wordsOf(field.name))?.certainty === 'sure';
  const isKeyOfBuyer = (field: Field): boolean => roles.includes('item') && isCustomerKey(field);
  const said = (field: Field, tag: string) => named(field, roles).filter((one) => one.tag === tag);
  return {
    saysAny: (field) => named(field, roles).length > 0 || isCustomerKey(field),
    allows: (field, tag) =>
      isForeignKey(tag) ? isCustomerKey(field) : named(field, allRoles).some((one) => one.tag === tag),
    says: (field, tag) => (isForeignKey(tag) ? isKeyOfBuyer(field) : said(field, tag).length > 0),
    isSure: (field, tag) =>
      isForeignKey(tag)
        ? isKeyOfBuyer(field)
        : said(field, tag).some(({ certainty }) => certainty === 'sure'),
  };
}
