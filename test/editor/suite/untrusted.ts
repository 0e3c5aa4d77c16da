import { expect } from 'chai';
import * as vscode from 'vscode';
import { runTests } from './run';
import {
  diagnosticAppears,
  fileIn,
  open,
  rangeOf,
  replace,
  reset,
  rootFolders,
  startedExtension,
} from './workspace';

/** The tests of a folder that the person does not trust. */
export function run(): Promise<void> {
  return runTests(() => {
    before(() => rootFolders(1));
    afterEach(reset);

    describe('an untrusted workspace', () => {
      it('is not trusted', () => {
        expect(vscode.workspace.isTrusted).to.equal(false);
      });

      it('is checked all the same', async () => {
        await startedExtension();
        const uri = fileIn('shop', 'tenant.yaml');
        await diagnosticAppears(uri, 'source-not-stitched');
        const editor = await open(uri);
        await replace(editor, rangeOf(editor.document, 'given-name'), 'givn-name');
        await diagnosticAppears(uri, 'semantic-unknown');
      });
    });
  });
}
