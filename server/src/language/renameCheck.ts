import type { Engine } from '../analysis/engine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { TextEdit } from '../edits/edit.js';
import { applyChanges } from '../workspace/fixAll.js';
import { occurrencesOf } from './occurrences.js';
import { lineText } from './placeText.js';
import type { RenameEdits } from './renameEdits.js';
import { targetKey, type Occurrence } from './target.js';

/**
 * Reads the tenant as it would be after the rename. Every word must stand for what it stood for: two words that meant one
 * thing still do, two that meant different things do not. Gives why it must not be, null where all is well.
 */
export function meaningLost(
  before: Snapshot,
  engine: Engine,
  edits: RenameEdits,
  name: string,
): string | null {
  const own = edits.changes().filter(({ uri }) => before.trees.has(uri) || before.input.sql.has(uri));
  const after = engine.analyse(applyChanges(before.input, own));
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  for (const uri of [...before.trees.keys(), ...before.sqlFiles]) {
    const old = occurrencesOf(before).in(uri);
    const now = withoutAdded(occurrencesOf(after).in(uri), edits.of(uri), edits);
    for (let at = 0; at < Math.max(old.length, now.length); at += 1) {
      const [was, is] = [old[at], now[at]];
      if (
        was === undefined ||
        is === undefined ||
        !isPair(forth, back, targetKey(was.target), targetKey(is.target))
      ) {
        const there = was ?? is;
        const snapshot = was === undefined ? after : before;
        const line = there === undefined ? 'Something' : lineText(snapshot, there.place);
        return `${line} would not mean the same with the name ${name}. Choose another name.`;
      }
    }
  }
  return null;
}

function isPair(forth: Map<string, string>, back: Map<string, string>, was: string, is: string): boolean {
  if (!forth.has(was) && !back.has(is)) {
    forth.set(was, is);
    back.set(is, was);
  }
  return forth.get(was) === is && back.get(is) === was;
}

/** Leaves out the words of settings that the rename adds. */
function withoutAdded(
  occurrences: readonly Occurrence[],
  edits: readonly TextEdit[],
  all: RenameEdits,
): readonly Occurrence[] {
  const spans: { readonly start: number; readonly end: number }[] = [];
  let shift = 0;
  for (const edit of edits) {
    const start = edit.range.start + shift;
    if (all.isAdded(edit)) {
      spans.push({ start, end: start + edit.newText.length });
    }
    shift += edit.newText.length - (edit.range.end - edit.range.start);
  }
  return spans.length === 0
    ? occurrences
    : occurrences.filter(
        ({ place }) => !spans.some(({ start, end }) => start <= place.range.start && place.range.end <= end),
      );
}
