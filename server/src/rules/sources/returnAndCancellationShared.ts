import type { Source } from '../../tenant/tenant.js';
import type { Finding, Rule, RuleContext } from '../rule.js';
import { checkEachSource } from './eachSource.js';
import { sourceData } from './sourceTags.js';
import { removeTagFix } from './tagging.js';

const exclusive = ['txn-item/is-return', 'txn-item/is-cancellation'];

export const returnAndCancellationShared: Rule = {
  id: 'return-and-cancellation-shared',
  group: 'sources',
  title: 'One field says both that an item came back and that it was cancelled',
  severity: 'error',
  requirements: ['TXN-FLAGS'],
  sources: ['reference/semantics.html#semantics-itemized-transactions'],
  check(context) {
    checkEachSource(context, sharedFields);
  },
};

function sharedFields(source: Source, context: RuleContext): readonly Finding[] {
  return source.fields.flatMap((field): Finding[] => {
    const tags = field.semantics.filter((item) => exclusive.includes(item.value));
    if (new Set(tags.map((item) => item.value)).size < 2) return [];
    return [
      {
        place: field.place,
        message: `\`${field.name}\` has both \`txn-item/is-return\` and \`txn-item/is-cancellation\`, so every return counts as a cancellation too. Give each its own field.`,
        data: sourceData(source, context, field.name),
        fixes: tags.map((item) => removeTagFix(field, item)),
      },
    ];
  });
}
