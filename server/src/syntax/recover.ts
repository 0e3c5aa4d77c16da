import { leftOpen } from './brackets.js';
import { errorIn, readBrokenEntry, type BrokenEntry } from './brokenEntry.js';
import { colonOf, isItem, isSilent, linesOf, type TextLine } from './lines.js';
import { plainWords } from './plainWords.js';
import { DEEPEST, readEvents } from './readEvents.js';
import { skipSeparators } from './separators.js';
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
 * entries inside it; what is left over is the broken entry itself.
 */
export class Recovery {
  constructor(
    private readonly source: string,
    private readonly maker: TreeMaker,
    /** Where the text as a whole could not be read further: its entries there need no second try. */
    private readonly gaveUpAt: number | null,
  ) {}

  /** The root of the broken text `source[start, end)`, which must not be read in full before. */
  read(start: number, end: number): SyntaxNode | null {
    const lines = linesOf(this.source, start, end).filter((line) => !this.isPreamble(line));
    const before = this.maker.problems.length;
    const root = this.block(lines, end, 0);
    if (this.maker.problems.length === before) this.reportUnexplained(start, end);
    return root;
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
    if (atLevel.some((line) => colonOf(this.source, line) !== -1))
      return this.mapping(lines, level, end, depth);
    const chunk = { lines, first, start: first.start, end };
    const broken = this.broken(chunk);
    return broken.root ?? this.mappingOf(broken.entries);
  }

  private mapping(lines: readonly TextLine[], level: number, end: number, depth: number): MappingNode | null {
    const entries: Entry[] = [];
    const chunks = this.chunks(lines, level, end, (line) => this.beginsEntry(line));
    for (const chunk of this.mergeBare(chunks)) {
      const misplaced = chunk.first.indent !== level && colonOf(this.source, chunk.first) !== -1;
      if (misplaced) this.reportIndent(chunk, level);
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
    if (chunk.lines.length > 1 && this.awaitsBlock(chunk)) {
      const text = chunk.lines.find((line) => line !== chunk.first && !isSilent(this.source, line));
      if (text !== undefined) return this.shallowBlock(chunk, text);
    }
    const doomed = this.gaveUpAt !== null && chunk.start <= this.gaveUpAt && this.gaveUpAt < chunk.end;
    const parts = doomed ? this.nested(chunk, depth) : null;
    if (parts !== null) return parts;
    const whole = this.whole(chunk);
    if (whole?.kind === 'mapping' && whole.style === 'block') return whole.entries;
    return this.nested(chunk, depth) ?? this.tooDeep(chunk, depth) ?? this.broken(chunk, true).entries;
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

  /** A block scalar whose text, from `text` on, is not indented deeper than its key. */
  private shallowBlock(chunk: Chunk, text: TextLine): readonly Entry[] {
    const { first } = chunk;
    const colon = colonOf(this.source, first);
    const head = readEvents(this.source, first.start, colon + 1, this.maker);
    const key = head?.kind === 'mapping' ? head.entries[0]?.key : undefined;
    if (key === undefined) return this.broken(chunk, true).entries;
    const lines = chunk.lines.filter((line) => line.start >= text.start && line.content < line.end);
    const end = lines.at(-1)?.end ?? text.end;
    const missing = ' '.repeat(first.indent + 2 - Math.min(...lines.map(({ indent }) => indent)));
    let newText = '';
    let copied = text.start;
    for (const line of lines) {
      newText += this.source.slice(copied, line.start) + missing;
      copied = line.start;
    }
    this.maker.problems.push({
      range: { start: text.content, end: text.end },
      message: `The text of \`${key.text}\` must be indented deeper than its key. Indent it by two more spaces.`,
      kind: 'error',
      mend: {
        title: `Indent the text of \`${key.text}\``,
        range: { start: text.start, end },
        newText: newText + this.source.slice(copied, end),
      },
    });
    this.maker.skip(text.start, end);
    return [{ key, value: null, range: { start: key.range.start, end: colon + 1 }, broken: true }];
  }

  /** An entry that has its value, with entries below it as if they were nested; null where it is something else. */
  private tooDeep(chunk: Chunk, depth: number): readonly Entry[] | null {
    const { first, lines } = chunk;
    const below = lines.filter((line) => line.start > first.start);
    const next = below.find((line) => !isSilent(this.source, line));
    if (next === undefined || depth >= DEEPEST || colonOf(this.source, next) === -1) return null;
    if (this.opensBlock(first.start, first.next)) return null;
    const head = readEvents(this.source, first.start, first.next, this.maker);
    const value = head?.kind === 'mapping' ? head.entries[0]?.value : undefined;
    if (head?.kind !== 'mapping' || !value) return null;
    this.reportIndent({ ...chunk, first: next, lines: below }, first.indent);
    const rest = this.block(below, chunk.end, depth + 1);
    if (rest?.kind !== 'mapping') return head.entries;
    return [...head.entries, ...rest.entries.map((entry) => ({ ...entry, broken: true }))];
  }

  /** True for a line that opens a block scalar, whose lines below are no entries. */
  private opensBlock(start: number, end: number): boolean {
    return /:[ \t]+[|>][-+1-9]*[ \t]*(?:#.*)?\s*$/.test(this.source.slice(Math.max(start, end - 1000), end));
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
      if (chunk.first.indent !== level) this.reportIndent(chunk, level);
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

  /** Lines without a colon that follow one another are one mistake, also below a `sql: |` that they should stand in. */
  private mergeBare(chunks: readonly Chunk[]): Chunk[] {
    const merged: { lines: TextLine[]; first: TextLine; start: number; end: number }[] = [];
    for (const chunk of chunks) {
      const before = merged.at(-1);
      if (before !== undefined && this.isBare(chunk) && (this.isBare(before) || this.awaitsBlock(before))) {
        for (const line of chunk.lines) before.lines.push(line);
        before.end = chunk.end;
      } else merged.push({ ...chunk, lines: [...chunk.lines] });
    }
    return merged;
  }

  private isBare(chunk: Chunk): boolean {
    return colonOf(this.source, chunk.first) === -1;
  }

  private awaitsBlock(chunk: Chunk): boolean {
    const { first } = chunk;
    if (
      !/:[ \t]+[|>][-+1-9]*[ \t]*$/.test(
        this.source.slice(Math.max(first.content, first.end - 1000), first.end),
      )
    ) {
      return false;
    }
    return chunk.lines.every((line) => line === first || line.indent <= first.indent);
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

  private reportIndent(chunk: Chunk, level: number): void {
    const { first, lines } = chunk;
    const colon = colonOf(this.source, first);
    const end = colon === -1 ? first.end : colon;
    const single = lines.every((line) => line === first || isSilent(this.source, line));
    this.maker.problems.push({
      range: { start: first.content, end },
      message: `This line is indented by ${first.indent}, its neighbours by ${level}. Indent it as they are.`,
      kind: 'error',
      ...(single && {
        mend: {
          title: 'Indent as the lines around it',
          range: { start: first.start, end: first.content },
          newText: ' '.repeat(level),
        },
      }),
    });
  }
}

/** The column where the entries of a block begin: the first line's, or a smaller one that more lines share. */
function levelOf(spoken: readonly TextLine[], first: TextLine): number {
  let least = first.indent;
  for (const line of spoken) least = Math.min(least, line.indent);
  const count = (indent: number): number => spoken.filter((line) => line.indent === indent).length;
  return least < first.indent && count(least) > count(first.indent) ? least : first.indent;
}
