import type { Holder } from './keptWith.js';

/**
 * The positioned tree of one YAML text. The tree is ours, not the parser's, so that the parser behind it can
 * change. All offsets are UTF-16 code units from 0 in the text as given (a BOM counts as one).
 */

/** A half-open span of offsets in one text: `start` inclusive, `end` exclusive. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

export type SyntaxNode = MappingNode | SequenceNode | ScalarNode | AliasNode;

interface NodeBase {
  /** The node itself, without key, anchor, tag, comments or trailing line end. */
  readonly range: OffsetRange;
  /** `&name`: the range covers the ampersand and the name. */
  readonly anchor?: { readonly name: string; readonly range: OffsetRange };
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly style: 'block' | 'flow';
  /** In the order of the text; a key that stands twice stands twice here. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: ScalarNode;
  /** Null where nothing follows the colon. */
  readonly value: SyntaxNode | null;
  /** From the key's start to the value's end (or the colon's). */
  readonly range: OffsetRange;
  /** True where the entry's own text could not be read in full: what it lacks is unknown, not missing. */
  readonly broken: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly style: 'block' | 'flow';
  /** Null for an empty item. */
  readonly items: readonly (SyntaxNode | null)[];
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** The value by YAML 1.2's core schema: plain `true`, `12`, `null` are not strings; all else is. */
  readonly value: string | number | boolean | null;
  /** The value as text: for a plain scalar its characters as written (`2026-11-16`, `012`, `true`). */
  readonly text: string;
  /** Where each offset of `text` stands in the file. */
  readonly map: OffsetMap;
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The anchored node before it; null where there is none (which is a problem of the tree). */
  readonly target: Exclude<SyntaxNode, AliasNode> | null;
}

/**
 * Maps offsets of a scalar's value to offsets of the text and back. Exact for every style: indentation that a
 * block scalar strips, folded line ends, escapes of quoted scalars, CRLF.
 */
export interface OffsetMap {
  /** The text offset of value offset `offset` (0 to the value's length, inclusive; clamped outside). */
  toText(offset: number): number;
  /** The value offset nearest to a text offset inside the scalar (clamped outside). */
  toValue(offset: number): number;
}

/** A comment, from its `#` to the end of its line (without the line end). */
export interface Comment {
  readonly range: OffsetRange;
  /** Without the `#`, untrimmed. */
  readonly text: string;
  /** True where nothing but space stands before it on its line. */
  readonly ownLine: boolean;
}

export interface SyntaxProblem {
  /** Where the first wrong character stands. */
  readonly range: OffsetRange;
  /** One or two plain sentences: what is wrong and what to do. */
  readonly message: string;
  readonly kind:
    | 'error'
    /** Lines that hang under nothing: the line with their name is missing. */
    | 'missing-line'
    | 'tab'
    | 'unclosed-quote'
    | 'unclosed-bracket'
    | 'duplicate-key'
    | 'several-documents'
    | 'not-a-mapping'
    | 'unknown-alias'
    | 'conflict-marker'
    | 'binary';
  /** Set where one sensible mend is to be seen. */
  readonly mend?: {
    readonly title: string;
    readonly range: OffsetRange;
    readonly newText: string;
    /** True where something else may be meant, so that a person has to choose it. */
    readonly isGuess?: boolean;
  };
  /** For a duplicate key: the first one. */
  readonly related?: OffsetRange;
}

export interface SyntaxTree extends Holder {
  readonly text: string;
  /** Null for an empty file; only the first document counts. */
  readonly root: Exclude<SyntaxNode, AliasNode> | null;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
  /** True where some part could not be read, so that what seems missing at the top may stand there. */
  readonly broken: boolean;
}
