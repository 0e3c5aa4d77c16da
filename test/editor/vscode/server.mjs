// Starts VS Code's server out of the npm package.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverNode, serverScript } from './paths.mjs';

const endWithParent = fileURLToPath(new URL('endWithParent.cjs', import.meta.url));
const startLimit = 60_000;

/** Settings of every window that is started here: quiet, and nothing that asks or looks something up. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  // In a browser VS Code saves by itself, and tests and visitors are not to change files unasked.
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Writes the settings of a person into a data folder. */
export function writeSettings(userDataFolder, settings) {
  mkdirSync(`${userDataFolder}/User`, { recursive: true });
  writeFileSync(`${userDataFolder}/User/settings.json`, JSON.stringify(settings, null, 2));
}

/** No marketplace: nothing is looked up on the network. */
function environment() {
  return { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

/** Installs an extension's package into a folder of extensions. */
export function installExtension({ dataFolder, extensionsFolder, vsix }) {
  const args = [
    serverScript,
    '--accept-server-license-terms',
    '--server-data-dir',
    dataFolder,
    '--extensions-dir',
    extensionsFolder,
    '--install-extension',
    vsix,
  ];
  const result = spawnSync(serverNode, args, { encoding: 'utf8', env: environment() });
  if (result.status !== 0) throw new Error(`Installing ${vsix} failed:\n${result.stdout}${result.stderr}`);
}

/**
 * Starts a server on this machine's own address only.
 *
 * `token`: what the address must hold to be let in; null for tests, which nobody else can reach in their short life.
 * `forTests`: lets the page start tests in the extension host. `trust`: asks whether folders are trusted.
 */
export async function startServer({
  dataFolder,
  extensionsFolder,
  port = 0,
  token = null,
  forTests = false,
  trust = false,
  log = () => {},
}) {
  const args = [
    '--require',
    endWithParent,
    serverScript,
    '--accept-server-license-terms',
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...(token === null ? ['--without-connection-token'] : ['--connection-token', token]),
    ...['--server-data-dir', dataFolder, '--user-data-dir', `${dataFolder}/data`],
    ...(extensionsFolder === undefined ? [] : ['--extensions-dir', extensionsFolder]),
    ...['--telemetry-level', 'off', '--disable-telemetry'],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(forTests ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = spawn(serverNode, args, {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the extension hosts end with it.
    detached: true,
  });
  const boundPort = await listeningPort(child, log);
  return {
    child,
    authority: `127.0.0.1:${boundPort}`,
    stop() {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    },
  };
}

/** The port that the server says it listens on; rejects with its output where it does not come so far. */
function listeningPort(child, log) {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`VS Code's server did not start.\n${output}`)),
      startLimit,
    );
    const read = (data) => {
      output += data;
      log(String(data));
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      resolve(Number(match[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ended with ${code}.\n${output}`));
    });
  });
}
