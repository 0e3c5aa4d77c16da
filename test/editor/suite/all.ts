import { diagnosticsTests } from './diagnostics.test';
import { filesTests } from './files.test';
import { fixesTests } from './fixes.test';
import { languageTests } from './language.test';
import { runTests } from './run';
import { serverTests } from './server.test';
import { reset, rootFolders, startedExtension } from './workspace';

/** All tests, in a workspace with two root folders. */
export function run(): Promise<void> {
  return runTests(() => {
    before(async () => {
      await rootFolders(2);
      await startedExtension();
    });
    afterEach(reset);
    diagnosticsTests();
    languageTests();
    fixesTests();
    filesTests();
    serverTests();
  });
}
