import * as vscode from 'vscode';
import { readinessRequest } from './protocol';
import type { ReadinessParams, TenantReadiness } from './protocol';
import { readinessText } from './readinessText';
import { showMarkdown } from './showMarkdown';
import type { Server } from './server';

const scheme = 'tenant-config-readiness';

/** Shows how ready a tenant's features are, and keeps the page up to date while files are mended. */
export class ReadinessPages implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      this.server.onStatus(({ state }) => {
        if (state === 'ready') this.refresh();
      }),
      this.changed,
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    // The file that the page is about stands whole in the query.
    const params: ReadinessParams = { uri: uri.query };
    return readinessText(await this.server.request<readonly TenantReadiness[]>(readinessRequest, params));
  }

  /** Opens the page of the tenant that a file belongs to. */
  async show(file: vscode.Uri): Promise<void> {
    await showMarkdown(vscode.Uri.from({ scheme, path: '/Readiness.md', query: file.toString() }));
  }

  private refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === scheme) this.changed.fire(uri);
    }
  }
}
