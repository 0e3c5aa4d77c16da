import { LineColumns } from './lineColumns.js';
import type { FormedLine } from './lineForms.js';
import type { TextLine } from './lines.js';

/** A line that does not stand where it belongs. */
export interface MisplacedLine {
  readonly line: TextLine;
  /** Where it is meant to stand. */
  readonly indent: number;
  /**
   * `line`: it stands too deep or not deep enough. `orphans`: it and the lines below it hang under nothing, as the line
   * with their name is missing.
   */
  readonly kind: 'line' | 'orphans';
}

/** A column in which entries of one block begin. */
interface Level {
  indent: number;
  /** The line whose block it is, by its number; -1 for the text itself. */
  holder: number;
  /** The first line of the block. */
  first: number;
  /** Columns of lines that stand too deep in it. */
  readonly tooDeep: Set<number>;
}

/** The step of indentation where nothing else tells it. */
const STEP = 2;

/** Goes through the lines once, with the blocks that are open at each. */
export class IndentScan extends LineColumns {
  readonly misplaced: MisplacedLine[] = [];
  private levels: Level[] = [];
  /** Levels that a line closed, by that line: it may have stood too far left. */
  private readonly closed = new Map<number, readonly Level[]>();
  /** The line above; -1 at the start. */
  private before = -1;

  constructor(
    formed: readonly FormedLine[],
    private readonly isTabbed: (line: TextLine) => boolean,
  ) {
    super(formed);
  }

  run(): this {
    for (let at = 0; at < this.formed.length; at++) {
      const { form, line } = this.lineAt(at);
      if (form === 'item') {
        this.before = at;
        continue;
      }
      if (form === 'words' && this.isStray(at)) continue;
      if (this.isTabbed(line)) this.meant[at] = this.columnOfTabbed(at);
      this.place(at);
      this.before = at;
    }
    return this;
  }

  /** A word on a line of its own: no key that others stand below, but something that is being typed. */
  private isStray(at: number): boolean {
    const { line } = this.lineAt(at);
    const next = this.nextIndent(at);
    const isWaiting = this.before >= 0 && this.isOpen(this.before);
    if (isWaiting && next > this.indentOf(this.before)) {
      // Between the two it may be the name of what follows.
      if (line.indent > this.indentOf(this.before) && next > line.indent) return false;
      this.meant[at] = next;
      return true;
    }
    if (next <= line.indent) return true;
    // Where the block above goes on behind it, it is the name of another one only if it stands where names do.
    const inner = this.levels.find(({ indent }) => indent > line.indent);
    if (inner === undefined || inner.indent === next || this.levelAt(next) < 0) return false;
    this.meant[at] = next;
    return true;
  }

  private place(at: number): void {
    const top = this.levels.at(-1);
    const indent = this.indentOf(at);
    const waits = this.before >= 0 && this.isOpen(this.before);
    const above = this.before < 0 ? -1 : this.indentOf(this.before);
    if (!top || (waits && indent > above)) {
      this.open(at, this.before, this.firstIndent(at, top ? above : -1));
      return;
    }
    const next = this.nextIndent(at);
    if (waits && next > above && next > indent && !this.isOpen(at)) {
      this.open(at, this.before, next);
      return;
    }
    const level = this.levelAt(indent);
    if (level >= 0 && this.mayStand(at, level, next)) {
      this.meant[at] = this.levels[level]?.indent ?? indent;
      this.close(at, level);
      return;
    }
    if (level < 0 && indent > top.indent) this.tooDeep(at, top);
    else if (level >= 0 || (!this.holderWasMisplaced(at) && !this.levelWasMisplaced(at))) this.fit(at);
  }

  /** The level whose lines stand in a column, or seem to. */
  private levelAt(indent: number): number {
    const exact = this.levels.findIndex((one) => one.indent === indent);
    return exact >= 0 ? exact : lastIndex(this.levels, ({ tooDeep }) => tooDeep.has(indent));
  }

  /** A line with a value cannot hold the next one: where that stands in a block above, so does this line. */
  private mayStand(at: number, level: number, next: number): boolean {
    if (this.isOpen(at) || next <= this.indentOf(at)) return true;
    const inner = this.levels.slice(level + 1).find(({ indent }) => indent === next);
    // Among lines of another kind it stands no better.
    return !inner || (this.lineAt(at).isInBraces && !this.holdsBraces(inner, at));
  }

  /** Where the first line of a block is meant to stand: in the column of more of the lines that follow it. */
  private firstIndent(at: number, above: number): number {
    const { line } = this.lineAt(at);
    const indent = this.indentOf(at);
    const next = this.nextIndent(at);
    if (this.isOpen(at) || this.isTabbed(line) || next <= above || next === indent) return indent;
    // Where blocks usually begin it stands well; the next one is too deep, or hangs under a line that is missing.
    if (next > indent && indent === above + STEP) return indent;
    // The next one may be the name of another block like this one.
    if (next < indent && this.holdsBlockAt(this.following[at] ?? -1, indent) && this.mayLackName(next))
      return indent;
    const own = this.countAt(at, indent, indent);
    const others = this.countAt(at, next, next > indent ? next : above + 1);
    return others > own || (others === own && next === above + STEP) ? next : indent;
  }

  /** Whether the key above may stand too far left, among names in a column further in. */
  private mayLackName(column: number): boolean {
    const { before } = this;
    if (before < 0) return false;
    const closed = this.closed.get(before)?.find(({ indent }) => indent === column);
    return (closed !== undefined && this.holdsBraces(closed, before)) || this.waitingBefore(before) >= 0;
  }

  private open(at: number, holder: number, indent: number): void {
    this.move(at, indent, 'line');
    this.levels.push({ indent, holder, first: at, tooDeep: new Set() });
  }

  private close(at: number, level: number): void {
    if (level < this.levels.length - 1) this.closed.set(at, this.levels.slice(level + 1));
    this.levels.length = level + 1;
  }

  /** A line below one with a value, deeper than it: one line too deep, or several without the line that they hang under. */
  private tooDeep(at: number, top: Level): void {
    const { line } = this.lineAt(at);
    top.tooDeep.add(line.indent);
    const next = this.nextIndent(at);
    const isOne = this.isOpen(at) || next <= top.indent;
    this.move(at, top.indent, isOne ? 'line' : 'orphans');
  }

  /** A key that stood too far left closed the block in which this line stands with others before it. */
  private holderWasMisplaced(at: number): boolean {
    const indent = this.indentOf(at);
    const level = lastIndex(this.levels, (one) => one.indent < indent);
    const inner = this.levels[level + 1];
    const holder = inner?.holder ?? -1;
    if (!inner || holder < 0 || this.indentOf(holder) >= indent) return false;
    const lost = this.closed.get(holder)?.findIndex((one) => one.indent === indent) ?? -1;
    const before = this.closed.get(holder)?.[lost];
    if (before && this.holdsUnits(before, holder)) {
      this.move(holder, indent, 'line');
      this.levels.length = level + 1;
      this.levels.push(...(this.closed.get(holder) ?? []).slice(0, lost + 1));
      return true;
    }
    // The line before the key waits for a block: both the key and this line are in it.
    const waiting = this.waitingBefore(holder);
    if (waiting < 0 || !this.holdsBlockAt(at, inner.indent)) return false;
    this.move(holder, indent, 'line');
    this.levels.length = level + 1;
    this.levels.push({ indent, holder: waiting, first: holder, tooDeep: new Set() });
    return true;
  }

  /** Whether what stands in a block before a line is of the kind that holds more: keys, or values in braces. */
  private holdsUnits(level: Level, behind: number): boolean {
    return this.someIn(level, behind, ({ form, isInBraces }) => form === 'key' || isInBraces);
  }

  private holdsBraces(level: Level, behind: number): boolean {
    return this.someIn(level, behind, ({ isInBraces }) => isInBraces);
  }

  private someIn({ first, indent }: Level, behind: number, holds: (line: FormedLine) => boolean): boolean {
    for (let at = first; at < behind; at++) {
      if (this.indentOf(at) === indent && holds(this.lineAt(at))) return true;
    }
    return false;
  }

  /** The key straight before a line that waits for a block in vain; -1 where there is none. */
  private waitingBefore(at: number): number {
    const before = at - 1;
    return this.isOpen(before) && this.indentOf(before) === this.indentOf(at) ? before : -1;
  }

  /** The lines of the block above stand too deep, or under nothing, and this line stands where it belongs. */
  private levelWasMisplaced(at: number): boolean {
    const indent = this.indentOf(at);
    const level = this.levels.findIndex((one) => one.indent > indent);
    const inner = this.levels[level];
    const outer = this.levels[level - 1];
    // One blank more than the lines around it is a slip of this line.
    if (!inner || (outer && outer.indent + 1 >= indent)) return false;
    const { first, holder } = inner;
    const holdsAlike = this.holdsBlockAt(at, inner.indent);
    const own = this.countAt(first, inner.indent, inner.indent);
    const others = this.countAt(at, indent, (outer?.indent ?? -1) + 1);
    const named = this.isOpen(first) && this.lineAt(first + 1).line.indent === inner.indent;
    const isUsual = others === own && indent === (outer?.indent ?? -STEP) + STEP;
    if (!holdsAlike && others <= own && !isUsual) return false;
    const tooDeep = new Set([inner.indent]);
    this.levels.length = level;
    this.levels.push({ indent, holder, first, tooDeep: holdsAlike ? new Set() : tooDeep });
    if (named && holdsAlike) {
      this.move(first, indent, 'line');
      return true;
    }
    this.moveBlock(first, at, inner.indent, indent, own > 1 ? 'orphans' : 'line');
    return true;
  }

  private moveBlock(first: number, behind: number, from: number, to: number, kind: 'line' | 'orphans'): void {
    this.move(first, to, kind);
    for (let line = first + 1; line < behind; line++) if (this.indentOf(line) === from) this.meant[line] = to;
  }

  /** The line itself is wrong: it goes to the nearest column, of two the deeper one. */
  private fit(at: number): void {
    const indent = this.indentOf(at);
    const next = this.nextIndent(at);
    const limit = this.isOpen(at) && next > indent ? next : Infinity;
    // A line with a value holds nothing: the next one, if it stands deeper, is beside it.
    const wanted =
      this.isOpen(at) || next <= indent ? -1 : this.levels.findIndex((one) => one.indent === next);
    let best = wanted;
    this.levels.forEach((one, index) => {
      if (wanted >= 0 || one.indent >= limit) return;
      const known = this.levels[best];
      if (!known || Math.abs(one.indent - indent) <= Math.abs(known.indent - indent)) best = index;
    });
    const found = this.levels[best];
    if (!found) return;
    this.move(at, found.indent, 'line');
    this.close(at, best);
  }

  private move(at: number, indent: number, kind: MisplacedLine['kind']): void {
    const { line } = this.lineAt(at);
    this.meant[at] = indent;
    if (indent !== line.indent && !this.isTabbed(line)) this.misplaced.push({ line, indent, kind });
  }

  /** The column of a line that tabs indent: nobody can see it, so it is the one that fits best. */
  private columnOfTabbed(at: number): number {
    const { line } = this.lineAt(at);
    const { before } = this;
    const next = this.nextIndent(at);
    const above = before < 0 ? 0 : this.indentOf(before);
    const aboveAsWritten = before < 0 ? -STEP : this.lineAt(before).line.indent;
    const nextIsTabbed = this.formed[at + 1] !== undefined && this.isTabbed(this.lineAt(at + 1).line);
    if (before >= 0 && this.isTabbed(this.lineAt(before).line)) {
      // Among tabs their number tells.
      if (line.indent === aboveAsWritten) return above;
      if (line.indent > aboveAsWritten) return above + STEP;
      const like = last(this.levels, ({ first }) => this.lineAt(first).line.indent === line.indent);
      if (like) return like.indent;
    }
    if (before >= 0 && this.isOpen(before) && this.isOpen(at) && next > above + STEP) return above + STEP;
    if (before >= 0 && this.isOpen(before)) return next > above && !nextIsTabbed ? next : above + STEP;
    if (this.isOpen(at) && !nextIsTabbed && next > 0) {
      return last(this.levels, ({ indent }) => indent < next)?.indent ?? above;
    }
    const written = this.levels.some(({ indent }) => indent === line.indent);
    return written && line.indent > STEP ? line.indent : Math.max(0, above);
  }
}

function lastIndex<T>(list: readonly T[], holds: (element: T) => boolean): number {
  for (let at = list.length - 1; at >= 0; at--) {
    const element = list[at];
    if (element !== undefined && holds(element)) return at;
  }
  return -1;
}

function last<T>(list: readonly T[], holds: (element: T) => boolean): T | undefined {
  return list[lastIndex(list, holds)];
}
