import type { Source } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import { misplacedTag } from './misplacedTags.js';
import { isProfileTag, isRequiredItemTag, tagUses, type TagUse } from './sourceTags.js';
import { meantTag } from './tagMistakes.js';
import { needsUpdateDate, updateTag } from './updateDateReads.js';

/**
 * What a mistake in a tag weighs: as much as the lack that it hides, where something must have the tag that is meant
 * and nothing else says that it has not.
 */
export function weightOf(use: TagUse, source: Source, context: RuleContext): { readonly weight?: 'error' } {
  const { catalog, tenant } = context;
  const tag = meantTag(use, source, catalog);
  const match = catalog.semantic(tag);
  const has = (one: Source): boolean => tagUses(one, catalog).some((other) => other.tag === tag);
  const isLacking =
    misplacedTag(use, source, catalog)?.isLink === true ||
    (isRequiredItemTag(match) && !has(source)) ||
    (isProfileTag(match) && !tagUses(source, catalog).some((other) => isProfileTag(other.match))) ||
    (tag === updateTag && !tenant.sources.some(has) && needsUpdateDate(context));
  return isLacking ? { weight: 'error' } : {};
}
