import type { Semantic } from '../../catalog/types.js';
import type { FileChange } from '../../edits/edit.js';
import { nullOfType } from '../../edits/queries/queryContext.js';
import { reshapedSource, reshapedSourceValue } from '../../edits/queries/reshapedSource.js';
import { addSelectItems, sqlChange } from '../../edits/sql.js';
import { setIn } from '../../edits/yaml.js';
import type { LikelyTag } from '../../tenant/likelyTags.js';
import type { Field, Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { joined, listed } from '../wording.js';
import { freeSourceName } from './bridgeTagged.js';
import { likelyCustomerLink, type CustomerLink } from './customerLink.js';
import { tagMove } from './misplacedTagFixes.js';
import { meantTag, peopleSources } from './tagMistakes.js';
import { isCustomItemTag, isForeignKey, itemPrefix, tagUses } from './sourceTags.js';
import { taggingChanges, taggingsOf, untagSomeEdits, type Tagging } from './tagging.js';

/** The link that a source lacks; null where it has one, or where no field's name suggests one. */
function missingLink(source: Source, context: RuleContext, reshaped = false): CustomerLink | null {
  const uses = tagUses(source, context.catalog);
  const isLinked = uses.some((use) => isForeignKey(use.tag) || isCustomItemTag(use));
  return isLinked ? null : likelyCustomerLink(source, context, reshaped);
}

/** The change to the other side of a link: the source of customers. */
function otherSide(link: CustomerLink | null): readonly FileChange[] {
  return link?.other
    ? taggingChanges(link.other.source, [{ field: link.other.field, tags: [link.tag] }])
    : [];
}

/** Tags the likely field of every missing tag, and the link to the customer where that lacks too. */
export function linkedTaggingFix(
  source: Source,
  suggestions: readonly LikelyTag[],
  context: RuleContext,
): Fix {
  const link = missingLink(source, context);
  const taggings = joinedTaggings([
    ...taggingsOf(suggestions),
    ...(link ? [{ field: link.field, tags: [link.tag] }] : []),
  ]);
  const pairs = suggestions.map(({ field, tag }) => `\`${field.name}\` with \`${tag}\``);
  return fixOf({
    title: `Tag ${joined(pairs)}`,
    addsOnly: true,
    changes: () => [...taggingChanges(source, taggings), ...otherSide(link)],
  });
}

/** One tagging a field, so that a field that gets two tags is edited once. */
function joinedTaggings(taggings: readonly Tagging[]): readonly Tagging[] {
  const byField = new Map<Field, readonly string[]>();
  for (const { field, tags } of taggings) byField.set(field, [...(byField.get(field) ?? []), ...tags]);
  return [...byField].map(([field, tags]) => ({ field, tags }));
}

/**
 * A new custom domain table that reads the source and has all that is required. The source itself is left without
 * transaction tags and foreign keys: they move, or its rows would count twice.
 */
export function reshapingFix(source: Source, context: RuleContext): Fix {
  const { tenant, lineage, catalog, enabled } = context;
  const people = peopleSources(context);
  const name = freeSourceName(`CDT_${source.name.replace(/[^A-Za-z0-9_]+/g, '_')}_Itemized`, tenant);
  // A misspelt tag moves as the one that is meant, or the table would lack it still.
  const meant = (field: Field, tag: string): string => {
    const use = tagUses(source, catalog).find((one) => one.field === field && one.tag === tag);
    if (!use) return tag;
    const move = tagMove(use, source, context);
    return move?.isLink === true ? move.meant : meantTag(use, source, catalog);
  };
  const isMoved = (field: Field, written: string): boolean => {
    const tag = meant(field, written);
    return tag.startsWith(itemPrefix) || (isForeignKey(tag) && !people.includes(source));
  };
  // A tag of orders that stands for something else is no tag of the source's own either.
  const isTaken = (field: Field, tag: string): boolean => tag.startsWith(itemPrefix) || isMoved(field, tag);
  const moves = source.fields.some((field) => field.semantics.some((item) => isTaken(field, item.value)));
  return fixOf({
    title: `Add the custom domain table \`${name}\`, which gives \`${source.name}\` the columns that it lacks${moves ? ', and move the transaction tags there' : ''}`,
    addsOnly: !moves,
    changes: () => {
      const link = missingLink(source, context, true);
      const reshaped = reshapedSource(source, link, meant, {
        tenant,
        lineage,
        catalog,
        enabled,
        database: null,
      });
      const value = reshapedSourceValue(source, reshaped, catalog);
      return [
        ...edited(source.file, [
          ...source.fields.flatMap((field) => untagSomeEdits(field, (tag) => isTaken(field, tag))),
          ...setIn(source.file.tree, ['sources', name], value, { after: source.name }),
        ]),
        ...otherSide(link),
      ];
    },
  });
}

/** For a custom domain table: tags the likely columns, and adds the others to its query as NULL with their type. */
export function nullColumnsFix(
  source: Source,
  missing: readonly Semantic[],
  suggestions: readonly LikelyTag[],
  context: RuleContext,
): readonly Fix[] {
  const { query } = source;
  const parsed = query?.parsed;
  if (!query || !parsed?.query) return [];
  const added = missing
    .filter(({ tag }) => !suggestions.some((suggestion) => suggestion.tag === tag))
    .map((semantic) => newColumn(source, semantic, context));
  const isThere = (name: string): boolean => {
    const relation = context.lineage.relationOfSource(source);
    return context.lineage.stateOf(relation, name) === 'certain';
  };
  const items = added
    .filter(({ field }) => !isThere(field.name))
    .map(({ field }) => ({ expression: nullOfType(field.type ?? 'string'), alias: field.name }));
  return [
    fixOf({
      title: `Add ${listed(added.map(({ field }) => field.name))} to the SQL as NULL, and tag ${added.length === 1 && suggestions.length === 0 ? 'it' : 'them'}`,
      addsOnly: true,
      changes: () => {
        const change =
          items.length > 0 ? sqlChange(query, addSelectItems(parsed, items), { beside: true }) : null;
        if (items.length > 0 && change === null) return [];
        return [
          ...taggingChanges(source, [...taggingsOf(suggestions), ...added]),
          ...(change ? [change] : []),
        ];
      },
    }),
  ];
}

/** The column that a tag makes, as a field that is still to be declared; the declared one where `fields` has it. */
function newColumn(source: Source, { tag, types }: Semantic, { catalog }: RuleContext): Tagging {
  const name = catalog.columnOf(tag) ?? tag.slice(itemPrefix.length);
  const declared = source.fields.find((field) => field.name.toLowerCase() === name);
  if (declared) return { field: declared, tags: [tag] };
  const { place, file, entry } = source;
  const type = types.find((one) => one !== 'varies') ?? 'string';
  return {
    field: { name, place, file, entry, complete: true, type, typePlace: null, semantics: [] },
    tags: [tag],
  };
}
