// Bundles the server twice: for Node (command line and language server) and for a browser's worker.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { shortNames } from './shortNames.mjs';

const server = fileURLToPath(new URL('..', import.meta.url));

/** What both bundles share. */
const common = {
  absWorkingDir: server,
  bundle: true,
  // Our names stay, so that stack traces in an editor's log can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};

/** Builds one; what is wrong esbuild has said by then, so that no stack trace follows. */
async function bundle(options) {
  try {
    await build({ ...common, ...options });
  } catch {
    process.exit(1);
  }
}

await bundle({
  entryPoints: ['src/node.ts'],
  outfile: 'dist/tenant-config.js',
  platform: 'node',
  plugins: [shortNames],
  format: 'esm',
  // Dependencies that are CommonJS ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

await bundle({
  entryPoints: ['src/browser.ts'],
  outfile: 'dist/browser.js',
  platform: 'browser',
  // The extension's package holds both bundles and is to stay below 1 MB.
  minifyIdentifiers: true,
  format: 'iife',
});
