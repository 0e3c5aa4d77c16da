import { colonOf, isItem, linesOf, type TextLine } from './lines.js';
import type { OffsetRange, SyntaxProblem } from './tree.js';

/** A text whose indentation by tabs was replaced, character by character, so that it can be read. */
export interface TabbedText {
  readonly source: string;
  readonly lines: readonly TextLine[];
  /** By where they begin, the columns that the tabs of these lines reach, as far as anybody can tell. */
  readonly columns: ReadonlyMap<number, number>;
}

/** Finds the lines that are indented by tabs; null where there are none. */
export function tabbedText(text: string, start: number, end: number): TabbedText | null {
  if (!/^[ ]*\t/m.test(text)) return null;
  const lines = linesOf(text, start, end).filter((line) => {
    if (line.content === line.end || !text.slice(line.start, line.content).includes('\t')) return false;
    // Behind spaces a tab may be part of a text's line; it is wrong before a key or a dash.
    return text[line.start] === '\t' || colonOf(text, line) !== -1 || isItem(text, line);
  });
  if (lines.length === 0) return null;
  const parts: string[] = [];
  let copied = 0;
  for (const line of lines) {
    parts.push(text.slice(copied, line.start), ' '.repeat(line.content - line.start));
    copied = line.content;
  }
  const columns = new Map(lines.map(({ start, indent }) => [start, indent]));
  return { source: parts.join('') + text.slice(copied), lines, columns };
}

/**
 * One problem for each run of lines that are indented by tabs; `contents` are the spans of scalars, in order.
 * @param meant by where they begin, the columns in which the lines were read, where that is known
 */
export function tabProblems(
  text: string,
  tabbed: TabbedText,
  contents: readonly OffsetRange[],
  meant: ReadonlyMap<number, number>,
): SyntaxProblem[] {
  const width = stepOf(text);
  const runs: TextLine[][] = [];
  let next = 0;
  for (const line of tabbed.lines) {
    while (next < contents.length && (contents[next]?.end ?? 0) <= line.start) next++;
    const inside = (contents[next]?.start ?? Infinity) <= line.start;
    if (inside && text[line.start] !== '\t') continue;
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && text.slice(before.end, line.start).trim() === '') runs.at(-1)?.push(line);
    else runs.push([line]);
  }
  return runs.map((run) =>
    tabProblem(text, run, (line) => meant.get(line.start) ?? columns(text, line, width)),
  );
}

function tabProblem(
  text: string,
  run: readonly TextLine[],
  columnOf: (line: TextLine) => number,
): SyntaxProblem {
  const start = run[0]?.start ?? 0;
  const tab = text.indexOf('\t', start);
  let newText = '';
  let copied = start;
  for (const line of run) {
    newText += text.slice(copied, line.start) + ' '.repeat(columnOf(line));
    copied = line.content;
  }
  return {
    range: { start: tab, end: tab + 1 },
    message: 'A tab indents this line, and YAML allows only spaces there. Put spaces in its place.',
    kind: 'tab',
    mend: { title: 'Replace tabs by spaces', range: { start, end: copied }, newText },
  };
}

function columns(text: string, line: TextLine, width: number): number {
  let column = 0;
  for (let at = line.start; at < line.content; at++) {
    column += text[at] === '\t' ? width - (column % width) : 1;
  }
  return column;
}

/** The file's step of indentation, as far as its lines with spaces tell it; otherwise 2. */
function stepOf(text: string): number {
  const found = /^( {2,8})[^\s#]/m.exec(text);
  return found?.[1]?.length ?? 2;
}
