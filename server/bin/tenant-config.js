#!/usr/bin/env node
// A file of its own, and committed: npm links a workspace's command only where its file is there at install.
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/tenant-config.js', import.meta.url);
const major = Number(process.versions.node.split('.')[0]);

if (major < 20) {
  process.stderr.write(`tenant-config needs Node.js 20 or later; this is ${process.version}.\n`);
  process.exitCode = 2;
} else if (!existsSync(bundle)) {
  process.stderr.write('tenant-config is not built yet. Run `npm run build` in the repository first.\n');
  process.exitCode = 2;
} else {
  await import(bundle.href);
}
