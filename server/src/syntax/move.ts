import { keepContent } from './content.js';
import { PositionedScalar } from './scalar.js';
import type { Entry, OffsetRange, ScalarNode, SyntaxNode } from './tree.js';

/** An entry as it stands after a change before it that made the text longer `by` so many characters. No aliases. */
export function movedEntry(entry: Entry, by: number): Entry {
  const moved: Entry = {
    key: movedScalar(entry.key, by),
    value: movedNode(entry.value, by),
    range: movedRange(entry.range, by),
    broken: entry.broken,
  };
  keepContent(entry, moved);
  return moved;
}

/** A span after a change before it. */
export function movedRange({ start, end }: OffsetRange, by: number): OffsetRange {
  return { start: start + by, end: end + by };
}

function movedNode(node: SyntaxNode | null, by: number): SyntaxNode | null {
  switch (node?.kind) {
    case 'scalar':
      return movedScalar(node, by);
    case 'mapping': {
      const entries = node.entries.map((entry) => movedEntry(entry, by));
      return { kind: 'mapping', style: node.style, entries, range: movedRange(node.range, by) };
    }
    case 'sequence': {
      const items = node.items.map((item) => movedNode(item, by));
      return { kind: 'sequence', style: node.style, items, range: movedRange(node.range, by) };
    }
    default:
      return null;
  }
}

function movedScalar(node: ScalarNode, by: number): ScalarNode {
  if (node instanceof PositionedScalar) return node.moved(by);
  throw new TypeError('Only the nodes of a text that was read in one go are moved.');
}
