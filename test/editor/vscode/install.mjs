// Installs this package where it is not yet, or is out of date: some 900 MB from the npm registry, nothing from elsewhere.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { editorFolder, modules, serverFolder } from './paths.mjs';

const mark = `${modules}/.editor-ready`;

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(`${editorFolder}package-lock.json`))
    .digest('hex');
}

export function isInstalled() {
  return existsSync(mark) && readFileSync(mark, 'utf8') === lockHash();
}

/** Runs npm without the packages' own scripts: they would compile and download. */
function npm(command, folder) {
  const args = [
    ...command,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ];
  const result = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    throw new Error(`npm ${command.join(' ')} failed:\n${result.stdout}${result.stderr}`);
}

/**
 * VS Code's extension host does not start without this native module, which ends it with its parent. That is done by
 * endWithParent.cjs here, so an empty one is enough.
 */
function standInForNativeWatchdog() {
  const folder = `${serverFolder}/node_modules/@vscode/native-watchdog/build/Release`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/watchdog.js`, 'exports.start = function () {};\n');
}

/** Makes the editor ready to run; says so before it takes its time, and throws with npm's output where it fails. */
export function installEditor(say = console.error) {
  if (isInstalled()) return;
  say(
    'Installing a VS Code for the browser into test/editor (once; some 900 MB, half a minute to two minutes) …',
  );
  npm(['ci'], editorFolder);
  // The server's own dependencies: its shrinkwrap gives their versions, but lacks an entry that `npm ci` asks for.
  npm(['install', '--omit=dev'], serverFolder);
  standInForNativeWatchdog();
  writeFileSync(mark, lockHash());
}
