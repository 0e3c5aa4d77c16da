import type { Source } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { misplacedTag } from './misplacedTags.js';
import { tagMove } from './misplacedTagFixes.js';
import {
  isForeignKey,
  isProfileTag,
  isRequiredItemTag,
  itemPrefix,
  tagUses,
  type TagUse,
} from './sourceTags.js';
import { meantTag, meantTags } from './tagMistakes.js';
import { needsUpdateDate, updateTag } from './updateDateReads.js';

/**
 * What a mistake in a tag weighs: as much as the lack that it hides, where something must have the tag that is meant,
 * or the tag itself on another field, and nothing else says that it has not.
 */
export function weightOf(use: TagUse, source: Source, context: RuleContext): { readonly weight?: 'error' } {
  const misplaced = misplacedTag(use, source, context.catalog);
  const meant = meantTag(use, source, context.catalog);
  const isLacking =
    misplaced?.isLink === true ||
    hidesForeignKey(use, source, context) ||
    makesItems(use, source, context) ||
    isLackingTag(meant, source, context) ||
    (typeof misplaced?.home === 'string' && isLackingTag(use.tag, source, context, use));
  return isLacking ? { weight: 'error' } : {};
}

/** True where a tag must be there, and nothing has it, one use of it aside. */
function isLackingTag(tag: string, source: Source, context: RuleContext, aside?: TagUse): boolean {
  const { catalog, tenant } = context;
  const match = catalog.semantic(tag);
  const uses = tagUses(source, catalog);
  const isThere = (use: TagUse): boolean => use !== aside && use.tag === tag;
  return (
    (isRequiredItemTag(match) && !uses.some(isThere)) ||
    (isProfileTag(match) && !uses.some((use) => use !== aside && isProfileTag(use.match))) ||
    (tag === updateTag &&
      !tenant.sources.some((one) => tagUses(one, catalog).some(isThere)) &&
      needsUpdateDate(context))
  );
}

/** True where it makes lines of orders of what holds none, which lack every other tag that these must have. */
function makesItems(use: TagUse, source: Source, { catalog }: RuleContext): boolean {
  return (
    use.tag.startsWith(itemPrefix) &&
    ![...meantTags(source, catalog)].some((tag) => tag.startsWith(itemPrefix))
  );
}

/** True where a source of customers lost by it the key that others look for. */
function hidesForeignKey(use: TagUse, source: Source, context: RuleContext): boolean {
  const move = tagMove(use, source, context);
  if (move === null || move.against === 'swapped') return false;
  return move.tags.some(
    (tag) => isForeignKey(tag) && !use.field.semantics.some((item) => item.value === tag),
  );
}
