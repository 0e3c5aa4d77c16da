import type { CancellationToken, Connection, WorkspaceEdit } from 'vscode-languageserver';
import { createEngine } from '../analysis/engine.js';
import { fixAllChanges } from '../language/fixAllActions.js';
import { toWorkspaceEdit } from '../language/workspaceEdit.js';
import { readinessOf } from '../readiness/readiness.js';
import { normaliseUri } from '../workspace/uris.js';
import { codeActionAbilities } from './codeActionRequests.js';
import {
  aliveRequest,
  commands,
  explainRequest,
  fixAllRequest,
  readinessRequest,
  type ExplainAnswer,
  type ExplainParams,
  type FixAllParams,
  type ReadinessParams,
} from './messages.js';
import { readinessForClient } from './readinessForClient.js';
import { rulePage } from './rulePage.js';
import { runSafe } from './runSafe.js';
import type { ServerContext } from './serverContext.js';
import { sharingTenants } from './sharingTenants.js';

/** The server's own requests, and the same as commands for clients that know only these. */
export function registerCustomRequests(connection: Connection, ready: () => ServerContext): void {
  connection.onRequest(aliveRequest, () => null);
  connection.onRequest(fixAllRequest, (params, token) =>
    runSafe(connection, fixAllRequest.method, token, () => fixAllEdit(ready(), params)),
  );
  connection.onRequest(readinessRequest, (params, token) =>
    runSafe(connection, readinessRequest.method, token, () => readiness(ready(), params ?? {}, token)),
  );
  connection.onRequest(explainRequest, (params, token) =>
    runSafe(connection, explainRequest.method, token, () => Promise.resolve(explain(params))),
  );
  connection.onExecuteCommand(({ command, arguments: given }, token) =>
    runSafe(connection, command, token, async () => {
      const argument: unknown = given?.[0];
      const params = (typeof argument === 'object' && argument !== null ? argument : {}) as Record<
        string,
        unknown
      >;
      switch (command) {
        case commands.fixAll:
          return applyFixAll(ready(), params);
        case commands.readiness:
          return readiness(ready(), typeof params['uri'] === 'string' ? { uri: params['uri'] } : {}, token);
        case commands.explain:
          return explain({ rule: String(params['rule'] ?? argument ?? '') });
        default:
          return null;
      }
    }),
  );
}

async function fixAllEdit(context: ServerContext, params: FixAllParams): Promise<WorkspaceEdit | null> {
  const uri = normaliseUri(params.uri);
  await context.workspace.snapshotsOf(uri);
  const [tenant] = context.workspace.tenantsOf(uri);
  const snapshot = tenant === undefined ? null : await context.workspace.snapshot(tenant.id);
  if (tenant === undefined || snapshot === null) {
    return null;
  }
  const others = await sharingTenants(context.workspace, tenant.id, snapshot);
  const scope = { uri: params.scope === 'file' ? uri : null, rule: params.rule ?? null };
  return toWorkspaceEdit(
    [snapshot],
    fixAllChanges(snapshot, createEngine, scope, others),
    codeActionAbilities(context),
  );
}

/** As a command: the edit is applied by the client. Gives whether anything was. */
async function applyFixAll(context: ServerContext, given: Record<string, unknown>): Promise<boolean> {
  const { uri, rule, scope } = given;
  if (typeof uri !== 'string' || !context.abilities.applyEdit) {
    return false;
  }
  const edit = await fixAllEdit(context, {
    uri,
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(scope === 'file' ? { scope } : {}),
  });
  if (edit === null) {
    return false;
  }
  return (await context.connection.workspace.applyEdit({ label: 'Fix all', edit })).applied;
}

async function readiness(
  context: ServerContext,
  params: ReadinessParams,
  token: CancellationToken,
): Promise<unknown> {
  const { workspace } = context;
  await workspace.settled();
  if (params.uri !== undefined) {
    await workspace.snapshotsOf(params.uri);
  }
  const tenants = params.uri === undefined ? workspace.tenants() : workspace.tenantsOf(params.uri);
  const answers: unknown[] = [];
  for (const { id, kind } of tenants) {
    const snapshot = kind !== 'tenant' || token.isCancellationRequested ? null : await workspace.snapshot(id);
    if (snapshot !== null) {
      answers.push(readinessForClient(snapshot, readinessOf(snapshot)));
    }
  }
  return answers;
}

function explain({ rule }: ExplainParams): ExplainAnswer | null {
  const markdown = rulePage(rule);
  return markdown === null ? null : { markdown };
}
