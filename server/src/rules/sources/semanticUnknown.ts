import { replaceScalarText } from '../../edits/yaml.js';
import type { Field, Item, Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Finding, Fix, Rule, RuleContext } from '../rule.js';
import { checkEachSource } from './eachSource.js';
import { sourceData, tagUses } from './sourceTags.js';
import { holdsInteractions, misspeltTag, rightPrefix } from './tagMistakes.js';
import { weightOf } from './tagWeight.js';

export const semanticUnknown: Rule = {
  id: 'semantic-unknown',
  group: 'sources',
  title: 'A tag is likely a misspelling of a known one',
  severity: 'warning',
  requirements: ['PRO-TYPO'],
  sources: ['reference/feeds.html#feeds-semantic-tags', 'reference/semantics.html'],
  check(context) {
    checkEachSource(context, misspeltTags);
  },
};

function misspeltTags(source: Source, context: RuleContext): readonly Finding[] {
  const { catalog } = context;
  return tagUses(source, catalog).flatMap((use): Finding[] => {
    // A wrong prefix is a finding of its own.
    if (holdsInteractions(source, catalog) && rightPrefix(use.tag, catalog) !== null) return [];
    const meant = misspeltTag(use, catalog);
    if (meant === null) return [];
    return [
      {
        place: use.item.place,
        ...weightOf(use, source, context),
        message: `\`${use.tag}\` is no known tag; is \`${meant}\` meant? As it stands it makes a custom column, and what \`${meant}\` feeds stays empty.`,
        data: sourceData(source, context, use.field.name),
        fixes: [replaceTagFix(use.field, use.item, meant, true)],
      },
    ];
  });
}

/** The fix that writes another tag in a tag's place. */
export function replaceTagFix(field: Field, item: Item, tag: string, preferred: boolean): Fix {
  return fixOf({
    title: `Replace \`${item.value}\` by \`${tag}\``,
    preferred,
    changes: () => edited(field.file, replaceScalarText(field.file.tree, item.node, tag)),
  });
}
