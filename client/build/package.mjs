// Packs the extension as `tenant-config-<version>.vsix`, and fails where it has grown too large for what it is.
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { name, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const packagePath = `${root}${name}-${version}.vsix`;
const maxBytes = 1_000_000;

// Everything that runs is bundled: no node_modules in the package.
await createVSIX({ cwd: root, dependencies: false, packagePath });

const bytes = statSync(packagePath).size;
if (bytes >= maxBytes) {
  console.error(`${packagePath} has ${bytes} bytes; it is to stay below ${maxBytes}.`);
  process.exitCode = 1;
}
