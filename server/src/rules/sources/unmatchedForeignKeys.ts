import type { Source } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { isForeignKey, mayCarryTags, tagUses, type TagUse } from './sourceTags.js';
import { peopleSources } from './tagMistakes.js';

/** A foreign key that no source of customers has. */
export interface UnmatchedKey {
  readonly source: Source;
  readonly use: TagUse;
}

/** The foreign keys of other sources that certainly no source of customers has; none where not all is known. */
export function unmatchedForeignKeys(context: RuleContext): readonly UnmatchedKey[] {
  const { tenant } = context;
  // Without any customers that is one finding, at the features.
  if (!tenant.complete || (peopleSources(context).length === 0 && context.enabled.length > 0)) return [];
  const customers = keyedCustomers(context);
  if (customers.some((source) => !source.complete || source.fields.some((field) => !field.complete)))
    return [];
  const known = new Set(
    customers.flatMap((source) => foreignKeys(source, context)).map(({ tag }) => tag.toLowerCase()),
  );
  return tenant.sources
    .filter((source) => source.kind !== 'bridge' && !customers.includes(source))
    .flatMap((source) =>
      foreignKeys(source, context)
        .filter((use) => !known.has(use.tag.toLowerCase()))
        .map((use) => ({ source, use })),
    );
}

/** The sources with profile tags, and those of customers that are to get some: that they lack them is another finding. */
export function keyedCustomers(context: RuleContext): readonly Source[] {
  const people = new Set(peopleSources(context));
  return context.tenant.sources.filter(
    (source) => people.has(source) || (mayCarryTags(source) && source.records.includes('customer')),
  );
}

export function foreignKeys(source: Source, context: RuleContext): readonly TagUse[] {
  return tagUses(source, context.catalog).filter(({ tag }) => isForeignKey(tag));
}
