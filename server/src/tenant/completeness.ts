import { KeptWith } from '../syntax/keptWith.js';
import type { Entry, SyntaxNode, SyntaxProblem, SyntaxTree } from '../syntax/tree.js';

/** What may be missing from a tree though it was written. */
export interface Losses {
  /** Whether whole entries, their names included, may be missing anywhere. */
  readonly any: boolean;
  /** The entries that may lack one of theirs: those that stand before a loss, from the root down. */
  readonly holders: ReadonlySet<Entry>;
}

/** Problems that hide nothing: everything that was written can be seen. */
const harmless: ReadonlySet<SyntaxProblem['kind']> = new Set([
  'duplicate-key',
  'unknown-alias',
  'several-documents',
]);

const none: Losses = { any: false, holders: new Set() };
const known = new KeptWith<Losses>();

/**
 * Finds the problems of a tree that may have cost entries. What stands in an entry that is marked as broken hides no
 * more than that entry's value; a problem anywhere else may hide a name.
 */
export function lossesOf(tree: SyntaxTree): Losses {
  if (!tree.broken) {
    return none;
  }
  return known.of(tree, () => findLosses(tree));
}

function findLosses(tree: SyntaxTree): Losses {
  const problems = tree.problems.filter(({ kind }) => !harmless.has(kind));
  const holders = new Set<Entry>();
  let any = problems.length === 0;
  for (const { range } of problems) {
    const way = wayTo(tree.root, range.start);
    const broken = way.find((entry) => entry.broken);
    // Of a value that could not be read the entry holds nothing: its line is all that it has. A value that was left
    // open may end behind its line.
    if (broken && !tree.text.slice(broken.range.end - 1, range.start).includes('\n')) {
      continue;
    }
    any = true;
    for (const entry of way) holders.add(entry);
  }
  return { any, holders };
}

/** The last entry that begins before an offset, from the root down. */
function wayTo(root: SyntaxNode | null, offset: number): Entry[] {
  const way: Entry[] = [];
  let node = root;
  while (node?.kind === 'mapping' || node?.kind === 'sequence') {
    if (node.kind === 'sequence') {
      node = lastBefore(node.items, (item) => item?.range.start ?? Infinity, offset);
      continue;
    }
    const entry: Entry | null = lastBefore(node.entries, ({ range }) => range.start, offset);
    if (!entry) break;
    way.push(entry);
    node = entry.value;
  }
  return way;
}

function lastBefore<T>(ordered: readonly T[], startOf: (element: T) => number, offset: number): T | null {
  let last: T | null = null;
  for (const element of ordered) {
    if (startOf(element) <= offset) last = element;
  }
  return last;
}
