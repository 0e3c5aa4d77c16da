import { blockScalarText, type BlockScalar } from './blockScalarText.js';
import { coreValue } from './coreSchema.js';
import { flowScalarText } from './flowScalarText.js';
import { MovedMap, StraightMap } from './offsetMap.js';
import type { OffsetMap, OffsetRange, ScalarNode, ScalarStyle } from './tree.js';

export type Anchor = NonNullable<ScalarNode['anchor']>;

/** What a scalar holds, and where that stands in the text that it was read from. */
interface Content {
  readonly text: string;
  readonly map: OffsetMap;
}

/**
 * A scalar that knows where it stands and reads its value when first asked: most scalars of a large file are never
 * asked for their offset map, and many not for their text.
 */
export class PositionedScalar implements ScalarNode {
  readonly kind = 'scalar';
  declare readonly anchor?: Anchor;
  private read: Content | null = null;

  constructor(
    private readonly source: string,
    readonly style: ScalarStyle,
    readonly range: OffsetRange,
    private readonly block: BlockScalar | null,
    /** True where a tag says that it is text whatever it looks like. */
    private readonly isText: boolean,
    anchor: Anchor | undefined,
    /** Where `source` begins in the text that `range` speaks of; `block` speaks of `source`. */
    private readonly base = 0,
  ) {
    if (anchor !== undefined) this.anchor = anchor;
  }

  get text(): string {
    return this.content().text;
  }

  get map(): OffsetMap {
    const { map } = this.content();
    return this.base === 0 ? map : new MovedMap(map, this.base);
  }

  get value(): string | number | boolean | null {
    return this.style === 'plain' && !this.isText ? coreValue(this.text) : this.text;
  }

  /** The scalar (one without an anchor) in a text that is longer before it `by` so many characters. */
  moved(by: number): PositionedScalar {
    const { source, style, block, isText, base } = this;
    const range = { start: this.range.start + by, end: this.range.end + by };
    const moved = new PositionedScalar(source, style, range, block, isText, undefined, base + by);
    moved.read = this.read;
    return moved;
  }

  private content(): Content {
    this.read ??= this.readContent();
    return this.read;
  }

  private readContent(): Content {
    const { source, style, block, base } = this;
    if (block !== null) return blockScalarText(source, block);
    const from = this.range.start - base;
    const to = this.range.end - base;
    const quoted = style !== 'plain';
    const start = quoted ? from + 1 : from;
    // An unclosed quote ends with its last character.
    const closed = quoted && to > start && source[to - 1] === source[from];
    const end = closed ? to - 1 : to;
    const raw = source.slice(start, end);
    if (!raw.includes('\n') && !(quoted && raw.includes(style === 'single' ? "'" : '\\'))) {
      return { text: raw, map: new StraightMap(start, raw.length) };
    }
    return flowScalarText(source, start, end, style as 'plain' | 'single' | 'double');
  }
}
