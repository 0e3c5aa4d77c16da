import type { OffsetRange } from '../../syntax/tree.js';
import type { TenantFile } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import { formatProblemsOf } from './formatProblems.js';
import type { Rule } from '../rule.js';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  group: 'files',
  title: 'The text is not YAML',
  severity: 'error',
  requirements: [],
  sources: [],
  check(context) {
    for (const file of context.tenant.files) {
      for (const { kind, range, message, mend, related } of file.tree.problems) {
        // A key that stands twice is a finding of its own.
        if (kind === 'duplicate-key') continue;
        if ((kind === 'missing-line' || kind === 'error') && isNamed(file, range)) continue;
        context.report({
          place: { uri: file.uri, range },
          message,
          ...(related
            ? { related: [{ place: { uri: file.uri, range: related }, message: 'It begins here.' }] }
            : {}),
          fixes: mend
            ? [
                fixOf({
                  title: mend.title,
                  preferred: mend.isGuess !== true,
                  changes: () => edited(file, [{ range: mend.range, newText: mend.newText }]),
                }),
              ]
            : [],
        });
      }
    }
  },
};

/** True where `schema` knows better what a line is that stands in a wrong place, or lacks the one above it. */
function isNamed(file: TenantFile, { start }: OffsetRange): boolean {
  return formatProblemsOf(file).some(
    ({ kind, range }) => (kind === 'missing-name' || kind === 'misplaced') && range.start === start,
  );
}
