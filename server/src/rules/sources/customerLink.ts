import { likelyCustomerKeys, namespaceOf } from '../../tenant/likelyKeys.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import type { Field, Source } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { isForeignKey, itemPrefix, mayCarryTags } from './sourceTags.js';
import { peopleSources } from './tagMistakes.js';
import { withColumns } from './tagging.js';

/** How the rows of a source find their customer: one foreign key on both sides. */
export interface CustomerLink {
  readonly field: Field;
  readonly tag: string;
  /** The other side; null where a profile source carries the tag already. */
  readonly other: { readonly source: Source; readonly field: Field } | null;
}

/** The sources that customers are looked up in: those with profile tags, else those that are to get them. */
export function customerSources(context: RuleContext, except: Source | null): readonly Source[] {
  const tagged = peopleSources(context).filter((source) => source !== except && mayCarryTags(source));
  if (tagged.length > 0) return tagged;
  return context.tenant.sources.filter(
    (source) => source !== except && mayCarryTags(source) && source.records.includes('customer'),
  );
}

/**
 * The likeliest link from a source of interactions to one of customers: a foreign key that customers carry already,
 * else a field that both have, else the customers' own key where there is one source of customers, else a key of its own. Null where no
 * field's name suggests one.
 * @param reshaped the rows are to stand in another table, so that the source may hold its customers itself
 */
export function likelyCustomerLink(
  source: Source,
  context: RuleContext,
  reshaped = false,
): CustomerLink | null {
  const keys = likelyCustomerKeys(withColumns(source, context), context.catalog);
  return linkBy(keys, customerSources(context, reshaped ? null : source), context);
}

/** As `likelyCustomerLink`, of a field that is known to say who bought. */
export function customerLinkOf(field: Field, source: Source, context: RuleContext): CustomerLink | null {
  return linkBy([field], customerSources(context, source), context);
}

function linkBy(
  keys: readonly Field[],
  customers: readonly Source[],
  context: RuleContext,
): CustomerLink | null {
  return (
    firstOf(keys, (field) => linkByExistingKey(field, customers, context)) ??
    firstOf(keys, (field) => linkBySameName(field, customers, context)) ??
    firstOf(keys, (field) => linkByOnlyKey(field, customers, context)) ??
    ownKey(keys)
  );
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function spelling(name: string, context: RuleContext): string {
  return readerOf(context.catalog).wordsOf(name).join(' ');
}

/** A foreign key on a field of that name, or one whose namespace is that name. */
function linkByExistingKey(
  field: Field,
  customers: readonly Source[],
  context: RuleContext,
): CustomerLink | null {
  const name = spelling(field.name, context);
  for (const customer of customers) {
    for (const other of customer.fields) {
      const tag = other.semantics.map((item) => item.value).find(isForeignKey);
      if (tag === undefined) continue;
      const namespace = spelling(tag.slice(3), context);
      const isSame =
        name === spelling(other.name, context) || name === namespace || name === `${namespace} id`;
      if (isSame) return { field, tag, other: null };
    }
  }
  return null;
}

function linkBySameName(
  field: Field,
  customers: readonly Source[],
  context: RuleContext,
): CustomerLink | null {
  const name = spelling(field.name, context);
  for (const source of customers) {
    const other = withColumns(source, context).fields.find((one) => spelling(one.name, context) === name);
    if (other) return { field, tag: `fk-${namespaceOf(field.name)}`, other: { source, field: other } };
  }
  return null;
}

/** Where no source of customers is known to have the key, it is the orders' own: the documentation allows either. */
function ownKey([field]: readonly Field[]): CustomerLink | null {
  return field ? { field, tag: `${itemPrefix}customer-id`, other: null } : null;
}

/** With one source of customers, a field that names a customer means that source's own key. */
function linkByOnlyKey(
  field: Field,
  customers: readonly Source[],
  context: RuleContext,
): CustomerLink | null {
  const [source, ...more] = customers;
  if (!source || more.length > 0) return null;
  const described = withColumns(source, context);
  const key =
    described.fields.find((one) => one.semantics.some((item) => item.value === 'ck')) ??
    suggestedTags(described, context.catalog, ['profile']).find(({ tag }) => tag === 'ck')?.field;
  return key ? { field, tag: `fk-${namespaceOf(field.name)}`, other: { source, field: key } } : null;
}
