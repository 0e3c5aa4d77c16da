import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Scalar } from 'yaml';
import { indentIndication } from './blockScalarText.js';
import { isStringTag } from './readEvents.js';
import type { Anchor } from './scalar.js';
import { skipSeparators } from './separators.js';
import type { TreeMaker } from './treeMaker.js';
import type { Entry, ScalarNode, SyntaxNode } from './tree.js';

/** An error as the `yaml` library names it, with the offset of its first character. */
export interface ComposeError {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

/**
 * Reads as much of `source[start, end)` as can be understood, however broken it is. It is slower by far than
 * `readEvents`, so it is for the short spans that could not be read there.
 */
export function readComposed(
  source: string,
  start: number,
  end: number,
  maker: TreeMaker,
): { readonly root: SyntaxNode | null; readonly errors: readonly ComposeError[] } {
  const document = parseDocument(source.slice(start, end), {
    keepSourceTokens: true,
    logLevel: 'silent',
    merge: false,
    prettyErrors: false,
    schema: 'failsafe',
    uniqueKeys: false,
  });
  const errors = document.errors
    .filter(({ code }) => code !== 'BAD_ALIAS')
    .map(({ code, message, pos }) => ({ code, message, offset: Math.min(pos[0] + start, end) }));
  return { root: new ComposedReader(source, start, end, maker).node(document.contents), errors };
}

class ComposedReader {
  constructor(
    private readonly source: string,
    private readonly base: number,
    private readonly end: number,
    private readonly maker: TreeMaker,
  ) {}

  /** The node of ours for one of the library's; null for an empty one. */
  node(node: unknown): SyntaxNode | null {
    if (isAlias(node)) {
      const start = this.base + (node.range?.[0] ?? 0);
      return this.maker.alias(start, start + 1 + node.source.length);
    }
    if (isScalar(node)) return this.scalar(node);
    if (isMap(node)) return this.mapping(node);
    return isSeq(node) ? this.sequence(node) : null;
  }

  private scalar(node: Scalar): ScalarNode | null {
    const start = this.base + (node.range?.[0] ?? 0);
    const end = this.base + (node.range?.[1] ?? 0);
    const anchor = this.anchor(node.anchor, start);
    const isText = node.tag !== undefined && isStringTag(node.tag);
    switch (node.type) {
      case 'BLOCK_LITERAL':
      case 'BLOCK_FOLDED': {
        const indication = indentIndication(this.source, start);
        const token = node.srcToken;
        const parent = token !== undefined && 'indent' in token ? Math.max(0, token.indent) : 0;
        const indent = indication > 0 ? parent + indication : -1;
        return this.maker.blockScalar({ start, limit: end, indent }, isText, anchor);
      }
      case 'QUOTE_DOUBLE':
        return this.maker.flowScalar('double', start, end, isText, anchor);
      case 'QUOTE_SINGLE':
        return this.maker.flowScalar('single', start, end, isText, anchor);
      default:
        return start === end ? null : this.maker.flowScalar('plain', start, end, isText, anchor);
    }
  }

  /** The library gives an anchor's name only; it stands before its node. */
  private anchor(name: string | undefined, nodeStart: number): Anchor | undefined {
    if (name === undefined) return undefined;
    const start = this.source.lastIndexOf(`&${name}`, nodeStart);
    if (start < this.base) return undefined;
    const anchor = this.maker.anchor(start, start + 1 + name.length);
    this.maker.begin(anchor);
    return anchor;
  }

  private mapping(node: YAMLMap): SyntaxNode {
    const start = this.base + (node.range?.[0] ?? 0);
    const anchor = this.anchor(node.anchor, start);
    const entries = node.items.map((pair) => this.entry(pair, start));
    const end = node.flow ? this.base + (node.range?.[1] ?? 0) : (entries.at(-1)?.range.end ?? start);
    return this.maker.mapping(node.flow ? 'flow' : 'block', { start, end }, entries, anchor);
  }

  private entry(pair: Pair<unknown, unknown>, mappingStart: number): Entry {
    const key = this.key(pair.key, mappingStart);
    let end = key.range.end;
    const colon = skipSeparators(this.source, end, this.end);
    if (this.source[colon] === ':') end = colon + 1;
    const value = this.node(pair.value);
    if (value !== null) end = Math.max(end, value.range.end);
    return { key, value, range: { start: key.range.start, end }, broken: false };
  }

  /** A key that is no scalar is taken as it is written. */
  private key(node: unknown, mappingStart: number): ScalarNode {
    const key = this.node(node);
    if (key?.kind === 'scalar') return key;
    const start = key?.range.start ?? (isScalar(node) ? this.base + (node.range?.[0] ?? 0) : mappingStart);
    return this.maker.flowScalar('plain', start, key?.range.end ?? start, true);
  }

  private sequence(node: YAMLSeq): SyntaxNode {
    const start = this.base + (node.range?.[0] ?? 0);
    const anchor = this.anchor(node.anchor, start);
    const items = node.items.map((item) => this.item(item, start));
    const last = items.at(-1);
    const end = node.flow || !last ? this.base + (node.range?.[1] ?? 0) : last.range.end;
    return this.maker.sequence(node.flow ? 'flow' : 'block', { start, end }, items, anchor);
  }

  /** `[a: b]` may hold a pair, which is a mapping of one entry. */
  private item(item: unknown, sequenceStart: number): SyntaxNode | null {
    if (!isPair(item)) return this.node(item);
    const entry = this.entry(item, sequenceStart);
    return this.maker.mapping('flow', entry.range, [entry]);
  }
}
