import { commentsOf } from './comments.js';
import { movedEntry, movedRange } from './move.js';
import { lineAt, lineStartsOf } from './positions.js';
import { readEvents } from './readEvents.js';
import { changeBetween, type TextChange } from './textChange.js';
import { TreeMaker } from './treeMaker.js';
import type { Comment, Entry, MappingNode, SyntaxTree } from './tree.js';

/** Trees of which each entry can be read by itself: without problems, anchors and aliases. */
const changeable = new WeakSet<SyntaxTree>();

/** Says that a tree has no problem and no anchor. */
export function markChangeable(tree: SyntaxTree): void {
  changeable.add(tree);
}

/** Whether a later text may be read as a change of this tree's. */
export function isChangeable(tree: SyntaxTree): boolean {
  return changeable.has(tree);
}

/** What ends a document, opens another one or is read in a way of its own, wherever it stands. */
const SPECIAL = /^(?:---|\.\.\.|%|<{7}|={7}|\|{7}|>{7})|\r(?!\n)|[\0\ufeff]/m;

/** The way from the root to the entry that a change lies in: a mapping and the index of its entry, the outermost first. */
type Way = readonly { readonly mapping: MappingNode; readonly index: number }[];

/** An entry's lines: from the start of its key's line up to that of the next entry's. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads only the innermost block entry that the text differs in, and keeps the rest of the tree: what stands before as
 * it is, what stands behind moved. Null where that would not surely be what reading the whole text gives.
 */
export function readChange(text: string, before: SyntaxTree): SyntaxTree | null {
  if (!changeable.has(before) || before.root?.kind !== 'mapping') return null;
  const change = changeBetween(before.text, text);
  const found = change && wayTo(before.root, change, before.text);
  if (!found) return null;
  const { way, lines } = found;
  const by = text.length - before.text.length;
  const innermost = way.at(-1);
  const old = innermost?.mapping.entries[innermost.index];
  const snippet = detached(text.slice(lines.start, lines.end + by));
  const maker = new TreeMaker(snippet, () => false);
  const read = old ? readEntry(snippet, old, lines, maker, way.length - 1) : null;
  if (!read) return null;
  const tree: SyntaxTree = {
    kept: null,
    text,
    root: withEntry(way, movedEntry(read, lines.start), by),
    problems: before.problems,
    comments: comments(before, snippet, maker, lines, by),
    lineStarts: lineStarts(before, snippet, lines, by),
    broken: false,
  };
  markChangeable(tree);
  return tree;
}

/**
 * The innermost entries around a change that leaves their keys, and the line ends behind them, alone. Only through
 * block mappings whose entries begin their lines.
 */
function wayTo(root: MappingNode, change: TextChange, text: string): { way: Way; lines: Lines } | null {
  const way: { mapping: MappingNode; index: number }[] = [];
  let lines: Lines = { start: 0, end: text.length };
  let found: { way: Way; lines: Lines } | null = null;
  for (let mapping: MappingNode | null = root; mapping?.style === 'block';) {
    const index = lastBefore(mapping.entries, change.start);
    const entry: Entry | undefined = mapping.entries[index];
    if (!entry || change.start <= entry.key.range.end) break;
    const own = linesOf(mapping, index, lines, text);
    if (!own || (change.end >= own.end && own.end < text.length)) break;
    way.push({ mapping, index });
    lines = own;
    found = { way: [...way], lines };
    mapping = entry.value?.kind === 'mapping' ? entry.value : null;
  }
  return found;
}

/** The index of the last entry that begins before an offset; -1 where none does. */
function lastBefore(entries: readonly Entry[], offset: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.range.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Null where the entry, or the next one, does not begin its line. */
function linesOf(mapping: MappingNode, index: number, around: Lines, text: string): Lines | null {
  const entry = mapping.entries[index];
  const next = mapping.entries[index + 1];
  const start = entry ? lineStartBefore(text, entry.range.start) : null;
  const end = next ? lineStartBefore(text, next.range.start) : around.end;
  return start === null || end === null ? null : { start, end };
}

/** Null where something else than blanks stands between. */
function lineStartBefore(text: string, offset: number): number | null {
  let at = offset;
  while (at > 0 && text.charCodeAt(at - 1) === 32) at--;
  return at === 0 || text.charCodeAt(at - 1) === 10 ? at : null;
}

/** The entry that a snippet of whole lines is, if it has the old one's key and nothing wrong. */
function readEntry(snippet: string, old: Entry, lines: Lines, maker: TreeMaker, depth: number): Entry | null {
  if (SPECIAL.test(snippet)) return null;
  const root = readEvents(snippet, 0, snippet.length, maker, depth);
  if (root?.kind !== 'mapping' || root.style !== 'block' || root.anchor || root.entries.length !== 1)
    return null;
  const [entry] = root.entries;
  if (!entry || maker.problems.length > 0 || maker.hasAnchors) return null;
  const { key } = entry;
  const isSame =
    key.text === old.key.text &&
    key.style === old.key.style &&
    key.range.start === old.key.range.start - lines.start &&
    key.range.end === old.key.range.end - lines.start;
  return isSame ? entry : null;
}

/** The root with another entry at the end of the way, and all behind it moved. */
function withEntry(way: Way, entry: Entry, by: number): MappingNode {
  const [innermost, ...outer] = [...way].reverse();
  let mapping = innermost ? withReplaced(innermost.mapping, innermost.index, entry, by) : null;
  for (const { mapping: parent, index } of outer) {
    const old = parent.entries[index];
    if (!mapping || !old) break;
    const range = { start: old.range.start, end: mapping.range.end };
    mapping = withReplaced(parent, index, { key: old.key, value: mapping, range, broken: false }, by);
  }
  if (!mapping) throw new RangeError('A way to an entry has at least one step.');
  return mapping;
}

function withReplaced(mapping: MappingNode, index: number, entry: Entry, by: number): MappingNode {
  const { entries } = mapping;
  const behind = entries.slice(index + 1);
  const moved = by === 0 ? behind : behind.map((other) => movedEntry(other, by));
  const all = [...entries.slice(0, index), entry, ...moved];
  const range = { start: mapping.range.start, end: (all.at(-1) ?? entry).range.end };
  return { kind: 'mapping', style: 'block', entries: all, range };
}

function comments(
  before: SyntaxTree,
  snippet: string,
  maker: TreeMaker,
  { start, end }: Lines,
  by: number,
): Comment[] {
  const moved = (comment: Comment, distance: number): Comment => ({
    ...comment,
    range: movedRange(comment.range, distance),
  });
  return [
    ...before.comments.filter(({ range }) => range.start < start),
    ...commentsOf(snippet, 0, snippet.length, maker.contents).map((comment) => moved(comment, start)),
    ...before.comments.filter(({ range }) => range.start >= end).map((comment) => moved(comment, by)),
  ];
}

/** Made in one piece: a list that grows is copied several times, and this is done at each keystroke. */
function lineStarts(before: SyntaxTree, snippet: string, { start, end }: Lines, by: number): number[] {
  const old = before.lineStarts;
  const own = lineStartsOf(snippet);
  const kept = start === 0 ? 0 : lineAt(old, start - 1) + 1;
  // The snippet ends with its last line's end, so that the line behind it has been counted.
  const behind = lineAt(old, end) + 1;
  const starts = new Array<number>(kept + own.length + old.length - behind);
  let at = 0;
  for (; at < kept; at += 1) starts[at] = old[at] ?? 0;
  for (const offset of own) starts[at++] = start + offset;
  for (let index = behind; index < old.length; index += 1) starts[at++] = (old[index] ?? 0) + by;
  return starts;
}

/** The same characters without the text that they were cut from, which a slice would keep in memory. */
function detached(slice: string): string {
  const joined = `${slice} `;
  // Reading a character makes the engine write the joined text down as one of its own.
  joined.charCodeAt(0);
  return joined.slice(0, -1);
}
