import type { Entry, MappingNode, ScalarNode, SyntaxTree } from '../syntax/tree.js';
import type { FormatMend, FormatProblem } from './problem.js';

/** Says of an entry that it stands where it is read as something else. `path`: of the mapping that it stands in. */
export function misplaced(
  entry: Entry,
  path: readonly string[],
  message: string,
  mend: FormatMend | null,
): FormatProblem {
  return {
    kind: 'misplaced',
    range: entry.key.range,
    message,
    path: [...path, entry.key.text],
    entry,
    node: null,
    mend,
  };
}

/** The column in which a line begins that an offset stands in; null where more than blanks stands before the offset. */
export function columnOf({ text }: SyntaxTree, offset: number): number | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^ *$/.test(text.slice(start, offset)) ? offset - start : null;
}

/** Gives the lines of entries that follow each other another column; null where they do not stand on lines of their own. */
export function indentLines(
  tree: SyntaxTree,
  entries: readonly Entry[],
  column: number,
  title: string,
): FormatMend | null {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return null;
  const from = columnOf(tree, first.range.start);
  if (from === null || from === column) return null;
  const start = first.range.start - from;
  const lines = tree.text.slice(start, last.range.end).split('\n');
  const shifted = lines.map((line) => shiftedLine(line, column - from));
  return {
    kind: 'edit-text',
    title,
    preferred: true,
    edits: [{ range: { start, end: last.range.end }, newText: shifted.join('\n') }],
  };
}

function shiftedLine(line: string, by: number): string {
  if (line.trim() === '') return line;
  if (by > 0) return ' '.repeat(by) + line;
  const blanks = /^ */.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(blanks, -by));
}

/** Puts a line with a section's key above an entry. */
export function addSection(tree: SyntaxTree, entry: Entry, key: string): FormatMend | null {
  const column = columnOf(tree, entry.range.start);
  if (column === null || column === 0) return null;
  const at = entry.range.start - column;
  return {
    kind: 'edit-text',
    title: `Add the line \`${key}:\``,
    preferred: true,
    edits: [{ range: { start: at, end: at }, newText: `${key}:\n` }],
  };
}

/** A key that stands nowhere, for what is meant to stand below it. */
export function meantKey(text: string, at: number): ScalarNode {
  return {
    kind: 'scalar',
    style: 'plain',
    value: text,
    text,
    range: { start: at, end: at },
    map: { toText: () => at, toValue: () => 0 },
  };
}

/** A mapping of entries, which may stand in several places. */
export function meantMapping(like: MappingNode | null, entries: readonly Entry[]): MappingNode {
  const start = entries[0]?.range.start ?? like?.range.start ?? 0;
  let end = like?.range.end ?? start;
  for (const { range } of entries) end = Math.max(end, range.end);
  return { kind: 'mapping', style: like?.style ?? 'block', entries, range: { start, end } };
}

/** An entry with what is meant to be its value: what it may still lack is not known. */
export function withValue(entry: Entry, value: MappingNode): Entry {
  const { key } = entry;
  const range = { start: entry.range.start, end: Math.max(entry.range.end, value.range.end) };
  return { key, value, range, broken: true };
}
