import type {
  AliasNode,
  Entry,
  MappingNode,
  OffsetRange,
  ScalarNode,
  SyntaxNode,
  SyntaxTree,
} from './tree.js';

/** The node itself, or what an alias stands for; null for nothing and for an alias without a target. */
export function resolveAlias(node: SyntaxNode | null | undefined): Exclude<SyntaxNode, AliasNode> | null {
  if (node === null || node === undefined) return null;
  return node.kind === 'alias' ? node.target : node;
}

/** The first entry of that name in the mapping itself (not in what it merges); null where there is none. */
export function entryOf(mapping: MappingNode, key: string): Entry | null {
  return mapping.entries.find((entry) => entry.key.text === key) ?? null;
}

/** One step from the root to an offset: an entry of a mapping, or an item of a sequence. */
export type PathStep =
  | { readonly kind: 'entry'; readonly parent: MappingNode; readonly entry: Entry }
  | {
      readonly kind: 'item';
      readonly parent: Extract<SyntaxNode, { kind: 'sequence' }>;
      readonly index: number;
      readonly item: SyntaxNode;
    };

/** The entries and items around an offset, the outermost first; both ends of a range belong to it. */
export function pathAt(tree: SyntaxTree, offset: number): readonly PathStep[] {
  const path: PathStep[] = [];
  let node: SyntaxNode | null = tree.root;
  while (node !== null) {
    const step: PathStep | null = stepAt(node, offset);
    if (step === null) break;
    path.push(step);
    node = step.kind === 'entry' ? nodeOfEntryAt(step.entry, offset) : step.item;
  }
  return path;
}

/** The innermost node at an offset: a key, a value, or the collection between them; null outside the root. */
export function nodeAt(tree: SyntaxTree, offset: number): SyntaxNode | null {
  const step = pathAt(tree, offset).at(-1);
  if (step === undefined) return tree.root !== null && holds(tree.root.range, offset) ? tree.root : null;
  if (step.kind === 'item') return step.item;
  const { key, value } = step.entry;
  if (holds(key.range, offset)) return key;
  return value !== null && holds(value.range, offset) ? value : step.parent;
}

/** True where an entry of a node, at any depth, could not be read in full, so that what it lacks is unknown. */
export function isBroken(node: SyntaxNode | null): boolean {
  if (node === null || node.kind === 'scalar' || node.kind === 'alias') return false;
  if (node.kind === 'sequence') return node.items.some(isBroken);
  return node.entries.some((entry) => entry.broken || isBroken(entry.value));
}

function stepAt(node: SyntaxNode, offset: number): PathStep | null {
  if (node.kind === 'mapping') {
    const entry = lastHolding(node.entries, ({ range }) => range, offset);
    return entry === null ? null : { kind: 'entry', parent: node, entry };
  }
  if (node.kind !== 'sequence') return null;
  for (let index = node.items.length - 1; index >= 0; index--) {
    const item = node.items[index];
    if (item && holds(item.range, offset)) return { kind: 'item', parent: node, index, item };
  }
  return null;
}

/** Of two entries that touch at the offset, the one that begins there. */
function lastHolding<T>(
  ordered: readonly T[],
  rangeOf: (element: T) => OffsetRange,
  offset: number,
): T | null {
  let low = 0;
  let high = ordered.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const element = ordered[middle];
    if (element === undefined) return null;
    if (rangeOf(element).start <= offset) low = middle + 1;
    else high = middle - 1;
  }
  const candidate = ordered[high];
  return candidate !== undefined && holds(rangeOf(candidate), offset) ? candidate : null;
}

function nodeOfEntryAt(entry: Entry, offset: number): SyntaxNode | null {
  if (holds(entry.key.range, offset)) return null;
  return entry.value !== null && holds(entry.value.range, offset) ? entry.value : null;
}

function holds(range: OffsetRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** The scalar that a value is or that its alias stands for; null where it is none. */
export function scalarOf(node: SyntaxNode | null | undefined): ScalarNode | null {
  const resolved = resolveAlias(node);
  return resolved?.kind === 'scalar' ? resolved : null;
}
