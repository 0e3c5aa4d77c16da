import {
  COLLECTION_STYLE_FLOW,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_FOLDED_BLOCK,
  SCALAR_STYLE_LITERAL_BLOCK,
  SCALAR_STYLE_SINGLE_QUOTED,
  YAMLException,
  parseEvents,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Anchor } from './scalar.js';
import { skipSeparators } from './separators.js';
import type { TreeMaker } from './treeMaker.js';
import type { Entry, ScalarNode, SyntaxNode } from './tree.js';

/** Collections nested deeper than this are not read: nobody writes them, and code that walks a tree would overflow. */
export const DEEPEST = 100;

/**
 * Reads `source[start, end)` where it is YAML without an error; `undefined` where it is not, and then nothing has been
 * made. The span must begin at a line's start and hold one document at most. `depth`: in so many collections it stands.
 */
export function readEvents(
  source: string,
  start: number,
  end: number,
  maker: TreeMaker,
  depth = 0,
): SyntaxNode | null | undefined {
  let events: Event[];
  try {
    events = parseEvents(start === 0 && end === source.length ? source : source.slice(start, end), {
      maxDepth: DEEPEST - depth,
    });
  } catch (error) {
    // The library says by throwing where it gave up; the caller reads such text in another way.
    maker.gaveUpAt = error instanceof YAMLException && error.mark ? start + error.mark.position : null;
    return undefined;
  }
  return new EventReader(source, start, end, events, maker).document();
}

class EventReader {
  private next = 0;
  /** Behind what has been read last. */
  private at: number;

  constructor(
    private readonly source: string,
    private readonly base: number,
    private readonly end: number,
    private readonly events: readonly Event[],
    private readonly maker: TreeMaker,
  ) {
    this.at = base;
  }

  document(): SyntaxNode | null {
    const first = this.events[0];
    if (first?.type !== EVENT_DOCUMENT) return null;
    this.next = 1;
    if (first.explicitStart) {
      const marker = /^---/gm;
      marker.lastIndex = this.base;
      if (marker.test(this.source)) this.at = marker.lastIndex;
    }
    return this.node();
  }

  private node(): SyntaxNode | null {
    const event = this.events[this.next++];
    switch (event?.type) {
      case EVENT_SCALAR:
        return this.scalar(event);
      case EVENT_MAPPING:
        return this.mapping(event);
      case EVENT_SEQUENCE:
        return this.sequence(event);
      case EVENT_ALIAS:
        this.at = event.anchorEnd + this.base;
        return this.maker.alias(event.anchorStart + this.base - 1, this.at);
      default:
        return null;
    }
  }

  private anchor(event: ScalarEvent | MappingEvent | SequenceEvent): Anchor | undefined {
    if (event.anchorStart < 0) return undefined;
    const anchor = this.maker.anchor(event.anchorStart + this.base - 1, event.anchorEnd + this.base);
    this.maker.begin(anchor);
    return anchor;
  }

  private scalar(event: ScalarEvent): ScalarNode | null {
    const { base, maker } = this;
    const anchor = this.anchor(event);
    const propertiesEnd = base + Math.max(event.anchorEnd, event.tagEnd);
    const isText =
      event.tagStart >= 0 && isStringTag(this.source.slice(event.tagStart + base, event.tagEnd + base));
    const start = event.valueStart + base;
    const end = event.valueEnd + base;
    switch (event.style) {
      case SCALAR_STYLE_SINGLE_QUOTED:
      case SCALAR_STYLE_DOUBLE_QUOTED: {
        this.at = end + 1;
        const style = event.style === SCALAR_STYLE_SINGLE_QUOTED ? 'single' : 'double';
        return maker.flowScalar(style, start - 1, end + 1, isText, anchor);
      }
      case SCALAR_STYLE_LITERAL_BLOCK:
      case SCALAR_STYLE_FOLDED_BLOCK: {
        const header = this.blockHeader(Math.max(this.at, propertiesEnd));
        this.at = end;
        return maker.blockScalar({ start: header, limit: end, indent: event.indent }, isText, anchor);
      }
      default:
        if (event.valueStart < 0) {
          this.at = Math.max(this.at, propertiesEnd);
          return null;
        }
        this.at = end;
        return maker.flowScalar('plain', start, end, isText, anchor);
    }
  }

  /** The `|` or `>` behind a key's colon, a dash, an anchor or a tag. */
  private blockHeader(from: number): number {
    let at = skipSeparators(this.source, from, this.end);
    if (this.source[at] === ':') at = skipSeparators(this.source, at + 1, this.end);
    return at;
  }

  private mapping(event: MappingEvent): SyntaxNode {
    const anchor = this.anchor(event);
    const start = event.start + this.base;
    const flow = event.style === COLLECTION_STYLE_FLOW;
    // `[a: b]` holds a mapping without braces.
    const braces = flow && this.source[start] === '{';
    this.at = braces ? start + 1 : start;
    const entries: Entry[] = [];
    while (!this.popped()) entries.push(this.entry());
    const end = braces ? this.closing() : (entries.at(-1)?.range.end ?? start);
    return this.maker.mapping(flow ? 'flow' : 'block', { start, end }, entries, anchor);
  }

  private entry(): Entry {
    const key = this.key();
    let end = key.range.end;
    const colon = skipSeparators(this.source, Math.max(this.at, end), this.end);
    if (this.source[colon] === ':') end = this.at = colon + 1;
    const value = this.node();
    if (value !== null) end = value.range.end;
    else if (this.at > end) end = this.at;
    return { key, value, range: { start: key.range.start, end }, broken: false };
  }

  /** A key that is no scalar is taken as it is written. */
  private key(): ScalarNode {
    let from = skipSeparators(this.source, this.at, this.end);
    if (this.source[from] === ',') from = skipSeparators(this.source, from + 1, this.end);
    const key = this.node();
    if (key === null) return this.maker.flowScalar('plain', from, from, true);
    if (key.kind === 'scalar') return key;
    this.at = key.range.end;
    return this.maker.flowScalar('plain', key.range.start, key.range.end, true);
  }

  private sequence(event: SequenceEvent): SyntaxNode {
    const anchor = this.anchor(event);
    const start = event.start + this.base;
    const flow = event.style === COLLECTION_STYLE_FLOW;
    this.at = flow ? start + 1 : start;
    const items: (SyntaxNode | null)[] = [];
    let end = start;
    while (!this.popped()) {
      if (!flow) this.at = end = skipSeparators(this.source, this.at, this.end) + 1;
      const item = this.node();
      items.push(item);
      if (item !== null) end = item.range.end;
    }
    if (flow) end = this.closing();
    return this.maker.sequence(flow ? 'flow' : 'block', { start, end }, items, anchor);
  }

  private popped(): boolean {
    const event = this.events[this.next];
    if (event !== undefined && event.type !== EVENT_POP) return false;
    this.next++;
    return true;
  }

  /** Behind the bracket or brace that closes a flow collection whose content has been read. */
  private closing(): number {
    let at = skipSeparators(this.source, this.at, this.end);
    while (at < this.end && ',:?'.includes(this.source[at] ?? ' ')) {
      at = skipSeparators(this.source, at + 1, this.end);
    }
    this.at = Math.min(at + 1, this.end);
    return this.at;
  }
}

/** `!` and `!!str` say that a scalar is text. */
export function isStringTag(tag: string): boolean {
  return (
    tag === '!' || tag === '!!str' || tag === '!<tag:yaml.org,2002:str>' || tag === 'tag:yaml.org,2002:str'
  );
}
