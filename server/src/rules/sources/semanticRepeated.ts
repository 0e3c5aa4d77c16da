import type { Source } from '../../tenant/tenant.js';
import type { Finding, Rule, RuleContext, Severity } from '../rule.js';
import { checkEachSource } from './eachSource.js';
import { tagMove } from './misplacedTagFixes.js';
import { removeTagFix } from './tagging.js';
import { sourceData, tagUses, type TagUse } from './sourceTags.js';

export const semanticRepeated: Rule = {
  id: 'semantic-repeated',
  group: 'sources',
  title: 'A tag that may stand once in a source stands on two fields',
  severity: 'error',
  requirements: ['PRO-ONCE', 'C47'],
  sources: ['reference/semantics.html#semantics-profile', 'reference/semantics.html#semantics-key-customer'],
  check(context) {
    checkEachSource(context, repeatedTags);
  },
};

function repeatedTags(source: Source, context: RuleContext): readonly Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, TagUse>();
  for (const use of tagUses(source, context.catalog)) {
    const severity = onceSeverity(use);
    if (severity === null) continue;
    const earlier = first.get(use.tag);
    if (!earlier || earlier.field === use.field) {
      first.set(use.tag, earlier ?? use);
      continue;
    }
    const meant = tagMove(use, source, context);
    // That its type does not fit either is said there, with the tag that does.
    if (meant?.against === 'type') continue;
    const effect = severity === 'error' ? 'and saving the source fails' : 'and which one counts is not sure';
    findings.push({
      place: use.item.place,
      severity,
      message: `\`${use.tag}\` may stand on one field of \`${source.name}\`, ${effect}; \`${earlier.field.name}\` has it too. Keep it on one of them.`,
      data: sourceData(source, context, use.field.name),
      related: [
        { place: earlier.item.place, message: `\`${earlier.field.name}\` has \`${use.tag}\` first.` },
      ],
      fixes: [
        ...[meant, tagMove(earlier, source, context)].flatMap((move) => move?.fix ?? []),
        removeTagFix(use.field, use.item),
        removeTagFix(earlier.field, earlier.item),
      ],
    });
  }
  return findings;
}

function onceSeverity({ match }: TagUse): Severity | null {
  // `given-name-2` is a tag beside `given-name`; `sk-…` is the same key wherever it stands.
  const counts = match?.how === 'exact' || match?.group.id === 'keys';
  return counts ? (match.semantic.oncePerSource ?? null) : null;
}
