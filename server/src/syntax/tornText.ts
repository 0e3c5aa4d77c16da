import { indentIndication } from './blockScalarText.js';
import { readEvents } from './readEvents.js';
import type { FormedLine } from './lineForms.js';
import type { TextLine } from './lines.js';
import type { TreeMaker } from './treeMaker.js';
import type { Entry, SyntaxProblem } from './tree.js';

/** A block scalar (`|`, `>`) whose lines do not all stand where its text must. */
export interface TornText {
  readonly form: FormedLine;
  /** Where its key is meant to stand. */
  readonly indent: number;
  readonly end: number;
}

/** True where YAML would end the text of a block before its last line, as a line is indented less than the first one. */
export function isTorn(source: string, { isBlock, rest, line: opener }: FormedLine): boolean {
  if (!isBlock) return false;
  const lines = rest.filter(hasText);
  const first = lines[0];
  if (!first) return false;
  const indication = indentIndication(source, headerOf(source, opener));
  const least = indication > 0 ? columns(opener) + indication : columns(first);
  return least <= columns(opener) || lines.some((line) => columns(line) < least);
}

/** The offset of the `|` or `>` that a line ends with. */
function headerOf(source: string, opener: TextLine): number {
  // A line that opens a block may have a very long key, which the pattern need not look at.
  const from = Math.max(opener.content, opener.end - 1000);
  return source.slice(from, opener.end).search(/[|>][-+1-9]*[ \t]*(?:#.*)?$/) + from;
}

/**
 * Reads the entry with all lines of its text, however they are indented, and says which ones are wrong.
 * @param isTabbed lines of which it is said already that tabs indent them
 */
export function readTornText(
  source: string,
  { form, indent, end }: TornText,
  maker: TreeMaker,
  isTabbed: (line: TextLine) => boolean,
): Entry {
  const { line: opener, rest } = form;
  const lines = rest.filter(hasText);
  const header = headerOf(source, opener);
  const colon = /[ \t]*:?[ \t]*$/.exec(source.slice(opener.content, header));
  const keyEnd = opener.content + (colon?.index ?? 0);
  const hasColon = colon?.[0].includes(':') === true;
  const head = hasColon ? readEvents(source, opener.start, source.indexOf(':', keyEnd) + 1, maker) : null;
  const read = head?.kind === 'mapping' ? head.entries[0]?.key : undefined;
  const key = read ?? maker.flowScalar('plain', opener.content, keyEnd, true);
  const last = lines.at(-1) ?? opener;
  const limit = Math.min(end, last.next);
  const deep = lines.map(columns).filter((column) => column > indent);
  const value = maker.blockScalar(
    {
      start: header,
      limit,
      indent: leastOf(deep.length > 0 ? deep : lines.map(columns)),
      isTorn: true,
    },
    true,
  );
  const problem = hasColon && !lines.some(isTabbed) ? problemOf(source, key.text, indent, lines) : null;
  if (problem) maker.problems.push(problem);
  if (!hasColon) maker.problems.push(lackOfColon(key.text, key.range.start, keyEnd));
  return { key, value, range: { start: key.range.start, end: value.range.end }, broken: true };
}

function problemOf(
  source: string,
  key: string,
  indent: number,
  lines: readonly TextLine[],
): SyntaxProblem | null {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return null;
  const firstColumns = columns(first);
  if (firstColumns <= indent) return notDeepEnough(source, key, indent, lines);
  const torn = lines.filter((line) => columns(line) < firstColumns);
  // A comment of SQL may speak of the line below it.
  const wrong = torn.find((line) => !source.startsWith('--', line.content)) ?? torn[0];
  if (!wrong) return null;
  const title = `Indent the text of \`${key}\` alike`;
  const mend =
    torn.length * 2 <= lines.length
      ? indented(source, lines, (line) => Math.max(firstColumns, columns(line)), title)
      : indented(source, [first], () => leastOf(torn.map(columns)), title);
  return {
    range: { start: wrong.content, end: wrong.end },
    message: `This line belongs to the text of \`${key}\`, whose first line is indented by ${firstColumns}, and this one by ${columns(wrong)}: YAML ends the text before it. Indent it as the first line, or the first line less.`,
    kind: 'error',
    mend,
  };
}

/** The text stands no deeper than its key. */
function notDeepEnough(
  source: string,
  key: string,
  indent: number,
  lines: readonly TextLine[],
): SyntaxProblem {
  const [first] = lines;
  const least = leastOf(lines.map(columns));
  const missing = indent + 2 - least;
  return {
    range: { start: first?.content ?? 0, end: first?.end ?? 0 },
    message: `The text of \`${key}\` must be indented deeper than its key. Indent it by two more spaces.`,
    kind: 'error',
    mend: indented(source, lines, (line) => columns(line) + missing, `Indent the text of \`${key}\``),
  };
}

function lackOfColon(key: string, start: number, end: number): SyntaxProblem {
  return {
    range: { start, end },
    message: `\`${key}\` has no colon, so it is no entry yet. Put a colon behind it, or remove the line.`,
    kind: 'error',
    mend: { title: `Put a colon behind \`${key}\``, range: { start: end, end }, newText: ':' },
  };
}

/** The edit that gives lines other columns. */
function indented(
  source: string,
  lines: readonly TextLine[],
  wanted: (line: TextLine) => number,
  title: string,
): NonNullable<SyntaxProblem['mend']> {
  const start = lines[0]?.start ?? 0;
  const end = lines.at(-1)?.end ?? start;
  let newText = '';
  let copied = start;
  for (const line of lines) {
    newText += source.slice(copied, line.start) + ' '.repeat(Math.max(0, wanted(line)));
    copied = line.content;
  }
  return { title, range: { start, end }, newText: newText + source.slice(copied, end) };
}

function hasText(line: TextLine): boolean {
  return line.content < line.end;
}

/** As written: the indentation of a line may be the one that is meant. */
function columns(line: TextLine): number {
  return line.content - line.start;
}

/** Not by spreading: a text may have more lines than a function takes arguments. */
function leastOf(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Infinity);
}
