import { parseYaml } from '../syntax/parse.js';
import type { SyntaxTree } from '../syntax/tree.js';
import { applyTextEdits, type TextEdit } from './edit.js';

/**
 * One list of edits for several changes, each of which is made on the tree that the one before it left. For changes
 * that touch the same place, such as two values of one flow mapping that is rewritten.
 */
export function inSequence(
  tree: SyntaxTree,
  ...changes: readonly ((tree: SyntaxTree) => readonly TextEdit[])[]
): readonly TextEdit[] {
  let current = tree;
  for (const change of changes) {
    const edits = change(current);
    if (edits.length > 0) current = parseYaml(applyTextEdits(current.text, edits));
  }
  return difference(tree.text, current.text);
}

/** The one edit between two texts; none where they are the same. */
function difference(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = before.length;
  let afterEnd = after.length;
  while (end > start && afterEnd > start && before[end - 1] === after[afterEnd - 1]) {
    end--;
    afterEnd--;
  }
  return [{ range: { start, end }, newText: after.slice(start, afterEnd) }];
}
