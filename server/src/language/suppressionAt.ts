import type { OffsetRange, SyntaxTree } from '../syntax/tree.js';
import { describeRule } from './describe.js';

const suppression = /tenant-config-disable(?:-next-line)?/;

/** The rule that a suppressing comment names at an offset. */
export function suppressedRuleAt(
  tree: SyntaxTree,
  offset: number,
): { readonly text: string; readonly range: OffsetRange } | null {
  const comment = tree.comments.find(({ range }) => range.start <= offset && offset <= range.end);
  if (comment === undefined || !suppression.test(comment.text)) {
    return null;
  }
  const { start } = comment.range;
  const line = tree.text.slice(start, comment.range.end);
  const before = /[a-z0-9-]*$/.exec(line.slice(0, offset - start))?.[0] ?? '';
  const after = /^[a-z0-9-]*/.exec(line.slice(offset - start))?.[0] ?? '';
  const text = describeRule(before + after);
  return text === null
    ? null
    : { text, range: { start: offset - before.length, end: offset + after.length } };
}
