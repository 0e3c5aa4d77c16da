// Runs the suites in a real VS Code: `node test/editor/run.mjs [--failing] [part of a run's name]`. Wants the bundles
// built (`npm run build`). VSCODE_EXECUTABLE names a desktop VS Code to use instead of the one that npm brings.
// Ends with a line `editor: N passed, N failed`, and with status 1 where a test failed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { installEditor } from './vscode/install.mjs';
import { editorFolder, repository } from './vscode/paths.mjs';

const twoRoots = { suite: 'all', trusted: true, target: 'two-roots.code-workspace' };
const runs = [
  { name: 'from source, node extension host', installed: false, web: false, ...twoRoots },
  { name: 'from source, web extension host', installed: false, web: true, ...twoRoots },
  { name: 'installed, node extension host', installed: true, web: false, ...twoRoots },
  { name: 'installed, web extension host', installed: true, web: true, ...twoRoots },
  {
    name: 'untrusted workspace',
    suite: 'untrusted',
    installed: true,
    web: false,
    trusted: false,
    target: 'shop',
  },
];
const failing = { ...twoRoots, name: 'a test that fails', suite: 'failing', installed: false, web: false };

/** The suites as one file each that runs in both extension hosts. */
async function buildSuites() {
  await build({
    absWorkingDir: editorFolder,
    entryPoints: ['suite/all.ts', 'suite/untrusted.ts', 'suite/failing.ts'],
    // Inside of the harness: the web extension host runs only tests that belong to an extension.
    outdir: 'harness/dist',
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode', 'node:*'],
    logLevel: 'warning',
  });
}

/** The suites' types: the project's own check leaves them out, as it does not have this package's. */
function checkTypes() {
  const compiler = `${repository}node_modules/typescript/bin/tsc`;
  const result = spawnSync(process.execPath, [compiler, '-p', `${editorFolder}tsconfig.json`], {
    encoding: 'utf8',
  });
  const passed = result.status === 0;
  console.log(`${passed ? 'ok    ' : 'FAILED'} editor, types of the suites`);
  if (!passed) console.log(result.stdout);
  return { passed: Number(passed), failed: Number(!passed) };
}

/** The package of the extension, for the runs that install it. */
function packageExtension() {
  const { name, version } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8'));
  const result = spawnSync(process.execPath, [`${repository}client/build/package.mjs`], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`Packaging failed:\n${result.stdout}${result.stderr}`);
  return `${repository}${name}-${version}.vsix`;
}

/** One run; its output is shown only where something failed, or where it is asked for. */
function runOne(run, vsix) {
  const since = performance.now();
  const script = fileURLToPath(new URL('vscode/testWindow.mjs', import.meta.url));
  const result = spawnSync(process.execPath, [script, JSON.stringify({ ...run, vsix })], {
    encoding: 'utf8',
  });
  const output = `${result.stdout}${result.stderr}`;
  const counts = /editor suite: (\d+) passed, (\d+) failed/.exec(output);
  const passed = Number(counts?.[1] ?? 0);
  // A window that ended without a result is a failure too.
  const failed = result.status === 0 && counts !== null ? 0 : Math.max(1, Number(counts?.[2] ?? 0));
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} editor, ${run.name} (${passed} tests, ${seconds} s)`);
  const timing = /keystroke to diagnostics.*/.exec(output);
  if (timing !== null) console.log(`       ${timing[0]}`);
  if (failed > 0 || process.env.EDITOR_VERBOSE) console.log(output);
  return { passed, failed };
}

const wanted = process.argv[2];
const chosen = wanted === '--failing' ? [failing] : runs.filter((run) => run.name.includes(wanted ?? ''));
installEditor();
await buildSuites();
const vsix = chosen.some((run) => run.installed) ? packageExtension() : null;
const results = [checkTypes(), ...chosen.map((run) => runOne(run, vsix))];
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`editor: ${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
