import type { FileChange } from '../../edits/edit.js';
import type { Source } from '../../tenant/tenant.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { goneCustomerKey } from './goneFields.js';
import { likelyCustomerLink, type CustomerLink } from './customerLink.js';
import {
  isCustomItemTag,
  isForeignKey,
  isKnownInFull,
  sourceData,
  tagUses,
  type TagUse,
} from './sourceTags.js';
import { itemSources, meantTag } from './tagMistakes.js';
import { taggingChanges } from './tagging.js';

export const transactionLinkMissing: Rule = {
  id: 'transaction-link-missing',
  group: 'sources',
  title: 'Nothing links the lines of orders to customers',
  severity: 'error',
  requirements: ['TXN-LINK'],
  sources: [
    'reference/semantics.html#semantics-itemized-transactions',
    'reference/semantics.html#semantics-key-foreign',
  ],
  check(context) {
    for (const source of itemSources(context)) {
      if (source.kind === 'bridge' || !isKnownInFull(source) || isLinked(source, context)) continue;
      // The key of the one who bought is gone, and the primary key names it: that is said there.
      if (goneCustomerKey(source, context.catalog) !== null) continue;
      const link = likelyCustomerLink(source, context);
      context.report({
        place: source.place,
        message: `Nothing in \`${source.name}\` says whose order a line belongs to, so its orders get no Amperity ID. Tag the customer's key with \`fk-…\`, here and on the source of customers.`,
        data: sourceData(source, context),
        fixes: link ? [linkFix(source, link)] : [],
      });
    }
  },
};

/** True where a foreign key or a custom key of the buyer is tagged, also a misspelt one, or one on a field of another name. */
export function isLinked(source: Source, context: RuleContext): boolean {
  const { catalog } = context;
  return tagUses(source, catalog).some((use) => {
    const tag = meantTag(use, source, catalog);
    return (
      isForeignKey(use.tag) || isForeignKey(tag) || (tag === use.tag && isCustomItemTag(use) && canBeKey(use))
    );
  });
}

/** A key is text or a whole number; `txn-item/tip` on a decimal is no key. */
function canBeKey({ field }: TagUse): boolean {
  return field.type === null || field.type === 'string' || field.type === 'integer';
}

function linkFix(source: Source, link: CustomerLink): Fix {
  const { field, tag, other } = link;
  const beside = other ? `, and \`${other.field.name}\` of \`${other.source.name}\`` : '';
  return fixOf({
    title: `Tag \`${field.name}\`${beside} with \`${tag}\``,
    addsOnly: true,
    changes: () => linkChanges(source, link),
  });
}

/** The changes that put a link's foreign key on both sides. */
export function linkChanges(source: Source, { field, tag, other }: CustomerLink): readonly FileChange[] {
  return [
    ...taggingChanges(source, [{ field, tags: [tag] }]),
    ...(other ? taggingChanges(other.source, [{ field: other.field, tags: [tag] }]) : []),
  ];
}
