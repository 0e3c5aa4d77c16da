// Opens a VS Code that has this extension: the desktop's where there is one, else one in the browser.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const desktopCommands = ['code', 'code-insiders', 'codium'];
/** The port of the editor in the browser: always the same where it is free, so that an address can be kept. */
const preferredPort = 8123;

/** The folder to open, and a file of it to show first, where there is one. */
function placeOf(path) {
  const full = resolve(path);
  if (statSync(full).isFile()) return { folder: dirname(full), file: full };
  const candidates = ['tenant.yaml', 'tenant.yml', 'blocked/tenant.yaml'].map((name) => join(full, name));
  return { folder: full, file: candidates.find((candidate) => existsSync(candidate)) ?? null };
}

/** Opens a file or a folder. Ends when the window is open, or, in the browser, when the person presses Ctrl+C. */
export async function openEditor(path) {
  const place = placeOf(path);
  if (!openOnDesktop(place)) await openInBrowser(place);
}

/** False where there is no desktop VS Code, or it does not start (as it does not for root). */
function openOnDesktop({ folder, file }) {
  const shell = process.platform === 'win32';
  const command = desktopCommands.find((name) => spawnSync(name, ['--version'], { shell }).status === 0);
  if (command === undefined || process.env.EDITOR_IN_BROWSER) return false;
  console.log(`Opening ${folder} in ${command} …`);
  const args = [
    '--new-window',
    `--extensionDevelopmentPath=${repository}`,
    folder,
    ...(file === null ? [] : [file]),
  ];
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'ignore'], shell }).status === 0;
}

function packageExtension() {
  const { name, version } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8'));
  const script = fileURLToPath(new URL('package.mjs', import.meta.url));
  const result = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`Packaging the extension failed.\n${result.stdout}${result.stderr}`);
  return `${repository}${name}-${version}.vsix`;
}

async function openInBrowser({ folder, file }) {
  // Not at the top: the desktop way needs nothing of that package.
  const { installEditor } = await import('../../test/editor/vscode/install.mjs');
  const { installExtension, quietSettings, startServer, writeSettings } =
    await import('../../test/editor/vscode/server.mjs');
  console.log('\nNo desktop VS Code on the PATH, so one in your browser.');
  installEditor(console.log);
  const dataFolder = mkdtempSync(join(tmpdir(), 'tenant-config-editor-'));
  const extensionsFolder = join(dataFolder, 'extensions');
  const token = randomBytes(16).toString('hex');
  writeSettings(join(dataFolder, 'data'), quietSettings);
  installExtension({ dataFolder, extensionsFolder, vsix: packageExtension() });
  const start = (port) => startServer({ dataFolder, extensionsFolder, token, port });
  const server = await start(preferredPort).catch(() => start(0));

  const query = new URLSearchParams({ tkn: token, folder });
  if (file !== null)
    query.set('payload', JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`]]));
  console.log(
    `Open this address in a browser on this machine:\n\n  http://${server.authority}/?${query}\n\nCtrl+C ends it.`,
  );
  await ended(server);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
}

/** Resolves when the person ends the server, or it ends by itself. */
function ended(server) {
  return new Promise((done) => {
    const stop = () => {
      server.stop();
      done();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    server.child.once('exit', done);
  });
}
