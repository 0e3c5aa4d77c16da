import { replaceScalarText } from '../../edits/yaml.js';
import type { Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { customerLinkOf } from './customerLink.js';
import { misplacedTag, swappedWith, type MisplacedTag } from './misplacedTags.js';
import { replaceTagFix } from './semanticUnknown.js';
import type { TagUse } from './sourceTags.js';
import { taggingChanges } from './tagging.js';

/** A tag on the wrong field, and what is to be done about it. */
export interface TagMove extends MisplacedTag {
  /** Of links the foreign key that the customers have. */
  readonly meant: string;
  readonly fix: Fix;
}

/** What a tag that stands on the wrong field is to be; null where it is in its own place. */
export function tagMove(use: TagUse, source: Source, context: RuleContext): TagMove | null {
  const misplaced = misplacedTag(use, source, context.catalog);
  if (misplaced === null) return null;
  if (misplaced.isLink) return linkMove(use, misplaced, source, context);
  const other = swappedWith(use, source, context.catalog);
  const fix =
    other === null ? replaceTagFix(use.field, use.item, misplaced.meant, false) : swapFix(use, other);
  return { ...misplaced, fix };
}

/** The foreign key is put on the customers' side too where that lacks it. */
function linkMove(use: TagUse, misplaced: MisplacedTag, source: Source, context: RuleContext): TagMove {
  const link = customerLinkOf(use.field, source, context);
  const meant = link?.tag ?? misplaced.meant;
  const other = link?.other ?? null;
  const replace = replaceTagFix(use.field, use.item, meant, false);
  if (other === null) return { ...misplaced, meant, fix: replace };
  const fix = fixOf({
    title: `${replace.title}, and tag \`${other.field.name}\` of \`${other.source.name}\` with it`,
    changes: () => [
      ...replace.changes(),
      ...taggingChanges(other.source, [{ field: other.field, tags: [meant] }]),
    ],
  });
  return { ...misplaced, meant, fix };
}

/** The fix that gives two fields each other's tag. */
function swapFix(use: TagUse, other: TagUse): Fix {
  return fixOf({
    title: `Swap the tags of \`${use.field.name}\` and \`${other.field.name}\``,
    changes: () =>
      [
        { at: use, tag: other.tag },
        { at: other, tag: use.tag },
      ].flatMap(({ at, tag }) =>
        edited(at.field.file, replaceScalarText(at.field.file.tree, at.item.node, tag)),
      ),
  });
}
