import type { Rule } from '../rule.js';
import { isForeignKey, isProfileTag, sourceData, tagUses } from './sourceTags.js';
import { removeTagFix } from './tagging.js';

export const optStatusTagged: Rule = {
  id: 'opt-status-tagged',
  group: 'sources',
  title: 'A source of consents also has profile tags or foreign keys',
  severity: 'warning',
  requirements: [],
  sources: [
    'reference/semantics.html#semantics-optin-email-status',
    'reference/semantics.html#semantics-optin-sms-status',
  ],
  check(context) {
    for (const source of context.tenant.sources) {
      const uses = tagUses(source, context.catalog);
      const consent = uses.find(({ tag }) => tag.startsWith('email-opt/') || tag.startsWith('sms-opt/'));
      if (!consent) continue;
      for (const { field, item, tag, match } of uses) {
        if (!isProfileTag(match) && !isForeignKey(tag)) continue;
        const kind = isForeignKey(tag) ? 'foreign keys' : 'profile tags';
        context.report({
          place: item.place,
          message: `\`${source.name}\` holds consents (\`${consent.tag}\`), and such a source takes no ${kind}: remove \`${tag}\`. Consents find their customers by the address or number itself.`,
          data: sourceData(source, context, field.name),
          fixes: [removeTagFix(field, item)],
        });
      }
    }
  },
};
