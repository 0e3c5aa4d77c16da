import { followingKeys, type FormedLine } from './lineForms.js';

/** The lines of a text with the columns that they are meant to stand in, as far as these are known. */
export class LineColumns {
  /** By line. */
  readonly meant: number[];
  /** By line, the next one with a key; -1 where there is none, or a list comes first. */
  protected readonly following: readonly number[];

  constructor(protected readonly formed: readonly FormedLine[]) {
    this.meant = formed.map(({ line }) => line.indent);
    this.following = followingKeys(formed);
  }

  protected lineAt(at: number): FormedLine {
    const line = this.formed[at];
    if (!line) throw new RangeError(`There is no line ${at}.`);
    return line;
  }

  protected indentOf(at: number): number {
    return this.meant[at] ?? -1;
  }

  /** True for a line that waits for lines below it. */
  protected isOpen(at: number): boolean {
    const form = this.formed[at]?.form;
    return form === 'key' || form === 'words';
  }

  /** The column of the next line with a key; -1 where there is none. */
  protected nextIndent(at: number): number {
    const next = this.following[at] ?? -1;
    return next < 0 ? -1 : this.lineAt(next).line.indent;
  }

  protected holdsBlockAt(at: number, indent: number): boolean {
    return this.isOpen(at) && this.nextIndent(at) === indent;
  }

  /** How many lines from `at` on stand in a column, before one that stands further left than `least`. */
  protected countAt(at: number, column: number, least: number): number {
    let count = 0;
    for (let line = at; line < this.formed.length; line++) {
      const { indent } = this.lineAt(line).line;
      if (line > at && indent < least) break;
      if (indent === column) count++;
    }
    return count;
  }
}
