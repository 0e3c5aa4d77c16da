import type { Catalog } from '../../catalog/catalog.js';
import type { Source } from '../../tenant/tenant.js';
import type { Finding, Rule } from '../rule.js';
import { isOfRightType, speaksForSwap, swappedWith } from './misplacedTags.js';
import { tagMove, type TagMove } from './misplacedTagFixes.js';
import { itemPrefix, mayCarryTags, sourceData, tagUses, type TagUse } from './sourceTags.js';
import { weightOf } from './tagWeight.js';
import { removeTagFix } from './tagging.js';

export const semanticMisplaced: Rule = {
  id: 'semantic-misplaced',
  group: 'sources',
  title: 'A tag on a field whose name says another tag',
  severity: 'warning',
  requirements: ['P01', 'P02'],
  sources: ['reference/semantics.html#semantics-itemized-transactions'],
  check(context) {
    const { tenant, catalog } = context;
    for (const source of tenant.sources.filter(mayCarryTags)) {
      for (const use of tagUses(source, catalog)) {
        const move = tagMove(use, source, context);
        if (move === null || !isToldHere(use, move, source, catalog)) continue;
        const { field, item } = use;
        const other = swappedWith(use, source, catalog);
        context.report({
          place: item.place,
          ...weightOf(use, source, context),
          message: other === null ? messageOf(use, move) : messageOfSwap(use, other),
          data: sourceData(source, context, field.name),
          ...relatedTo(other),
          fixes: [move.fix, ...(other === null ? [removeTagFix(field, item)] : [])],
        });
      }
    }
  },
};

/** What has a rule of its own, that one says; of two tags that changed places one speaks for both. */
function isToldHere(use: TagUse, { against }: TagMove, source: Source, catalog: Catalog): boolean {
  const other = swappedWith(use, source, catalog);
  if (other === null) return against === 'company';
  return speaksForSwap(use, other, source, catalog) && isOfRightType(use);
}

function messageOf({ field, tag }: TagUse, { meant, isLink }: TagMove): string {
  const kind = tag.startsWith(itemPrefix) ? 'orders' : 'customers';
  return isLink
    ? `\`${tag}\` is a tag of ${kind}, and by its name \`${field.name}\` says who bought: without \`${meant}\` there the orders get no Amperity ID. Tag it so.`
    : `\`${tag}\` is a tag of ${kind}, and by its name \`${field.name}\` is \`${meant}\`, which features then miss. Tag it so.`;
}

function messageOfSwap(use: TagUse, other: TagUse): string {
  return `By their names \`${use.field.name}\` is \`${other.tag}\` and \`${other.field.name}\` is \`${use.tag}\`, so features get the one for the other. Swap the two tags.`;
}

function relatedTo(other: TagUse | null): Pick<Finding, 'related'> {
  if (other === null) return {};
  return { related: [{ place: other.item.place, message: `\`${other.field.name}\` has \`${other.tag}\`.` }] };
}
