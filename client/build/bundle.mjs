// Bundles the extension twice: for the desktop's extension host and for the browser's.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const common = {
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  bundle: true,
  minify: true,
  target: 'es2022',
  // Both extension hosts give the editor's interface by `require('vscode')`.
  format: 'cjs',
  external: ['vscode'],
  legalComments: 'none',
  logLevel: 'warning',
};

await build({ ...common, entryPoints: ['src/node.ts'], outfile: 'dist/node.js', platform: 'node' });
await build({
  ...common,
  entryPoints: ['src/browser.ts'],
  outfile: 'dist/browser.js',
  platform: 'browser',
  // The client library chooses its browser half by this condition of its package.
  mainFields: ['browser', 'module', 'main'],
});
