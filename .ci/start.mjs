// `npm start [-- PATH…] [--no-editor]`: all set-up, then the check of the examples, or of the paths given, then an
// editor on them. Where nobody sits (CI, output that is no terminal) it only prints.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { openEditor } from '../client/build/openEditor.mjs';
import { command, root, setUp } from './setUp.mjs';

setUp();

const noEditor = '--no-editor';
const paths = process.argv.slice(2).filter((argument) => argument !== noEditor);
const demonstration = paths.length === 0;
const result = spawnSync(process.execPath, [command, 'check', ...(demonstration ? ['examples'] : paths)], {
  // npm runs scripts in the repository's folder; paths are meant from where the person stands.
  cwd: demonstration ? root : (process.env.INIT_CWD ?? process.cwd()),
  stdio: 'inherit',
});

if (demonstration) {
  console.log('\nThese are the examples. Check your own tenant with: npm start -- PATH');
  // The examples are blocked on purpose: that the check could be made is what counts here.
  process.exitCode = result.status === 0 || result.status === 1 ? 0 : 1;
} else {
  process.exitCode = result.status ?? 1;
}

const someoneSits = process.stdout.isTTY === true && !process.env.CI && !process.argv.includes(noEditor);
// Status 2: there is no tenant at the path, and nothing to open.
if (someoneSits && result.status !== 2) {
  await openEditor(
    demonstration ? `${root}examples` : resolve(process.env.INIT_CWD ?? process.cwd(), paths[0]),
  );
}
