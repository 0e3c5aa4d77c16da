import type { OffsetRange } from '../../syntax/tree.js';
import type { TenantFile } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import { formatProblemsOf } from './formatProblems.js';
import type { Rule } from '../rule.js';

/** The rule that names what a misplaced line is; where it is off, it must not seem that nothing is wrong. */
const schema = 'schema';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  group: 'files',
  title: 'The text is not YAML',
  severity: 'error',
  requirements: [],
  sources: [],
  check(context) {
    const isSchemaOff = context.tenant.rules.filter(({ rule }) => rule === schema).at(-1)?.severity === 'off';
    for (const file of context.tenant.files) {
      for (const { kind, range, message, mend, related } of file.tree.problems) {
        // A key that stands twice is a finding of its own.
        if (kind === 'duplicate-key') continue;
        if (!isSchemaOff && (kind === 'missing-line' || kind === 'error') && isNamed(file, range)) continue;
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
