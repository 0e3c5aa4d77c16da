import { DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { runSafe } from './runSafe.js';
import type { ServerContext } from './serverContext.js';

/** Answers a client that asks for diagnostics itself. */
export function registerDiagnosticRequests({ connection, diagnostics }: ServerContext): void {
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const report = await runSafe(connection, 'textDocument/diagnostic', token, () =>
      diagnostics.pullDocument(textDocument.uri, previousResultId),
    );
    return report ?? { kind: DocumentDiagnosticReportKind.Full, items: [] };
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    const report = await runSafe(connection, 'workspace/diagnostic', token, () =>
      diagnostics.pullWorkspace(previousResultIds, token),
    );
    return report ?? { items: [] };
  });
}
