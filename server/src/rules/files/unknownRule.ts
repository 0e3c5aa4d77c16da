import { renameKey } from '../../edits/yaml.js';
import { suppressionsOf } from '../../tenant/suppressionComments.js';
import type { FileChange } from '../../edits/edit.js';
import type { Place } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Rule, RuleContext } from '../rule.js';

export const unknownRule: Rule = {
  id: 'unknown-rule',
  group: 'files',
  title: '`rules` or a suppression names no rule',
  severity: 'warning',
  requirements: [],
  sources: [],
  check(context) {
    for (const { rule, setting } of context.tenant.rules) {
      report(rule, setting.key, context, (right) =>
        edited(setting.file, renameKey(setting.file.tree, setting.entry, right)),
      );
    }
    for (const { rules } of suppressionsOf(context.tenant)) {
      for (const { rule, place } of rules) {
        report(rule, place, context, (right) => [
          { kind: 'edit', uri: place.uri, edits: [{ range: place.range, newText: right }] },
        ]);
      }
    }
  },
};

function report(
  rule: string,
  place: Place,
  context: RuleContext,
  change: (right: string) => readonly FileChange[],
): void {
  if (context.ruleIds.has(rule)) return;
  const near = nearest(rule, context.ruleIds);
  context.report({
    place,
    message: `There is no rule \`${rule}\`${near === null ? '' : `; is \`${near}\` meant`}${near === null ? ', so this does nothing.' : '?'}`,
    fixes:
      near === null
        ? []
        : [
            fixOf({
              title: `Replace \`${rule}\` by \`${near}\``,
              preferred: true,
              changes: () => change(near),
            }),
          ],
  });
}
