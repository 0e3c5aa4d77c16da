// What every command of the README needs first: the packages, what is generated from data, and the bundle.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const command = fileURLToPath(new URL('../server/bin/tenant-config.js', import.meta.url));

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`This project needs Node.js 20 or later; this is ${process.version}.`);
  process.exit(2);
}

/** The packages that a lock file lists; none where it cannot be read. */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** True where node_modules holds every package of the lock file in its version. */
function isInstalled() {
  const wanted = lockedPackages(`${root}package-lock.json`);
  const present = lockedPackages(`${root}node_modules/.package-lock.json`);
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith('node_modules/') || optional || link || present[path]?.version === version,
  );
}

/**
 * Runs a program in the repository's folder and gives its status and output. Its output is shown only by the
 * caller: a run without trouble stays quiet.
 */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
    ...options,
  });
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`;
  return { status: result.status ?? 1, output };
}

function step(title, program, args) {
  process.stderr.write(`${title} …\n`);
  const { status, output } = run(program, args);
  if (status !== 0) {
    process.stderr.write(output);
    process.stderr.write(`\n${title}: failed. What went wrong stands above.\n`);
    process.exit(1);
  }
}

/** Installs what is missing, generates and builds; ends the process with a message where that fails. */
export function setUp() {
  if (!isInstalled()) step('Installing packages', 'npm', ['ci', '--no-fund', '--no-audit']);
  if (!existsSync(`${root}node_modules/.bin/tenant-config`)) {
    // An install made before the command's file was there has not linked it.
    step('Linking the command', 'npm', ['rebuild', '--ignore-scripts', '@tenant-config/server']);
  }
  step('Generating and building', 'npm', ['run', '--silent', 'build']);
}
