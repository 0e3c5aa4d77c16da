import type { Rule } from '../rule.js';
import { tagMove } from './misplacedTagFixes.js';
import { isForeignKey, sourceData, tagUses } from './sourceTags.js';
import { itemSources } from './tagMistakes.js';
import { weightOf } from './tagWeight.js';
import { removeTagFix } from './tagging.js';

export const foreignKeySeveral: Rule = {
  id: 'foreign-key-several',
  group: 'sources',
  title: 'Lines of orders have more than one foreign key',
  severity: 'warning',
  requirements: ['TXN-ONEFK', 'C15'],
  sources: ['reference/semantics.html#semantics-key-foreign'],
  check(context) {
    for (const source of itemSources(context)) {
      const [first, ...later] = tagUses(source, context.catalog).filter(({ tag }) => isForeignKey(tag));
      if (!first) continue;
      for (const use of later) {
        const { field, item, tag } = use;
        const moves = [use, first].flatMap((one) => tagMove(one, source, context) ?? []);
        const hidden = tagMove(use, source, context) === null ? first : use;
        context.report({
          place: item.place,
          ...weightOf(hidden, source, context),
          message: `\`${source.name}\` has the foreign key \`${first.tag}\` already. A source without customers should have one only, or an order may go to two of them: remove \`${tag}\` or the other.`,
          data: sourceData(source, context, field.name),
          related: [{ place: first.item.place, message: `\`${first.field.name}\` has \`${first.tag}\`.` }],
          fixes: [
            ...moves.map(({ fix }) => fix),
            removeTagFix(field, item),
            removeTagFix(first.field, first.item),
          ],
        });
      }
    }
  },
};
