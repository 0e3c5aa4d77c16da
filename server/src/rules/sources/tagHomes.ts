import { suggestedTags } from '../../tenant/likelyTags.js';
import { isRequiredItemTag, type TagUse } from './sourceTags.js';
import { without, type SourceView } from './sourceView.js';

/**
 * The name of the field that a tag belongs on: one without a tag, whose name says for sure that it is this one (or often
 * means it, where the tag must be in the source), while no other field has it. Null where there is none.
 */
export function homeOf(use: TagUse, view: SourceView): string | null {
  const { source, catalog, roles, uses } = view;
  // A key may stand on any field.
  if (use.match?.how !== 'exact' || use.match.group.id === 'keys') return null;
  if (uses.some((other) => other !== use && other.tag === use.tag)) return null;
  if (!isSaidByOther(use, view)) return null;
  const said = suggestedTags(without(source, [use]), catalog, roles).find((one) => one.tag === use.tag);
  if (!said || said.field.name === use.field.name) return null;
  return said.certainty === 'sure' || isRequiredItemTag(use.match) ? said.field.name : null;
}

/** Asked first, as it takes a look at names only. */
function isSaidByOther({ field, tag }: TagUse, { source, named, roles }: SourceView): boolean {
  return source.fields.some(
    (one) =>
      one !== field && one.semantics.length === 0 && named(one, roles).some((said) => said.tag === tag),
  );
}
