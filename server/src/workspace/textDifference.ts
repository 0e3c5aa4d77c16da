import { diffArrays } from 'diff';
import type { TextEdit } from '../edits/edit.js';

/** Texts further apart than this many lines are replaced between their common ends, which costs no search. */
const mostChangedLines = 2000;

/** The edits that make one text the other, line by line, so that an editor keeps cursors and folds elsewhere. */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) {
    return [];
  }
  const changes = diffArrays(linesOf(before), linesOf(after), { maxEditLength: mostChangedLines });
  if (changes === undefined) {
    return [editBetweenCommonEnds(before, after)];
  }
  const edits: TextEdit[] = [];
  let at = 0;
  let pending: { start: number; end: number; newText: string } | null = null;
  for (const change of changes) {
    const text = change.value.join('');
    if (!change.added && !change.removed) {
      if (pending !== null) {
        edits.push(asEdit(pending));
        pending = null;
      }
      at += text.length;
      continue;
    }
    pending ??= { start: at, end: at, newText: '' };
    if (change.removed) {
      at += text.length;
      pending.end = at;
    } else {
      pending.newText += text;
    }
  }
  return pending === null ? edits : [...edits, asEdit(pending)];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function asEdit(edit: { start: number; end: number; newText: string }): TextEdit {
  return { range: { start: edit.start, end: edit.end }, newText: edit.newText };
}

function editBetweenCommonEnds(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start += 1;
  }
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail += 1;
  }
  return {
    range: { start, end: before.length - tail },
    newText: after.slice(start, after.length - tail),
  };
}
