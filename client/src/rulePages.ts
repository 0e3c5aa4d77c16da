import * as vscode from 'vscode';
import { explainRequest } from './protocol';
import type { ExplainParams, ExplainAnswer } from './protocol';
import { showMarkdown } from './showMarkdown';
import type { Server } from './server';

const scheme = 'tenant-config-rule';

/** Shows the pages of rules, which the server brings along, as documents: reading them needs no network. */
export class RulePages implements vscode.TextDocumentContentProvider {
  constructor(private readonly server: Server) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rule = uri.path.replace(/^\/|\.md$/g, '');
    const params: ExplainParams = { rule };
    const page = await this.server.request<ExplainAnswer | null>(explainRequest, params);
    return page?.markdown ?? `There is no rule \`${rule}\`.`;
  }

  /** Opens a rule's page, rendered where the editor can. */
  async show(rule: string): Promise<void> {
    await showMarkdown(vscode.Uri.from({ scheme, path: `/${rule}.md` }));
  }
}
