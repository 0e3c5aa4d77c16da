import type { Position, SelectionRange } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import { pathAt } from '../syntax/navigate.js';
import type { OffsetRange } from '../syntax/tree.js';
import { documentOf, rangeIn } from './documentTexts.js';
import { sqlAt, wordAt } from './sqlAt.js';

/** For each position what to select next when somebody widens the selection: the word, its value, its entry, … */
export function selectionRanges(
  snapshot: Snapshot,
  uri: string,
  positions: readonly Position[],
): SelectionRange[] {
  const document = documentOf(snapshot, uri);
  return positions.map((position) => {
    const offset = document?.offsetAt(position) ?? 0;
    const ranges = rangesAround(snapshot, uri, offset);
    let selection: SelectionRange | undefined;
    for (const range of ranges) {
      const wider: SelectionRange = { range: rangeIn(document, range) };
      selection = selection === undefined ? wider : { ...wider, parent: selection };
    }
    return selection ?? { range: { start: position, end: position } };
  });
}

/** The outermost first, each within the one before and smaller. */
function rangesAround(snapshot: Snapshot, uri: string, offset: number): OffsetRange[] {
  const tree = snapshot.trees.get(uri);
  const candidates: OffsetRange[] = [];
  if (tree?.root) {
    candidates.push(tree.root.range);
    for (const step of pathAt(tree, offset)) {
      if (step.kind === 'item') {
        candidates.push(step.item.range);
      } else {
        candidates.push(step.entry.range);
        candidates.push(
          ...[step.entry.value?.range, step.entry.key.range].filter((range) => range !== undefined),
        );
      }
    }
  }
  candidates.push(...sqlRanges(snapshot, uri, offset));
  const ranges: OffsetRange[] = [];
  for (const range of candidates.filter(({ start, end }) => start <= offset && offset <= end)) {
    const outer = ranges.at(-1);
    if (
      outer === undefined ||
      (range.start >= outer.start && range.end <= outer.end && size(range) < size(outer))
    ) {
      ranges.push(range);
    }
  }
  return ranges;
}

function sqlRanges(snapshot: Snapshot, uri: string, offset: number): OffsetRange[] {
  const spot = sqlAt(snapshot, uri, offset);
  if (spot === null) {
    return [];
  }
  const view = snapshot.lineage.queryView(spot.query);
  const word = wordAt(spot);
  return [
    ...[...(view?.analysis.outputs.keys() ?? [])].map((query) => query.range),
    ...[...(view?.analysis.items.keys() ?? [])].map((item) => item.range),
  ]
    .filter(({ start, end }) => start <= spot.offset && spot.offset <= end)
    .sort((a, b) => size(b) - size(a))
    .concat(word === null ? [] : [word.range])
    .map((range) => spot.query.placeOf(range).range);
}

function size(range: OffsetRange): number {
  return range.end - range.start;
}
