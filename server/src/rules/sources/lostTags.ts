import type { ColumnType } from '../../catalog/types.js';
import type { FileChange } from '../../edits/edit.js';
import { setInEntry } from '../../edits/yaml.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import type { Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { customerLinkOf, type CustomerLink } from './customerLink.js';
import { ghostOf, goneCustomerKey, goneFields, isGoneForeignKey } from './goneFields.js';
import { matchTakesType } from './sourceTags.js';
import { itemSources } from './tagMistakes.js';
import { fieldValue, taggingChanges } from './tagging.js';
import { isLinked } from './transactionLinkMissing.js';
import { keyedCustomers, unmatchedForeignKeys } from './unmatchedForeignKeys.js';

/** What went with a field that the primary key names and that is gone. */
export interface LostTags {
  readonly tags: readonly string[];
  /** The link of orders to their customers, where the field was that. */
  readonly link: CustomerLink | null;
}

/** The tags that a field of the primary key had for sure, and that nothing has now. */
export function lostTags(source: Source, name: string, context: RuleContext): LostTags {
  const { catalog } = context;
  const gone = goneFields(source, catalog).find((one) => one.name === name);
  if (!gone) return { tags: [], link: null };
  const isLink =
    goneCustomerKey(source, catalog) === name &&
    itemSources(context).includes(source) &&
    !isLinked(source, context);
  const link = isLink ? customerLinkOf(ghostOf(name, source), source, context) : null;
  const tags = [gone.tag ?? [], keysOfOthers(source, name, context), link?.tag ?? []].flat();
  return { tags: [...new Set(tags)], link };
}

/** The foreign keys by which other sources found their customers in the field. */
function keysOfOthers(source: Source, name: string, context: RuleContext): readonly string[] {
  if (!keyedCustomers(context).includes(source)) return [];
  const { catalog } = context;
  return unmatchedForeignKeys(context)
    .filter(({ use }) => isGoneForeignKey(use, source, catalog, name))
    .map(({ use }) => use.tag);
}

/** Declares the field again, with the tags that it had. That the feed still has it only a person knows. */
export function goneFieldFix(
  source: Source,
  name: string,
  { tags, link }: LostTags,
  context: RuleContext,
): Fix {
  return fixOf({
    title: `Declare the field \`${name}\` with ${listed(tags)}`,
    addsOnly: true,
    changes: () => {
      const value = fieldValue(typeOf(name, tags, context), tags);
      const { tree } = source.file;
      return [
        ...edited(
          source.file,
          setInEntry(tree, source.entry, ['fields', name], value, placeOf(source, name)),
        ),
        ...otherSide(link),
      ];
    },
  });
}

function otherSide(link: CustomerLink | null): readonly FileChange[] {
  return link?.other
    ? taggingChanges(link.other.source, [{ field: link.other.field, tags: [link.tag] }])
    : [];
}

/** Before the next field of the primary key, as that is the order in which people write them; else before all others. */
function placeOf(source: Source, name: string): { readonly before?: string } {
  const names = source.primaryKey.map(({ value }) => value);
  const isThere = (one: string): boolean => source.fields.some((field) => field.name === one);
  const next = names.slice(names.indexOf(name) + 1).find(isThere) ?? source.fields[0]?.name;
  return next === undefined ? {} : { before: next };
}

/** The type of a field of that name in another source, where the tags take it; else what they take. */
function typeOf(name: string, tags: readonly string[], { tenant, catalog }: RuleContext): ColumnType {
  const words = (one: string): string => readerOf(catalog).wordsOf(one).join(' ');
  const matches = tags.flatMap((tag) => catalog.semantic(tag) ?? []);
  const fits = (type: ColumnType): boolean => matches.every((match) => matchTakesType(match, type));
  const others = tenant.sources
    .flatMap((source) => source.fields)
    .filter((field) => words(field.name) === words(name))
    .flatMap(({ type }) => type ?? []);
  const wanted = matches.flatMap(({ semantic }) => semantic.types).filter((type) => type !== 'varies');
  return others.find(fits) ?? wanted.find(fits) ?? 'string';
}
