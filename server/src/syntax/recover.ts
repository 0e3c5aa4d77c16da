import { leftOpen } from './brackets.js';
import {
  errorIn,
  lostColonEntry,
  nameWithoutColon,
  readBrokenEntry,
  type BrokenEntry,
} from './brokenEntry.js';
import type { MisplacedLine } from './indentScan.js';
import { meantLines, type MeantLines } from './indentation.js';
import { lostColon } from './lineForms.js';
import { colonOf, isItem, isSilent, linesOf, type TextLine } from './lines.js';
import { plainWords } from './plainWords.js';
import { DEEPEST, readEvents } from './readEvents.js';
import { skipSeparators } from './separators.js';
import type { TabbedText } from './tabs.js';
import { isTorn, readTornText } from './tornText.js';
import type { TreeMaker } from './treeMaker.js';
import type { Entry, MappingNode, SequenceNode, SyntaxNode } from './tree.js';

/** Behind so many problems the rest of a text is read but no more is said: nobody reads a thousand. */
const MOST_PROBLEMS = 500;

interface Chunk {
  readonly lines: readonly TextLine[];
  readonly first: TextLine;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a text that has errors by cutting it at its entries: what is nested is indented deeper than its key, so an
 * error in one entry need not touch the next. An entry that can be read is read in full; one that cannot is cut at the
 * entries inside it; what is left over is the broken entry itself. Lines that are misplaced are read where they are
 * meant to stand.
 */
export class Recovery {
  /** How the lines are meant; replaced once they are known. */
  private meant: MeantLines = { lines: [], moved: [], misplaced: [], formed: new Map() };

  constructor(
    private readonly source: string,
    private readonly maker: TreeMaker,
    /** Where the text as a whole could not be read further: its entries there need no second try. */
    private readonly gaveUpAt: number | null,
    /** The lines that tabs indented before. */
    private readonly tabbed: TabbedText | null = null,
  ) {}

  /** The root of the broken text `source[start, end)`, which must not be read in full before. */
  read(start: number, end: number): SyntaxNode | null {
    const lines = linesOf(this.source, start, end).filter((line) => !this.isPreamble(line));
    const before = this.maker.problems.length;
    const tabs = this.tabbed?.columns;
    const written = tabs
      ? lines.map((line) => ({ ...line, indent: tabs.get(line.start) ?? line.indent }))
      : lines;
    this.meant = meantLines(this.source, written, (line) => tabs?.has(line.start) === true);
    for (const line of this.meant.misplaced.slice(0, MOST_PROBLEMS)) this.reportMisplaced(line);
    const root = this.block(this.meant.lines, end, 0);
    if (this.maker.problems.length === before && tabs === undefined) this.reportUnexplained(start, end);
    return root;
  }

  /** By where they begin, the columns in which lines are read that tabs indent. */
  columnsOfTabbed(): ReadonlyMap<number, number> {
    const columns = new Map<number, number>();
    for (const line of this.meant.lines) {
      if (!this.isTabbed(line)) continue;
      const form = this.meant.formed.get(line.start);
      if (form) columns.set(line.start, line.indent);
    }
    for (const { isBlock, rest } of this.meant.formed.values()) {
      if (!isBlock || !rest.some((line) => this.isTabbed(line))) continue;
      let wanted = Infinity;
      for (const line of rest) {
        if (line.content < line.end && !this.isTabbed(line))
          wanted = Math.min(wanted, line.content - line.start);
      }
      for (const line of rest) if (wanted < Infinity && this.isTabbed(line)) columns.set(line.start, wanted);
    }
    return columns;
  }

  /** Where each entry can be read alone and yet the text cannot, the careful reader says what is wrong. */
  private reportUnexplained(start: number, end: number): void {
    const error = errorIn(this.source, start, end);
    if (error === null) return;
    const range = { start: error.offset, end: Math.min(error.offset + 1, end) };
    this.maker.problems.push({ range, message: plainWords(error), kind: 'error' });
  }

  private isPreamble(line: TextLine): boolean {
    const first = this.source[line.start];
    if (first === '%') return true;
    if (!this.source.startsWith('---', line.start) || line.content !== line.start) return false;
    return skipSeparators(this.source, line.start + 3, line.next) >= line.end;
  }

  private block(lines: readonly TextLine[], end: number, depth: number): SyntaxNode | null {
    const spoken = lines.filter((line) => !isSilent(this.source, line));
    const first = spoken[0];
    if (first === undefined) return null;
    const level = levelOf(spoken, first);
    const atLevel = spoken.filter((line) => line.indent <= level);
    if (isItem(this.source, first)) return this.sequence(lines, level, end);
    const isNamed = this.isName(first) && this.isBelow(lines, first);
    if (isNamed || atLevel.some((line) => colonOf(this.source, line) !== -1))
      return this.mapping(lines, level, end, depth);
    const chunk = { lines, first, start: first.start, end };
    const broken = this.broken(chunk);
    return broken.root ?? this.mappingOf(broken.entries);
  }

  private mapping(lines: readonly TextLine[], level: number, end: number, depth: number): MappingNode | null {
    const entries: Entry[] = [];
    const chunks = this.chunks(lines, level, end, (line) => this.beginsEntry(line));
    for (const chunk of this.mergeBare(chunks)) {
      const misplaced = this.isMoved(chunk.first.start);
      for (const entry of this.entries(chunk, depth))
        entries.push(misplaced ? { ...entry, broken: true } : entry);
    }
    return this.mappingOf(entries);
  }

  private mappingOf(entries: readonly Entry[]): MappingNode | null {
    const first = entries[0];
    const last = entries.at(-1);
    if (first === undefined || last === undefined) return null;
    return this.maker.mapping('block', { start: first.range.start, end: last.range.end }, entries);
  }

  private entries(chunk: Chunk, depth: number): readonly Entry[] {
    const { first } = chunk;
    const form = this.meant.formed.get(first.start);
    if (form && (isTorn(this.source, form) || (form.isBlock && colonOf(this.source, first) === -1))) {
      return [
        readTornText(this.source, { form, indent: first.indent, end: chunk.end }, this.maker, (line) =>
          this.isTabbed(line),
        ),
      ];
    }
    const isOne = chunk.lines.every((line) => line === first || isSilent(this.source, line));
    const colon = form?.form === 'value' && isOne ? lostColon(this.source, first) : null;
    if (colon) return [lostColonEntry(this.source, first, colon, this.maker)];
    if (form?.form === 'words' && this.isName(first) && this.hasBelow(chunk)) return this.word(chunk, depth);
    const isMoved = this.holdsMoved(chunk);
    const doomed = this.gaveUpAt !== null && chunk.start <= this.gaveUpAt && this.gaveUpAt < chunk.end;
    const parts = doomed || isMoved ? this.nested(chunk, depth) : null;
    if (parts !== null) return parts;
    const whole = this.whole(chunk);
    if (whole?.kind === 'mapping' && whole.style === 'block') return whole.entries;
    return this.nested(chunk, depth) ?? this.broken(chunk, true).entries;
  }

  /** A key that has lost its colon, with the lines that stand below it. */
  private word(chunk: Chunk, depth: number): readonly Entry[] {
    const { first } = chunk;
    const key = nameWithoutColon(first, this.source, this.maker);
    const below = chunk.lines.filter((line) => line.start > first.start);
    const value = depth < DEEPEST ? this.block(below, chunk.end, depth + 1) : null;
    const range = { start: key.range.start, end: value?.range.end ?? key.range.end };
    return [{ key, value, range, broken: true }];
  }

  private isName(line: TextLine): boolean {
    return /^[\w:. -]+(?: #.*)?$/.test(
      this.source.slice(line.content, Math.min(line.end, line.content + 1000)),
    );
  }

  private hasBelow({ lines, first }: Chunk): boolean {
    return this.isBelow(lines, first);
  }

  private isBelow(lines: readonly TextLine[], first: TextLine): boolean {
    return lines.some((line) => line.indent > first.indent && !isSilent(this.source, line));
  }

  private isMoved(start: number): boolean {
    return firstFrom(this.meant.moved, start) === start;
  }

  private isTabbed(line: TextLine): boolean {
    return this.tabbed?.columns.has(line.start) === true;
  }

  /** True where the chunk would be read otherwise than its lines are meant. */
  private holdsMoved({ first, end, lines }: Chunk): boolean {
    const from = this.meant.formed.get(first.start)?.form === 'key' ? first.start : first.start + 1;
    return lines.length > 1 && firstFrom(this.meant.moved, from) < end;
  }

  /** The chunk read in full; `undefined` where it has an error. */
  private whole(chunk: Chunk): SyntaxNode | null | undefined {
    const { first, lines } = chunk;
    const colon = colonOf(this.source, first);
    // The parser is slow to refuse a text; where the entry's one line leaves something open, it would.
    if (lines.length === 1 && colon !== -1 && leftOpen(this.source, colon + 1, chunk.end) !== null)
      return undefined;
    return readEvents(this.source, chunk.start, chunk.end, this.maker);
  }

  /** An entry whose key stands alone on its line is cut at the lines below it; null where that is not its form. */
  private nested(chunk: Chunk, depth: number): readonly Entry[] | null {
    const { first, lines } = chunk;
    const colon = colonOf(this.source, first);
    const below = lines.filter((line) => line.start > first.start);
    if (colon === -1 || depth >= DEEPEST || below.every((line) => isSilent(this.source, line))) return null;
    const properties = /^[ \t]*(&[^\s,[\]{}]+)?[ \t]*(?:#.*)?$/.exec(this.source.slice(colon + 1, first.end));
    if (properties === null) return null;
    const head = readEvents(this.source, first.start, colon + 1, this.maker);
    const key = head?.kind === 'mapping' ? head.entries[0]?.key : undefined;
    if (key === undefined) return null;
    const name = properties[1];
    const at = this.source.indexOf('&', colon);
    const anchor = name === undefined ? undefined : this.maker.anchor(at, at + name.length);
    this.maker.begin(anchor);
    const value = this.block(below, chunk.end, depth + 1);
    const node =
      anchor !== undefined && value?.kind === 'mapping' ? this.maker.anchored(value, anchor) : value;
    const range = { start: key.range.start, end: node?.range.end ?? colon + 1 };
    return [{ key, value: node, range, broken: node === null }];
  }

  private sequence(lines: readonly TextLine[], level: number, end: number): SequenceNode | null {
    const items: (SyntaxNode | null)[] = [];
    let start = -1;
    let last = end;
    for (const chunk of this.chunks(lines, level, end, () => true)) {
      if (start === -1) start = chunk.first.content;
      if (chunk.first.indent !== level)
        this.reportMisplaced({ line: chunk.first, indent: level, kind: 'line' });
      const whole = readEvents(this.source, chunk.start, chunk.end, this.maker);
      const read = whole?.kind === 'sequence' ? whole : this.broken(chunk).root;
      if (read?.kind === 'sequence') items.push(...read.items);
      else items.push(read);
      last = read?.range.end ?? chunk.first.end;
    }
    return start === -1 ? null : this.maker.sequence('block', { start, end: last }, items);
  }

  /** Cuts lines where `begins` holds among those that are indented no deeper than `level`. */
  private chunks(
    lines: readonly TextLine[],
    level: number,
    end: number,
    begins: (line: TextLine) => boolean,
  ): Chunk[] {
    const cuts: TextLine[][] = [];
    for (const line of lines) {
      const silent = isSilent(this.source, line);
      const current = cuts.at(-1);
      if (!silent && (current === undefined || (line.indent <= level && begins(line)))) cuts.push([line]);
      else current?.push(line);
    }
    return cuts.flatMap((cut, index) => {
      const first = cut[0];
      if (first === undefined) return [];
      return [{ lines: cut, first, start: first.start, end: cuts[index + 1]?.[0]?.start ?? end }];
    });
  }

  /** Lines without a colon that follow one another are one mistake. */
  private mergeBare(chunks: readonly Chunk[]): Chunk[] {
    const merged: { lines: TextLine[]; first: TextLine; start: number; end: number; isBare: boolean }[] = [];
    for (const chunk of chunks) {
      const before = merged.at(-1);
      const isBare = this.isBare(chunk);
      if (before?.isBare === true && isBare) {
        for (const line of chunk.lines) before.lines.push(line);
        before.end = chunk.end;
      } else merged.push({ ...chunk, lines: [...chunk.lines], isBare });
    }
    return merged;
  }

  private isBare(chunk: Chunk): boolean {
    return this.meant.formed.get(chunk.first.start)?.form === 'words' && !this.hasBelow(chunk);
  }

  /** False for a line that only goes on with the entry above: a list at the key's column, or a closing bracket. */
  private beginsEntry(line: TextLine): boolean {
    const character = this.source[line.content] ?? '';
    if (character === ':' && colonOf(this.source, line) === line.content) return false;
    return !isItem(this.source, line) && !']},'.includes(character);
  }

  private broken(chunk: Chunk, inMapping = false): BrokenEntry {
    const quiet = this.maker.problems.length >= MOST_PROBLEMS;
    return readBrokenEntry(this.source, { ...chunk, inMapping }, this.maker, quiet);
  }

  private reportMisplaced({ line, indent, kind }: MisplacedLine): void {
    const colon = colonOf(this.source, line);
    const range = { start: line.content, end: colon === -1 ? line.end : colon };
    const written = line.content - line.start;
    if (kind === 'orphans') {
      const message = `These lines are indented by ${written}, and the line that they stand under is missing. Write it above them, or indent them by ${indent}.`;
      this.maker.problems.push({ range, message, kind: 'missing-line' });
      return;
    }
    this.maker.problems.push({
      range,
      message: `This line is indented by ${written}, its neighbours by ${indent}. Indent it as they are.`,
      kind: 'error',
      mend: {
        title: 'Indent as the lines around it',
        range: { start: line.start, end: line.content },
        newText: ' '.repeat(indent),
      },
    });
  }
}

/** The first of ordered numbers that is not less than one; Infinity where there is none. */
function firstFrom(ordered: readonly number[], least: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return ordered[low] ?? Infinity;
}

/** The column where the entries of a block begin: the first line's, or a smaller one that more lines share. */
function levelOf(spoken: readonly TextLine[], first: TextLine): number {
  let least = first.indent;
  for (const line of spoken) least = Math.min(least, line.indent);
  const count = (indent: number): number => spoken.filter((line) => line.indent === indent).length;
  return least < first.indent && count(least) > count(first.indent) ? least : first.indent;
}
