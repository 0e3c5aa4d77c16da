// `npm start [-- PATH…]`: all set-up, then the check of the examples, or of the paths given.
import { spawnSync } from 'node:child_process';
import { command, root, setUp } from './setUp.mjs';

setUp();

const paths = process.argv.slice(2);
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
