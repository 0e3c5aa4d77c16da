import type { Catalog } from '../../catalog/catalog.js';
import type { Source } from '../../tenant/tenant.js';
import type { Finding, Rule } from '../rule.js';
import { speaksForSwap, swappedWith } from './misplacedTags.js';
import { tagMove, type TagMove } from './misplacedTagFixes.js';
import { listed } from '../wording.js';
import { isOfRightType, itemPrefix, mayCarryTags, sourceData, tagUses, type TagUse } from './sourceTags.js';
import { isProductTag } from './sourceView.js';
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
          // Where the tag is the half of a mend, taking it away is none.
          fixes: [move.fix, ...(isOnlyWrong(move, other) ? [removeTagFix(field, item)] : [])],
        });
      }
    }
  },
};

function isOnlyWrong({ isLink, home }: TagMove, other: TagUse | null): boolean {
  return other === null && !isLink && home === null;
}

/** What has a rule of its own, that one says; of two tags that changed places one speaks for both. */
function isToldHere(use: TagUse, { against }: TagMove, source: Source, catalog: Catalog): boolean {
  const other = swappedWith(use, source, catalog);
  if (other === null) return against === 'company' || against === 'names';
  return speaksForSwap(use, other, source, catalog) && isOfRightType(use);
}

function messageOf({ field, tag, match }: TagUse, { tags, isLink, home, against }: TagMove): string {
  const is =
    against === 'names'
      ? `\`${tag}\` stands on ${home === null ? 'two fields' : 'the wrong field'}`
      : `\`${tag}\` is a tag of ${kindOf(match)}`;
  const said = isLink
    ? `by its name \`${field.name}\` says who bought: without ${listed(tags)} there the orders get no Amperity ID`
    : `by its name \`${field.name}\` is ${listed(tags)}, which features then miss`;
  return `${is}, and ${said}. Tag it so${home === null ? '' : `, and \`${home}\` with \`${tag}\``}.`;
}

function kindOf(match: TagUse['match']): string {
  if (isProductTag(match)) return 'products';
  return match?.group.prefix === itemPrefix ? 'orders' : 'customers';
}

function messageOfSwap(use: TagUse, other: TagUse): string {
  return `By their names \`${use.field.name}\` is \`${other.tag}\` and \`${other.field.name}\` is \`${use.tag}\`, so features get the one for the other. Swap the two tags.`;
}

function relatedTo(other: TagUse | null): Pick<Finding, 'related'> {
  if (other === null) return {};
  return { related: [{ place: other.item.place, message: `\`${other.field.name}\` has \`${other.tag}\`.` }] };
}
