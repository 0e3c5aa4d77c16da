import type { Entry, OffsetRange, SyntaxNode } from '../syntax/tree.js';

export type FormatProblemKind =
  /** A key that the mapping does not have. */
  | 'unknown-key'
  | 'missing-key'
  /** Settings of a source, database or table without the line that names it. */
  | 'missing-name'
  /** Something that stands where it is read as something else: too deep, not deep enough, below a line that is missing. */
  | 'misplaced'
  /** A key that another key rules out. */
  | 'excluded-key'
  /** Text where a list belongs, and the like. */
  | 'wrong-type'
  /** A value that is not in the list, not a calendar day, empty. */
  | 'wrong-value';

/** What would mend the problem; edits are made from it on demand. */
export type FormatMend =
  | { readonly kind: 'rename-key'; readonly title: string; readonly preferred: boolean; readonly key: string }
  | {
      readonly kind: 'replace-value';
      readonly title: string;
      readonly preferred: boolean;
      readonly value: string | number | boolean;
    }
  | {
      readonly kind: 'add-key';
      readonly title: string;
      readonly preferred: boolean;
      readonly key: string;
      /** Null where only the writer knows. */
      readonly value: string | number | boolean | null;
    }
  | {
      readonly kind: 'edit-text';
      readonly title: string;
      readonly preferred: boolean;
      readonly edits: readonly { readonly range: OffsetRange; readonly newText: string }[];
    }
  | { readonly kind: 'remove-key'; readonly title: string; readonly preferred: boolean };

/** A mistake in what a file says, by the format; one for each mistake. */
export interface FormatProblem {
  readonly kind: FormatProblemKind;
  /** The key for unknown, excluded and missing keys (of the mapping that lacks it), else the value. */
  readonly range: OffsetRange;
  readonly message: string;
  /** The keys that lead to it from the root, its own last; items of lists by their index. */
  readonly path: readonly string[];
  /** The entry with the key or value; for a missing key, and where the mend adds one, that of the mapping, null at the root. */
  readonly entry: Entry | null;
  /** The value that is wrong (an item, where it stands in a list); null for problems of keys. */
  readonly node: SyntaxNode | null;
  readonly mend: FormatMend | null;
  /** For an excluded key: what it stands only with, between backticks. */
  readonly standsWith?: string;
  /** The entries of further keys that the problem is about. */
  readonly others?: readonly Entry[];
}
