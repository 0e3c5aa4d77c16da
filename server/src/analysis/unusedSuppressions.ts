import { fixOf } from '../rules/fix.js';
import type { Finding } from '../rules/rule.js';
import type { OffsetRange } from '../syntax/tree.js';
import type { UnusedSuppression } from './suppressions.js';
import type { TenantTexts } from './tenantTexts.js';

/** The rule that these findings are of. */
export const unusedSuppressionRule = 'unused-suppression';

/** What is said of suppressions that suppress nothing, with the fix that takes them away. */
export function unusedSuppressionFindings(
  unused: readonly UnusedSuppression[],
  texts: TenantTexts,
): Finding[] {
  return unused.map(({ comment, rules }) => {
    const names = rules.map(({ rule }) => `\`${rule}\``).join(', ');
    const isWhole = rules.length === comment.rules.length;
    const where = comment.scope === 'file' ? 'here' : 'on the next line';
    const message =
      rules.length === 0
        ? 'This comment names no rule, so it suppresses nothing. Write behind it which rules it is about, or remove it.'
        : `This comment suppresses ${names}, which ${rules.length === 1 ? 'is' : 'are'} not reported ${where}. Remove it, so that it hides nothing later.`;
    const { uri } = comment.place;
    const text = texts.textOf(uri);
    return {
      place: isWhole ? comment.place : (rules[0]?.place ?? comment.place),
      message,
      unnecessary: true,
      fixes: [
        fixOf({
          title: isWhole ? 'Remove the comment' : `Remove ${names} from the comment`,
          preferred: true,
          changes: () => [
            {
              kind: 'edit',
              uri,
              edits: (isWhole
                ? [withLine(comment.place.range, text)]
                : rules.map(({ place }) => withSpaceBefore(place.range, text))
              ).map((range) => ({ range, newText: '' })),
            },
          ],
        }),
      ],
    };
  });
}

/** The whole line where nothing else stands on it, else the comment and the space before it. */
function withLine(range: OffsetRange, text: string): OffsetRange {
  const spaced = withSpaceBefore(range, text);
  const isOwnLine = spaced.start === 0 || text[spaced.start - 1] === '\n';
  const lineEnd = /^[ \t]*(\r?\n|$)/.exec(text.slice(range.end));
  if (!isOwnLine || !lineEnd) {
    return spaced;
  }
  return { start: spaced.start, end: range.end + lineEnd[0].length };
}

function withSpaceBefore(range: OffsetRange, text: string): OffsetRange {
  let { start } = range;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return { start, end: range.end };
}
