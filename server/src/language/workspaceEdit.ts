import type {
  CreateFile,
  TextDocumentEdit,
  TextEdit as ProtocolTextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snapshot } from '../analysis/snapshot.js';
import type { FileChange, TextEdit } from '../edits/edit.js';
import { documentOf, rangeIn } from './documentTexts.js';

/** What kinds of edits the client takes. */
export interface EditAbilities {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** The version of an open document, which the edit then insists on; null for a file that is not open. */
  readonly versionOf: (uri: string) => number | null;
  /** The client's own spelling of a uri. */
  readonly clientUri: (uri: string) => string;
}

/**
 * Changes of files in the protocol's form; null where there is nothing to change or the client cannot do it.
 *
 * @param snapshots of the tenants that hold the files
 */
export function toWorkspaceEdit(
  snapshots: readonly Snapshot[],
  changes: readonly FileChange[],
  abilities: EditAbilities,
): WorkspaceEdit | null {
  if (changes.length === 0) {
    return null;
  }
  const edits = new Map<string, ProtocolTextEdit[]>();
  const created: string[] = [];
  for (const change of changes) {
    if (change.kind === 'create') {
      const list = edits.get(change.uri) ?? [];
      list.push(creationOf(documentIn(snapshots, change.uri), change.text));
      edits.set(change.uri, list);
      if (documentIn(snapshots, change.uri) === null) {
        created.push(change.uri);
      }
    } else {
      edits.set(change.uri, [
        ...(edits.get(change.uri) ?? []),
        ...toProtocolEdits(documentIn(snapshots, change.uri), change.edits),
      ]);
    }
  }
  if (!abilities.documentChanges) {
    // Without document changes a file cannot be made; most clients make it when they are given an edit of it.
    return { changes: Object.fromEntries([...edits].map(([uri, list]) => [abilities.clientUri(uri), list])) };
  }
  if (created.length > 0 && !abilities.createFiles) {
    return null;
  }
  return {
    documentChanges: [
      ...created.map((uri): CreateFile => ({
        kind: 'create',
        uri: abilities.clientUri(uri),
        options: { ignoreIfExists: true },
      })),
      ...[...edits].map(([uri, list]): TextDocumentEdit => ({
        textDocument: {
          uri: abilities.clientUri(uri),
          version: created.includes(uri) ? null : abilities.versionOf(uri),
        },
        edits: list,
      })),
    ],
  };
}

/** Edits of one text in the protocol's form. */
function toProtocolEdits(document: TextDocument | null, edits: readonly TextEdit[]): ProtocolTextEdit[] {
  return edits.map((edit) => ({ range: rangeIn(document, edit.range), newText: edit.newText }));
}

/** The whole text of a file that is to be there; where it is there already, in place of what it holds. */
function creationOf(document: TextDocument | null, text: string): ProtocolTextEdit {
  return { range: rangeIn(document, { start: 0, end: document?.getText().length ?? 0 }), newText: text };
}

function documentIn(snapshots: readonly Snapshot[], uri: string): TextDocument | null {
  for (const snapshot of snapshots) {
    const document = documentOf(snapshot, uri);
    if (document !== null) {
      return document;
    }
  }
  return null;
}
