import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type RenameParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { createEngine } from '../analysis/engine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { completion } from '../language/completion.js';
import { documentLinks } from '../language/documentLinks.js';
import { documentSymbols } from '../language/documentSymbols.js';
import { foldingRanges } from '../language/foldingRanges.js';
import { hover } from '../language/hover.js';
import { definition, highlights, references } from '../language/locations.js';
import { prepareRename, rename } from '../language/rename.js';
import { selectionRanges } from '../language/selectionRanges.js';
import { semanticTokens } from '../language/semanticTokens.js';
import { signatureHelp } from '../language/signatureHelp.js';
import { toWorkspaceEdit } from '../language/workspaceEdit.js';
import { workspaceSymbols } from '../language/workspaceSymbols.js';
import { normaliseUri } from '../workspace/uris.js';
import { codeActionAbilities } from './codeActionRequests.js';
import { runSafe } from './runSafe.js';
import type { ServerContext } from './serverContext.js';

const mostSymbols = 1000;

interface AtDocument {
  readonly textDocument: { readonly uri: string };
}

/** Answers what an editor asks about a file: each by one function of `language`. */
export function registerFeatures(connection: Connection, ready: () => ServerContext): void {
  const { about, all } = asking(connection, ready);

  connection.onHover((params, token) =>
    about('textDocument/hover', params, token, (snapshot, uri) => {
      const found = hover(snapshot, uri, params.position);
      return found === null || ready().abilities.markdownHover ? found : plainHover(found);
    }),
  );
  connection.onCompletion((params, token) =>
    about('textDocument/completion', params, token, (snapshot, uri) => {
      const { markdownCompletion: markdown, snippets } = ready().abilities;
      return completion(snapshot, uri, params.position, { markdown, snippets });
    }),
  );
  connection.onSignatureHelp((params, token) =>
    about('textDocument/signatureHelp', params, token, (snapshot, uri) =>
      signatureHelp(snapshot, uri, params.position),
    ),
  );
  connection.onDocumentHighlight((params, token) =>
    about('textDocument/documentHighlight', params, token, (snapshot, uri) =>
      highlights(snapshot, uri, params.position),
    ),
  );
  connection.onDocumentSymbol((params, token) =>
    about('textDocument/documentSymbol', params, token, documentSymbols),
  );
  connection.onFoldingRanges((params, token) =>
    about('textDocument/foldingRange', params, token, foldingRanges),
  );
  connection.onDocumentLinks((params, token) =>
    about('textDocument/documentLink', params, token, documentLinks),
  );
  connection.onSelectionRanges((params, token) =>
    about('textDocument/selectionRange', params, token, (snapshot, uri) =>
      selectionRanges(snapshot, uri, params.positions),
    ),
  );
  connection.languages.semanticTokens.on(async (params, token) => {
    const data = await about('textDocument/semanticTokens/full', params, token, semanticTokens);
    return data instanceof ResponseError ? data : { data: data ?? [] };
  });
  connection.onDefinition((params, token) =>
    all('textDocument/definition', params, token, (snapshot, uri) =>
      definition(snapshot, uri, params.position),
    ),
  );
  connection.onReferences((params, token) =>
    all('textDocument/references', params, token, (snapshot, uri) =>
      references(snapshot, uri, params.position, params.context.includeDeclaration),
    ),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    runSafe(connection, 'workspace/symbol', token, async () => {
      const found: ReturnType<typeof workspaceSymbols> = [];
      const { workspace } = ready();
      await workspace.settled();
      for (const { id } of workspace.tenants()) {
        const snapshot =
          token.isCancellationRequested || found.length >= mostSymbols ? null : await workspace.snapshot(id);
        found.push(...(snapshot === null ? [] : workspaceSymbols(snapshot, query)));
      }
      return found.slice(0, mostSymbols);
    }),
  );
  registerRename(connection, ready, about);
}

type About = <T>(
  name: string,
  params: AtDocument,
  token: CancellationToken,
  work: (snapshot: Snapshot, uri: string) => T | null,
) => Promise<T | null | ResponseError<never>>;

/** Renames, and whether there is something to rename at all. */
function registerRename(connection: Connection, ready: () => ServerContext, about: About): void {
  connection.onPrepareRename((params, token) =>
    about('textDocument/prepareRename', params, token, (snapshot, uri) =>
      prepareRename(snapshot, uri, params.position),
    ),
  );
  connection.onRenameRequest((params, token) =>
    runSafe(connection, 'textDocument/rename', token, () => renameInAll(ready(), params)),
  );
}

/** A file that several tenants name is changed in all of them, or in none. */
async function renameInAll(
  context: ServerContext,
  { textDocument, position, newName }: RenameParams,
): Promise<WorkspaceEdit | null | ResponseError<never>> {
  const { workspace } = context;
  const uri = normaliseUri(textDocument.uri);
  const snapshots = new Set(await workspace.snapshotsOf(uri));
  const followed = new Set([uri]);
  for (;;) {
    const all = [...snapshots];
    const result = rename(all, createEngine, uri, position, newName);
    if (result === null) {
      return null;
    }
    if (result.kind === 'refused') {
      // The person who renames is told why not.
      return new ResponseError(LSPErrorCodes.RequestFailed, result.reason);
    }
    const further = result.changes.map((change) => change.uri).filter((changed) => !followed.has(changed));
    for (const changed of further) {
      followed.add(changed);
      (await workspace.snapshotsOf(changed)).forEach((snapshot) => snapshots.add(snapshot));
    }
    if (snapshots.size === all.length) {
      return toWorkspaceEdit(all, result.changes, codeActionAbilities(context));
    }
  }
}

/** The two ways of asking about a file: the first tenant that knows something, or all tenants together. */
function asking(
  connection: Connection,
  ready: () => ServerContext,
): {
  readonly about: About;
  readonly all: <T>(
    name: string,
    params: AtDocument,
    token: CancellationToken,
    work: (snapshot: Snapshot, uri: string) => readonly T[],
  ) => Promise<T[] | null | ResponseError<never>>;
} {
  return {
    about: (name, { textDocument }, token, work) =>
      runSafe(connection, name, token, async () => {
        const uri = normaliseUri(textDocument.uri);
        for (const snapshot of await ready().workspace.snapshotsOf(uri)) {
          const found = token.isCancellationRequested ? null : work(snapshot, uri);
          if (found !== null) {
            return found;
          }
        }
        return null;
      }),
    all: (name, { textDocument }, token, work) =>
      runSafe(connection, name, token, async () => {
        const uri = normaliseUri(textDocument.uri);
        const snapshots = await ready().workspace.snapshotsOf(uri);
        const found = snapshots.flatMap((snapshot) =>
          token.isCancellationRequested ? [] : work(snapshot, uri),
        );
        return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
      }),
  };
}

function plainHover(found: NonNullable<ReturnType<typeof hover>>): NonNullable<ReturnType<typeof hover>> {
  const value = (found.contents as { readonly value: string }).value;
  const plain = value
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1: $2')
    .replace(/\*\*|`|(?<=\s)_|_(?=[\s:])/g, '');
  return { ...found, contents: { kind: 'plaintext', value: plain } };
}
