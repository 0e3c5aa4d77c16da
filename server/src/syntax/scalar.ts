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
  /** The value where it stands in the text as it is, which nearly all do: made without a map. */
  private straight: string | null = null;
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
    return this.straight ?? this.read?.text ?? this.readText();
  }

  get map(): OffsetMap {
    const text = this.text;
    if (this.straight !== null) {
      return new StraightMap(this.style === 'plain' ? this.range.start : this.range.start + 1, text.length);
    }
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
    moved.straight = this.straight;
    moved.read = this.read;
    return moved;
  }

  private readText(): string {
    const { style, block } = this;
    if (block === null) {
      const raw = this.source.slice(...this.rawSpan());
      if (!raw.includes('\n') && (style === 'plain' || !raw.includes(style === 'single' ? "'" : '\\'))) {
        this.straight = raw;
        return raw;
      }
    }
    return this.content().text;
  }

  private content(): Content {
    const { source, style, block } = this;
    this.read ??=
      block === null
        ? flowScalarText(source, ...this.rawSpan(), style as 'plain' | 'single' | 'double')
        : blockScalarText(source, block);
    return this.read;
  }

  /** The offsets in `source` of a flow scalar's characters, without quotes. */
  private rawSpan(): [number, number] {
    const { source, style, range, base } = this;
    const from = range.start - base;
    const to = range.end - base;
    if (style === 'plain') return [from, to];
    // An unclosed quote ends with its last character.
    const closed = to > from + 1 && source[to - 1] === source[from];
    return [from + 1, closed ? to - 1 : to];
  }
}
