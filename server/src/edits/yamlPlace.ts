import { pathAt, type PathStep } from '../syntax/navigate.js';
import { lineAt, lineEnd } from '../syntax/positions.js';
import type { Entry, MappingNode, OffsetRange, SyntaxNode, SyntaxTree } from '../syntax/tree.js';

/** The column (from 0) of an offset; a byte order mark takes none. */
export function columnAt(tree: SyntaxTree, offset: number): number {
  const start = tree.lineStarts[lineAt(tree.lineStarts, offset)] ?? 0;
  return offset - start - (start === 0 && tree.text.charCodeAt(0) === 0xfeff ? 1 : 0);
}

/** The offset of the end of an offset's line, before its line end. */
export function lineEndAt(tree: SyntaxTree, offset: number): number {
  return lineEnd(tree, lineAt(tree.lineStarts, offset));
}

/** The offset where an offset's line starts. */
export function lineStartAt(tree: SyntaxTree, offset: number): number {
  return tree.lineStarts[lineAt(tree.lineStarts, offset)] ?? 0;
}

/** The offset behind the line end of an offset's line; the text's end on the last line. */
export function nextLineAt(tree: SyntaxTree, offset: number): number {
  return tree.lineStarts[lineAt(tree.lineStarts, offset) + 1] ?? tree.text.length;
}

/** True where only blanks stand before an offset on its line. */
export function isFirstOnLine(tree: SyntaxTree, offset: number): boolean {
  return tree.text.slice(lineStartAt(tree, offset), offset).replace('\uFEFF', '').trim() === '';
}

/** The mapping that holds an entry of the tree, and the steps that lead to it; null for an entry of another tree. */
export function placeOfEntry(
  tree: SyntaxTree,
  entry: Entry,
): { readonly mapping: MappingNode; readonly above: readonly PathStep[] } | null {
  const path = pathAt(tree, entry.key.range.start);
  const index = path.findIndex((step) => step.kind === 'entry' && step.entry === entry);
  const step = path[index];
  return step?.kind === 'entry' ? { mapping: step.parent, above: path.slice(0, index) } : null;
}

/** True where a node stands between brackets or braces. */
export function isInFlow(tree: SyntaxTree, node: { readonly range: OffsetRange }): boolean {
  return pathAt(tree, node.range.start).some(
    ({ parent }) => parent.style === 'flow' && parent.range.start < node.range.start,
  );
}

/** The entry whose value a node is; null for an item, the root, or a node of another tree. */
export function entryHolding(tree: SyntaxTree, node: SyntaxNode): Entry | null {
  for (const step of pathAt(tree, node.range.start)) {
    if (step.kind === 'entry' && step.entry.value === node) return step.entry;
  }
  return null;
}

/**
 * The end of the last line that belongs to a thing that stands at `column` and ends at `end`: comment lines behind it
 * belong to it where they are indented deeper, and blank lines where they are part of a `|+` text.
 */
export function extentEnd(tree: SyntaxTree, end: number, column: number): number {
  const { text, lineStarts } = tree;
  let line = lineAt(lineStarts, end);
  let last = lineEnd(tree, line);
  for (line++; line < lineStarts.length; line++) {
    const start = lineStarts[line] ?? 0;
    const content = text.slice(start, lineEnd(tree, line));
    const indentation = content.length - content.trimStart().length;
    if (content.trim() === '') continue;
    if (indentation <= column || content[indentation] !== '#') break;
    last = start + content.length;
  }
  return last;
}

/** Where a thing that stands at `column` from `start` on begins with the comment lines above that speak of it. */
export function extentStart(tree: SyntaxTree, start: number, column: number): number {
  const { text, lineStarts } = tree;
  let line = lineAt(lineStarts, start);
  let first = lineStarts[line] ?? 0;
  for (line--; line >= 0; line--) {
    const begin = lineStarts[line] ?? 0;
    const content = text.slice(begin, lineEnd(tree, line));
    const indentation = content.length - content.trimStart().length;
    if (indentation !== column || content[indentation] !== '#') break;
    first = begin;
  }
  return first;
}

/** The end of an entry's text, with all of a `|+` text's blank lines. */
export function contentEnd(entry: Entry): number {
  return valueEnd(entry.value) ?? entry.range.end;
}

function valueEnd(node: SyntaxNode | null): number | null {
  if (node === null) return null;
  if (node.kind === 'mapping' && node.style === 'block') {
    const last = node.entries.at(-1);
    return last === undefined ? node.range.end : contentEnd(last);
  }
  if (node.kind === 'sequence' && node.style === 'block')
    return valueEnd(node.items.at(-1) ?? null) ?? node.range.end;
  if (node.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return node.range.end;
  // The last line end of the value belongs to the last line; those before it are lines of their own.
  return Math.max(node.range.end, node.map.toText(node.text.length - 1));
}

/** True where most entries of a block mapping are set apart by blank lines. */
export function hasBlankLines(tree: SyntaxTree, mapping: MappingNode): boolean {
  const { entries } = mapping;
  let apart = 0;
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (before === undefined) return;
    const start = extentStart(tree, entry.range.start, columnAt(tree, entry.range.start));
    const between = tree.text.slice(contentEnd(before), Math.max(contentEnd(before), start));
    if (/\n[ \t]*\r?\n/.test(between)) apart++;
  });
  return apart > 0 && apart * 2 > entries.length - 1;
}
