import { applyTextEdits, type TextEdit } from '../../server/src/edits/edit.js';
import { entryOf, resolveAlias } from '../../server/src/syntax/navigate.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import type { Entry, SyntaxNode, SyntaxTree } from '../../server/src/syntax/tree.js';

/** Lines as a file, each with a line end. */
export function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** The text after a change, which must read without problems and which nothing changes when it is made again. */
export function edited(text: string, change: (tree: SyntaxTree) => readonly TextEdit[]): string {
  const after = applyTextEdits(text, change(parseYaml(text)));
  const tree = parseYaml(after);
  const problems = tree.problems.map(({ message }) => message);
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\nin:\n${after}`);
  return after;
}

/** As `edited`, for a change that leaves nothing to do when it is made again. */
export function settled(text: string, change: (tree: SyntaxTree) => readonly TextEdit[]): string {
  const after = edited(text, change);
  const again = applyTextEdits(after, change(parseYaml(after)));
  if (again !== after) throw new Error(`Not settled:\n${after}\nthen:\n${again}`);
  return after;
}

/** The entry at a path of keys. */
export function entryAt(tree: SyntaxTree, ...path: readonly string[]): Entry {
  let node: SyntaxNode | null = tree.root;
  let entry: Entry | null = null;
  for (const key of path) {
    const mapping: SyntaxNode | null = resolveAlias(node);
    entry = mapping?.kind === 'mapping' ? entryOf(mapping, key) : null;
    if (entry === null) throw new Error(`No ${path.join('.')}`);
    node = entry.value;
  }
  if (entry === null) throw new Error('A path has at least one key.');
  return entry;
}

/** A node as plain data, for comparison: mappings as lists of pairs, so that order and repetition count. */
export function plain(node: SyntaxNode | null): unknown {
  const found = resolveAlias(node);
  if (found === null) return null;
  if (found.kind === 'scalar') return found.value;
  if (found.kind === 'sequence') return found.items.map(plain);
  return { map: found.entries.map(({ key, value }) => [key.text, plain(value)]) };
}
