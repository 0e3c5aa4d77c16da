import type { Rule } from '../rule.js';
import { misplacedTag } from './misplacedTags.js';
import { replaceTagFix } from './semanticUnknown.js';
import { mayCarryTags, sourceData, tagUses } from './sourceTags.js';
import { weightOf } from './tagMistakes.js';
import { removeTagFix } from './tagging.js';

export const semanticMisplaced: Rule = {
  id: 'semantic-misplaced',
  group: 'sources',
  title: 'A profile tag on a field of orders whose name says another tag',
  severity: 'warning',
  requirements: ['P01', 'P02'],
  sources: ['reference/semantics.html#semantics-itemized-transactions'],
  check(context) {
    const { tenant, catalog } = context;
    for (const source of tenant.sources.filter(mayCarryTags)) {
      for (const use of tagUses(source, catalog)) {
        const misplaced = misplacedTag(use, source, catalog);
        if (misplaced?.against !== 'company') continue;
        const { field, item, tag } = use;
        context.report({
          place: item.place,
          ...weightOf(use, source, catalog),
          message: `\`${tag}\` is a tag of customers, and by its name \`${field.name}\` is \`${misplaced.meant}\`, which features then miss. Tag it so.`,
          data: sourceData(source, context, field.name),
          fixes: [replaceTagFix(field, item, misplaced.meant, false), removeTagFix(field, item)],
        });
      }
    }
  },
};
