import type { BlockScalar } from './blockScalarText.js';
import { blockBodyStart, blockContentEnd } from './blockScalarText.js';
import { PositionedScalar, type Anchor } from './scalar.js';
import type {
  AliasNode,
  Entry,
  MappingNode,
  OffsetRange,
  ScalarNode,
  ScalarStyle,
  SequenceNode,
  SyntaxNode,
  SyntaxProblem,
} from './tree.js';

type Anchored = Exclude<SyntaxNode, AliasNode>;

/**
 * Makes the nodes of one text, whichever reader asks for them, and knows what spans them all: the anchors seen so
 * far, the problems, and the spans where a `#` begins no comment. Nodes must be made in the order of the text.
 */
export class TreeMaker {
  readonly problems: SyntaxProblem[] = [];
  /** Spans of scalars' content in the order of the text. */
  readonly contents: OffsetRange[] = [];
  /** Where the fast reader gave up last, if it said so. */
  gaveUpAt: number | null = null;
  /** Null for a name whose node is empty or not finished. */
  private readonly anchors = new Map<string, Anchored | null>();

  constructor(
    private readonly source: string,
    /** True where two entries of one name are no mistake of their own, as between the two sides of a conflict. */
    private readonly mayRepeat: (offset: number) => boolean,
  ) {}

  /** Whether a node has an anchor, so that another may stand for it. */
  get hasAnchors(): boolean {
    return this.anchors.size > 0;
  }

  /** Says that no comment begins in a span. */
  skip(start: number, end: number): void {
    this.contents.push({ start, end });
  }

  anchor(start: number, end: number): Anchor {
    return { name: this.source.slice(start + 1, end), range: { start, end } };
  }

  /** Says that a node with this anchor begins: until it is finished, an alias to it would stand inside it. */
  begin(anchor: Anchor | undefined): void {
    if (anchor !== undefined) this.anchors.set(anchor.name, null);
  }

  flowScalar(style: ScalarStyle, start: number, end: number, isText: boolean, anchor?: Anchor): ScalarNode {
    const range = { start, end };
    this.contents.push(range);
    return this.finish(new PositionedScalar(this.source, style, range, null, isText, anchor), anchor);
  }

  blockScalar(block: BlockScalar, isText: boolean, anchor?: Anchor): ScalarNode {
    const style = this.source[block.start] === '>' ? 'folded' : 'literal';
    this.contents.push({ start: blockBodyStart(this.source, block.start, block.limit), end: block.limit });
    const range = { start: block.start, end: blockContentEnd(this.source, block) };
    return this.finish(new PositionedScalar(this.source, style, range, block, isText, anchor), anchor);
  }

  alias(start: number, end: number): AliasNode {
    const name = this.source.slice(start + 1, end);
    const target = this.anchors.get(name) ?? null;
    const range = { start, end };
    if (!this.anchors.has(name)) {
      const message = `No anchor \`&${name}\` stands before this alias. Write the anchor first, or correct the name.`;
      this.problems.push({ range, message, kind: 'unknown-alias' });
    }
    return { kind: 'alias', name, target, range };
  }

  mapping(
    style: 'block' | 'flow',
    range: OffsetRange,
    entries: readonly Entry[],
    anchor?: Anchor,
  ): MappingNode {
    this.reportDuplicates(entries);
    const node: MappingNode = { kind: 'mapping', style, entries, range };
    return anchor === undefined ? node : this.anchored(node, anchor);
  }

  sequence(
    style: 'block' | 'flow',
    range: OffsetRange,
    items: readonly (SyntaxNode | null)[],
    anchor?: Anchor,
  ): SequenceNode {
    const node: SequenceNode = { kind: 'sequence', style, items, range };
    return anchor === undefined ? node : this.anchored(node, anchor);
  }

  /** The collection with an anchor that was found before it was read. */
  anchored<T extends MappingNode | SequenceNode>(node: T, anchor: Anchor): T {
    return this.finish({ ...node, anchor }, anchor);
  }

  private finish<T extends Anchored>(node: T, anchor: Anchor | undefined): T {
    if (anchor !== undefined) this.anchors.set(anchor.name, node);
    return node;
  }

  private reportDuplicates(entries: readonly Entry[]): void {
    const seen = new Map<string, Entry>();
    for (const entry of entries) {
      const name = entry.key.text;
      const first = seen.get(name);
      if (first === undefined) seen.set(name, entry);
      // Several `<<` merge one after the other, and an entry without a name is reported as such.
      else if (name !== '<<' && name !== '' && !this.mayRepeat(entry.range.start)) {
        this.problems.push({
          range: entry.key.range,
          message: `\`${name}\` stands twice here. Only one can count: keep one, or merge the two.`,
          kind: 'duplicate-key',
          related: first.key.range,
        });
      }
    }
  }
}
