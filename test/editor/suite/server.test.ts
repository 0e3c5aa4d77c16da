import { expect } from 'chai';
import * as vscode from 'vscode';
import { serverProcesses, watchWorkers } from './serverProcess';
import { diagnosticAppears, eventually, fileIn, isWebHost, open, rangeOf, replace } from './workspace';

export function serverTests(): void {
  describe('the server', () => {
    it('is started again when its process is killed', async function () {
      // There it is a worker, for which the next test is.
      if (isWebHost()) return this.skip();
      const uri = fileIn('shop', 'tenant.yaml');
      const editor = await open(uri);
      const [killed] = await serverProcesses();
      if (killed === undefined) throw new Error('No process of the server was found.');
      process.kill(killed, 'SIGKILL');
      await replace(editor, rangeOf(editor.document, 'given-name'), 'givn-name');
      await diagnosticAppears(uri, 'semantic-unknown');
      expect(await serverProcesses()).to.not.include(killed);
    });

    it('is started again when its worker is ended', async function () {
      // There it is a process, for which the test above is.
      if (!isWebHost()) return this.skip();
      // Nobody is told of an ended worker: the client asks every five seconds, and gives it ten to answer.
      this.timeout(60_000);
      const workers = await watchWorkers(() => vscode.commands.executeCommand('tenantConfig.restart'));
      const uri = fileIn('shop', 'tenant.yaml');
      await diagnosticAppears(uri, 'source-not-stitched');
      const editor = await open(uri);
      expect(workers).to.have.length(1);
      workers[0]?.terminate();
      await replace(editor, rangeOf(editor.document, 'given-name'), 'givn-name');
      await diagnosticAppears(uri, 'semantic-unknown', '', 40_000);
    });

    it('can be restarted by command, and checks everything again', async () => {
      await vscode.commands.executeCommand('tenantConfig.restart');
      await diagnosticAppears(fileIn('shop', 'tenant.yaml'), 'source-not-stitched');
      await diagnosticAppears(fileIn('club', 'tenant.yaml'), 'source-not-stitched');
    });

    it('brings the pages of the rules along', async () => {
      const uri = vscode.Uri.parse('tenant-config-rule:/build-mode.md');
      const page = await vscode.workspace.openTextDocument(uri);
      expect(page.getText()).to.match(/^# build-mode/);
      await vscode.commands.executeCommand('tenantConfig.explainRule', 'build-mode');
      await eventually('a tab with the page', () =>
        vscode.window.tabGroups.all
          .flatMap((group) => group.tabs)
          .some((tab) => tab.label.includes('build-mode')),
      );
    });
  });
}
