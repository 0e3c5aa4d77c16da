// Bundles the server twice: for Node (command line and language server) and for a browser's worker.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const server = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${server}package.json`, 'utf8'));

/** What both bundles share. */
const common = {
  absWorkingDir: server,
  bundle: true,
  // Small enough to start at once, and stack traces in an editor's log still name functions.
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  target: 'es2022',
  define: { TENANT_CONFIG_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: ['src/node.ts'],
  outfile: 'dist/tenant-config.js',
  platform: 'node',
  format: 'esm',
  // Dependencies that are CommonJS ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

if (existsSync(`${server}src/browser.ts`)) {
  await build({
    ...common,
    entryPoints: ['src/browser.ts'],
    outfile: 'dist/browser.js',
    platform: 'browser',
    format: 'iife',
  });
}
