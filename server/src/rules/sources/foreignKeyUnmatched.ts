import type { Field, Source } from '../../tenant/tenant.js';
import { readerOf } from '../../tenant/likelyTags.js';
import { fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { customerSources } from './customerLink.js';
import { replaceTagFix } from './semanticUnknown.js';
import { isForeignKey, mayCarryTags, sourceData, tagUses, type TagUse } from './sourceTags.js';
import { peopleSources } from './tagMistakes.js';
import { taggingChanges, withColumns } from './tagging.js';

export const foreignKeyUnmatched: Rule = {
  id: 'foreign-key-unmatched',
  group: 'sources',
  title: 'No source of customers has the foreign key',
  severity: 'error',
  requirements: ['TXN-LINK'],
  sources: ['reference/semantics.html#semantics-key-foreign'],
  check(context) {
    const { tenant } = context;
    const people = peopleSources(context);
    // Without any customers that is one finding, at the features.
    if (!tenant.complete || (people.length === 0 && context.enabled.length > 0)) return;
    const customers = customersOf(context);
    if (customers.some((source) => !source.complete || source.fields.some((field) => !field.complete)))
      return;
    const known = new Set(
      customers.flatMap((source) => foreignKeys(source, context)).map(({ tag }) => tag.toLowerCase()),
    );
    for (const source of tenant.sources) {
      if (source.kind === 'bridge' || people.includes(source) || customers.includes(source)) continue;
      for (const use of foreignKeys(source, context)) {
        if (!known.has(use.tag.toLowerCase())) report(source, use, customers, context);
      }
    }
  },
};

/** The sources with profile tags, and those of customers that are to get some: that they lack them is another finding. */
function customersOf(context: RuleContext): readonly Source[] {
  const people = peopleSources(context);
  return context.tenant.sources.filter(
    (source) => people.includes(source) || (mayCarryTags(source) && source.records.includes('customer')),
  );
}

function foreignKeys(source: Source, context: RuleContext): readonly TagUse[] {
  return tagUses(source, context.catalog).filter(({ tag }) => isForeignKey(tag));
}

function report(source: Source, use: TagUse, customers: readonly Source[], context: RuleContext): void {
  const { tag, field, item } = use;
  const others = [
    ...new Set(customers.flatMap((customer) => foreignKeys(customer, context)).map((other) => other.tag)),
  ];
  const have = others.length > 0 ? ` (they have ${listed(others)})` : '';
  context.report({
    place: item.place,
    message: `No source with profile tags has a field tagged \`${tag}\`${have}, so the rows of \`${source.name}\` find no customer. Put the same foreign key on both sides.`,
    data: sourceData(source, context, field.name),
    fixes: fixes(use, others, source, context),
  });
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
  { field, tag }: TagUse,
  source: Source,
  context: RuleContext,
): { readonly source: Source; readonly field: Field } | null {
  const words = (name: string): string => readerOf(context.catalog).wordsOf(name).join(' ');
  const namespace = words(tag.slice(3));
  const wanted = [words(field.name), namespace, `${namespace} id`, `${namespace} number`];
  const customers = customerSources(context, source).map((customer) => ({
    customer,
    described: withColumns(customer, context),
  }));
  for (const name of wanted) {
    for (const { customer, described } of customers) {
      const found = described.fields.find((one) => words(one.name) === name);
      if (found) return { source: customer, field: found };
    }
  }
  const [only, ...more] = customers;
  const key = only?.described.fields.find((one) => one.semantics.some((item) => item.value === 'ck'));
  return only && key && more.length === 0 ? { source: only.customer, field: key } : null;
}
