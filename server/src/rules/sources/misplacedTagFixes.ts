import type { FileChange } from '../../edits/edit.js';
import { replaceScalarText, setInEntry } from '../../edits/yaml.js';
import type { Field, Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { customerLinkOf, type CustomerLink } from './customerLink.js';
import { meansField } from './goneFields.js';
import { misplacedTag, swappedWith, type MisplacedTag } from './misplacedTags.js';
import type { TagUse } from './sourceTags.js';
import { taggingChanges, untagEdits } from './tagging.js';
import { keyedCustomers, unmatchedForeignKeys } from './unmatchedForeignKeys.js';

/** A tag on the wrong field, and what is to be done about it. */
export interface TagMove extends MisplacedTag {
  /** All that the field is to be tagged with: beside what its name says the foreign keys by which others look for it. */
  readonly tags: readonly string[];
  readonly fix: Fix;
}

/** What a tag that stands on the wrong field is to be; null where it is in its own place. */
export function tagMove(use: TagUse, source: Source, context: RuleContext): TagMove | null {
  const misplaced = misplacedTag(use, source, context.catalog);
  if (misplaced === null) return null;
  const other = swappedWith(use, source, context.catalog);
  if (other !== null) return { ...misplaced, tags: [other.tag], fix: swapFix(use, other) };
  const link = misplaced.isLink ? customerLinkOf(use.field, source, context) : null;
  const meant = link?.tag ?? misplaced.meant;
  const tags = [...new Set([meant, ...keysOfOthers(use, source, context)])];
  return { ...misplaced, meant, tags, fix: moveFix(use, misplaced, tags, link, source) };
}

/** The foreign keys by which other sources look for their customers in the field, and do not find them. */
function keysOfOthers({ field }: TagUse, source: Source, context: RuleContext): readonly string[] {
  if (!keyedCustomers(context).includes(source)) return [];
  return unmatchedForeignKeys(context)
    .filter((key) => meansField(key.use, field.name, context.catalog))
    .map((key) => key.use.tag);
}

/** Writes what is meant, puts a foreign key on the customers' side too, and the tag on the field that lacks it. */
function moveFix(
  use: TagUse,
  { meant, home }: MisplacedTag,
  tags: readonly string[],
  link: CustomerLink | null,
  source: Source,
): Fix {
  const { field, tag } = use;
  const target = source.fields.find((one) => one.name === home) ?? null;
  const isMoved = target !== null && meant === tag;
  const steps = [
    ...(isMoved ? [`Move \`${tag}\` to \`${target.name}\``] : [`Replace \`${tag}\` by ${listed(tags)}`]),
    ...(link?.other ? [`tag \`${link.other.field.name}\` of \`${link.other.source.name}\` with it`] : []),
    ...(target !== null && !isMoved ? [`tag \`${target.name}\` with \`${tag}\``] : []),
  ];
  return fixOf({
    title: steps.join(', and '),
    changes: () => [
      ...edited(field.file, isMoved ? untagEdits(field, use.item) : replaceEdits(use, tags)),
      ...tagged(link?.other?.source, link?.other?.field, link?.tag),
      ...tagged(source, target, tag),
    ],
  });
}

function tagged(
  source: Source | undefined,
  field: Field | null | undefined,
  tag: string | undefined,
): readonly FileChange[] {
  return source && field && tag !== undefined ? taggingChanges(source, [{ field, tags: [tag] }]) : [];
}

function replaceEdits({ field, item }: TagUse, tags: readonly string[]): ReturnType<typeof setInEntry> {
  const [tag, ...more] = tags;
  if (tag === undefined) return [];
  if (more.length === 0) return replaceScalarText(field.file.tree, item.node, tag);
  const list = field.semantics.flatMap((one) => (one === item ? tags : [one.value]));
  return setInEntry(field.file.tree, field.entry, ['semantics'], { flow: [...new Set(list)] });
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
