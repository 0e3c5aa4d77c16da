import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isSqlFile } from '../workspace/fileNames.js';
import { normaliseUri } from '../workspace/uris.js';
import type { Workspace } from '../workspace/workspace.js';
import { logFailure } from './runSafe.js';

/** Our language's id in editors that have one for it. */
const formatLanguage = 'tenant-config';

/** The texts that are open in the editor, in step with it. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  /** By normalised uri: the client's spelling. */
  readonly #spelling = new Map<string, string>();

  /**
   * Listens to the client and tells the workspace. `onText` hears of every opened or changed text at once, `onTaken` when
   * the workspace knows to which tenants an opened one belongs.
   */
  listen(
    connection: Connection,
    workspace: () => Workspace,
    onText: (uri: string) => void,
    onTaken: () => void,
  ): void {
    const opened = new WeakSet<TextDocument>();
    this.#documents.onDidOpen(({ document }) => {
      const uri = normaliseUri(document.uri);
      opened.add(document);
      this.#spelling.set(uri, document.uri);
      const isFormat = document.languageId === formatLanguage && !isSqlFile(uri);
      onText(uri);
      this.#guard(connection, workspace().openDocument(uri, document.getText(), isFormat).then(onTaken));
    });
    this.#documents.onDidChangeContent(({ document }) => {
      // The first content comes with the opening.
      if (opened.delete(document)) {
        return;
      }
      const uri = normaliseUri(document.uri);
      onText(uri);
      workspace().changeDocument(uri, document.getText());
    });
    this.#documents.onDidClose(({ document }) => {
      const uri = normaliseUri(document.uri);
      this.#spelling.delete(uri);
      this.#guard(connection, workspace().closeDocument(uri));
    });
    this.#documents.listen(connection);
  }

  isOpen(uri: string): boolean {
    return this.#spelling.has(uri);
  }

  /** The version of an open text; null where the file is not open. */
  versionOf(uri: string): number | null {
    return this.#documents.get(this.clientUri(uri))?.version ?? null;
  }

  /** The client's own spelling of a normalised uri. */
  clientUri(uri: string): string {
    return this.#spelling.get(uri) ?? uri;
  }

  #guard(connection: Connection, work: Promise<void>): void {
    work.catch((error: unknown) => logFailure(connection, 'Opening or closing a text', error));
  }
}
