import type { OffsetRange } from '../syntax/tree.js';
import { allRules } from '../rules/registry.js';
import type { Choice } from './choice.js';
import { describeRule } from './describe.js';

const suppression = /tenant-config-disable(?:-next-line)?/;
const words = ['tenant-config-disable-next-line', 'tenant-config-disable'];

/** A comment of YAML or SQL, with its place in the text that holds it. */
interface AnyComment {
  readonly range: OffsetRange;
  readonly text: string;
}

/** The rule that a suppressing comment names at an offset of the comments' text. */
export function suppressedRuleAt(
  comments: readonly AnyComment[],
  all: string,
  offset: number,
): { readonly text: string; readonly range: OffsetRange } | null {
  const comment = comments.find(({ range }) => range.start <= offset && offset <= range.end);
  if (comment === undefined || !suppression.test(comment.text)) {
    return null;
  }
  const { start } = comment.range;
  const line = all.slice(start, comment.range.end);
  const before = /[a-z0-9-]*$/.exec(line.slice(0, offset - start))?.[0] ?? '';
  const after = /^[a-z0-9-]*/.exec(line.slice(offset - start))?.[0] ?? '';
  const text = describeRule(before + after);
  return text === null
    ? null
    : { text, range: { start: offset - before.length, end: offset + after.length } };
}

/**
 * What a comment that suppresses goes on with: the words themselves, and the rules behind them.
 * @param before the comment behind its `#` or `--`, up to the word that is being typed
 */
export function suppressionChoices(before: string): Choice[] {
  if (/tenant-config-disable(-next-line)?\s/.test(before)) {
    return allRules.map((rule) => ({ label: rule.id, kind: 'rule', detail: rule.title }));
  }
  return before.trim() === ''
    ? words.map((word) => ({ label: word, kind: 'keyword', insert: `${word} ` }))
    : [];
}
