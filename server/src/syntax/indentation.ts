import { IndentScan, type MisplacedLine } from './indentScan.js';
import { formedLines, type FormedLine } from './lineForms.js';
import type { TextLine } from './lines.js';

/** How the lines of a text that has errors are meant. */
export interface MeantLines {
  /** All lines, those that are misplaced with the indentation that is meant. */
  readonly lines: readonly TextLine[];
  /** Where lines begin that are read as if they stood elsewhere, in order. */
  readonly moved: readonly number[];
  readonly misplaced: readonly MisplacedLine[];
  /** By where they begin, the lines with what belongs to them. */
  readonly formed: ReadonlyMap<number, FormedLine>;
}

/**
 * Finds the lines that stand too deep or not deep enough for what is around them, and where they are meant to stand: a
 * line with a value holds no other line, one without a value holds those that stand deeper, and lines that follow each
 * other in a block begin in one column. What stands as YAML wants it is left as it is.
 * @param isTabbed lines whose column is not certain, as tabs stand in it
 */
export function meantLines(
  source: string,
  lines: readonly TextLine[],
  isTabbed: (line: TextLine) => boolean,
): MeantLines {
  const formed = formedLines(source, lines);
  const { meant, misplaced } = new IndentScan(formed, isTabbed).run();
  const moved: number[] = [];
  const indents = new Map<number, number>();
  formed.forEach(({ line, form, rest }, at) => {
    const indent = meant[at] ?? line.indent;
    if (indent !== line.indent || isTabbed(line)) moved.push(line.start);
    indents.set(line.start, indent);
    if (form === 'item') return;
    // What belongs to a line must not seem to be a line beside it.
    for (const below of rest) if (below.indent <= indent) indents.set(below.start, indent + 1);
  });
  return {
    lines: lines.map((line) => {
      const indent = indents.get(line.start) ?? line.indent;
      return indent === line.indent ? line : { ...line, indent };
    }),
    moved,
    misplaced,
    formed: new Map(formed.map((line) => [line.line.start, line])),
  };
}
