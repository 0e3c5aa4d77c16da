import type { Position, Range } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snapshot } from '../analysis/snapshot.js';
import { KeptWith } from '../syntax/keptWith.js';
import type { OffsetRange } from '../syntax/tree.js';
import type { Place } from '../tenant/tenant.js';
import { textOf } from '../workspace/fixAll.js';

const documents = new KeptWith<Map<string, TextDocument | null>>();

/**
 * A file of the snapshot as the protocol counts it: lines and UTF-16 characters from 0, a lone CR being a line end too.
 * Null where the snapshot has no text of it.
 */
export function documentOf(snapshot: Snapshot, uri: string): TextDocument | null {
  const known = documents.of(snapshot, () => new Map<string, TextDocument | null>());
  let document = known.get(uri);
  if (document === undefined) {
    const text = textOf(snapshot.input, uri);
    document = text === null ? null : TextDocument.create(uri, '', 0, text);
    known.set(uri, document);
  }
  return document;
}

/** The protocol's range of a span; the file's first character where its text is not known. */
export function rangeOf(snapshot: Snapshot, place: Place): Range {
  return rangeIn(documentOf(snapshot, place.uri), place.range);
}

export function rangeIn(document: TextDocument | null, range: OffsetRange): Range {
  return document === null
    ? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
    : { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** The offset of a position in a file of the snapshot; null where the snapshot has no text of it. */
export function offsetOf(snapshot: Snapshot, uri: string, position: Position): number | null {
  return documentOf(snapshot, uri)?.offsetAt(position) ?? null;
}
