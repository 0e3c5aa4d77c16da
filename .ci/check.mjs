// `npm run check -- PATH…`: the command alone, without set-up where it is built already.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { command, root, setUp } from './setUp.mjs';

if (!existsSync(`${root}server/dist/tenant-config.js`)) setUp();

const result = spawnSync(process.execPath, [command, 'check', ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
process.exitCode = result.status ?? 1;
