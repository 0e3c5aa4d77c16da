import type { CodeAction, Command, Connection } from 'vscode-languageserver';
import { createEngine } from '../analysis/engine.js';
import { codeActions, resolveCodeAction } from '../language/codeActions.js';
import type { CodeActionAbilities, CodeActionReference } from '../language/codeActionRequest.js';
import { normaliseUri } from '../workspace/uris.js';
import { runSafe } from './runSafe.js';
import type { ServerContext } from './serverContext.js';
import { sharingTenants } from './sharingTenants.js';

/** Light bulbs and fix-all. */
export function registerCodeActions(connection: Connection, ready: () => ServerContext): void {
  connection.onCodeAction(async ({ textDocument, range, context: asked }, token) =>
    runSafe(
      connection,
      'textDocument/codeAction',
      token,
      async (): Promise<(Command | CodeAction)[] | null> => {
        const context = ready();
        const uri = normaliseUri(textDocument.uri);
        const actions = new Map<string, CodeAction>();
        for (const { id } of await tenantsOf(context, uri)) {
          const snapshot = await context.workspace.snapshot(id);
          if (snapshot === null || token.isCancellationRequested) {
            continue;
          }
          const others = await sharingTenants(context.workspace, id, snapshot);
          const request = { tenant: id, uri, range, only: asked.only, others };
          for (const action of codeActions(snapshot, createEngine, request, codeActionAbilities(context))) {
            // Two tenants that name one `.sql` file offer the same mend twice.
            const key = `${action.title}\n${action.diagnostics?.[0]?.message ?? ''}`;
            if (!actions.has(key)) {
              actions.set(key, action);
            }
          }
        }
        return [...actions.values()];
      },
    ),
  );

  connection.onCodeActionResolve(async (action, token) => {
    const resolved = await runSafe(connection, 'codeAction/resolve', token, async (): Promise<CodeAction> => {
      const context = ready();
      const reference = action.data as CodeActionReference | undefined;
      const snapshot = reference === undefined ? null : await context.workspace.snapshot(reference.tenant);
      if (reference === undefined || snapshot === null) {
        return action;
      }
      const others =
        reference.kind === 'fix-all'
          ? await sharingTenants(context.workspace, reference.tenant, snapshot)
          : [];
      const abilities = codeActionAbilities(context);
      const edit = resolveCodeAction(snapshot, createEngine, reference, abilities, others);
      return edit === null || edit === undefined ? action : { ...action, edit };
    });
    return resolved ?? action;
  });
}

/** What the client of this context takes. */
export function codeActionAbilities({ abilities, documents }: ServerContext): CodeActionAbilities {
  return {
    documentChanges: abilities.documentChanges,
    createFiles: abilities.createFiles,
    versionOf: (uri) => documents.versionOf(uri),
    clientUri: (uri) => documents.clientUri(uri),
    diagnostics: abilities.diagnostics,
    resolve: abilities.codeActionResolve,
  };
}

/** The tenants that a file belongs to, once all of them are known. */
async function tenantsOf(context: ServerContext, uri: string): Promise<readonly { readonly id: string }[]> {
  await context.workspace.snapshotsOf(uri);
  return context.workspace.tenantsOf(uri);
}
