import type { Field, Source } from '../../tenant/tenant.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import { fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Fix, RelatedPlace, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { customerSources } from './customerLink.js';
import { replaceTagFix } from './semanticUnknown.js';
import { isGoneForeignKey, meansField, namesMeant } from './goneFields.js';
import { misplacedTag } from './misplacedTags.js';
import { sourceData, tagUses, type TagUse } from './sourceTags.js';
import { taggingChanges, withColumns } from './tagging.js';
import {
  foreignKeys,
  keyedCustomers,
  unmatchedForeignKeys,
  type UnmatchedKey,
} from './unmatchedForeignKeys.js';

export const foreignKeyUnmatched: Rule = {
  id: 'foreign-key-unmatched',
  group: 'sources',
  title: 'No source of customers has the foreign key',
  severity: 'error',
  requirements: ['TXN-LINK'],
  sources: ['reference/semantics.html#semantics-key-foreign'],
  check(context) {
    const customers = keyedCustomers(context);
    const byTag = new Map<string, UnmatchedKey[]>();
    for (const key of unmatchedForeignKeys(context)) {
      if (customers.some((customer) => isToldAtCustomers(key.use, customer, context))) continue;
      const tag = key.use.tag.toLowerCase();
      byTag.set(tag, [...(byTag.get(tag) ?? []), key]);
    }
    for (const keys of byTag.values()) reportAll(keys, customers, context);
  },
};

/** The customers' side went with a field that is gone, or gave way to a tag that belongs elsewhere: that is said there. */
function isToldAtCustomers(use: TagUse, customers: Source, { catalog }: RuleContext): boolean {
  return (
    isGoneForeignKey(use, customers, catalog) ||
    tagUses(customers, catalog).some(
      (other) =>
        meansField(use, other.field.name, catalog) && misplacedTag(other, customers, catalog) !== null,
    )
  );
}

/** Where the customers' side is known it lacks for all sources alike, which is told once. */
function reportAll(keys: readonly UnmatchedKey[], customers: readonly Source[], context: RuleContext): void {
  const [first, ...others] = keys;
  if (!first) return;
  const isTheirs = likelyOtherSide(first.use, first.source, context) !== null;
  report(first, isTheirs ? others : [], customers, context);
  if (!isTheirs) for (const key of others) report(key, [], customers, context);
}

function report(
  { source, use }: UnmatchedKey,
  alike: readonly UnmatchedKey[],
  customers: readonly Source[],
  context: RuleContext,
): void {
  const { tag, field, item } = use;
  const others = [
    ...new Set(customers.flatMap((customer) => foreignKeys(customer, context)).map((other) => other.tag)),
  ];
  const names = [...new Set([source, ...alike.map((key) => key.source)].map(({ name }) => name))];
  const have = others.length > 0 ? ` (they have ${listed(others)})` : '';
  context.report({
    place: item.place,
    message: `No source with profile tags has a field tagged \`${tag}\`${have}, so the rows of ${listed(names)} find no customer. Put the same foreign key on both sides.`,
    data: sourceData(source, context, field.name),
    ...(alike.length === 0 ? {} : { related: alike.map(relatedPlace) }),
    fixes: fixes(use, others, source, context),
  });
}

function relatedPlace({ source, use }: UnmatchedKey): RelatedPlace {
  return { place: use.item.place, message: `\`${use.field.name}\` of \`${source.name}\` has it too.` };
}

function fixes(use: TagUse, others: readonly string[], source: Source, context: RuleContext): readonly Fix[] {
  const near = nearest(use.tag, others);
  const other = likelyOtherSide(use, source, context);
  return [
    ...(near === null ? [] : [replaceTagFix(use.field, use.item, near, false)]),
    ...(other === null
      ? []
      : [
          fixOf({
            title: `Tag \`${other.field.name}\` of \`${other.source.name}\` with \`${use.tag}\``,
            addsOnly: true,
            changes: () => taggingChanges(other.source, [{ field: other.field, tags: [use.tag] }]),
          }),
        ]),
  ];
}

/** The customers' field that the key likely means: of the key's own name, else of the tag's, else the only source's customer key. */
function likelyOtherSide(
  use: TagUse,
  source: Source,
  context: RuleContext,
): { readonly source: Source; readonly field: Field } | null {
  const words = (name: string): string => readerOf(context.catalog).wordsOf(name).join(' ');
  const customers = customerSources(context, source).map((customer) => ({
    customer,
    described: withColumns(customer, context),
  }));
  for (const name of namesMeant(use, context.catalog)) {
    for (const { customer, described } of customers) {
      const found = described.fields.find((one) => words(one.name) === name);
      if (found) return { source: customer, field: found };
    }
  }
  const [only, ...more] = customers;
  const key = only?.described.fields.find((one) => one.semantics.some((item) => item.value === 'ck'));
  return only && key && more.length === 0 ? { source: only.customer, field: key } : null;
}
