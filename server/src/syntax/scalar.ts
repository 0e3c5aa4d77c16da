import { blockScalarText, type BlockScalar } from './blockScalarText.js';
import { coreValue } from './coreSchema.js';
import { flowScalarText } from './flowScalarText.js';
import { StraightMap } from './offsetMap.js';
import type { OffsetMap, OffsetRange, ScalarNode, ScalarStyle } from './tree.js';

export type Anchor = NonNullable<ScalarNode['anchor']>;

/**
 * A scalar that knows where it stands and reads its value when first asked: most scalars of a large file are never
 * asked for their offset map, and many not for their text.
 */
export class PositionedScalar implements ScalarNode {
  readonly kind = 'scalar';
  declare readonly anchor?: Anchor;
  private read: { readonly text: string; readonly map: OffsetMap } | null = null;

  constructor(
    private readonly source: string,
    readonly style: ScalarStyle,
    readonly range: OffsetRange,
    private readonly block: BlockScalar | null,
    /** True where a tag says that it is text whatever it looks like. */
    private readonly isText: boolean,
    anchor: Anchor | undefined,
  ) {
    if (anchor !== undefined) this.anchor = anchor;
  }

  get text(): string {
    return this.content().text;
  }

  get map(): OffsetMap {
    return this.content().map;
  }

  get value(): string | number | boolean | null {
    return this.style === 'plain' && !this.isText ? coreValue(this.text) : this.text;
  }

  private content(): { readonly text: string; readonly map: OffsetMap } {
    this.read ??= this.readContent();
    return this.read;
  }

  private readContent(): { readonly text: string; readonly map: OffsetMap } {
    const { source, style, range, block } = this;
    if (block !== null) return blockScalarText(source, block);
    const quoted = style !== 'plain';
    const start = quoted ? range.start + 1 : range.start;
    // An unclosed quote ends with its last character.
    const closed = quoted && range.end > start && source[range.end - 1] === source[range.start];
    const end = closed ? range.end - 1 : range.end;
    const raw = source.slice(start, end);
    if (!raw.includes('\n') && !(quoted && raw.includes(style === 'single' ? "'" : '\\'))) {
      return { text: raw, map: new StraightMap(start, raw.length) };
    }
    return flowScalarText(source, start, end, style as 'plain' | 'single' | 'double');
  }
}
