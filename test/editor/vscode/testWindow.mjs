// One run of tests in one window of VS Code; started by run.mjs as a process of its own, so that its output can be kept.
// Argument: the run as JSON (see run.mjs).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { editorFolder, repository } from './paths.mjs';
import { installExtension, quietSettings, writeSettings } from './server.mjs';

const launcher = fileURLToPath(new URL('code.mjs', import.meta.url));
const { suite, installed, web, trusted, target, vsix } = JSON.parse(process.argv[2]);

/** A VS Code that the person names; the packaged one where it runs; else what VS Code's own site gives. */
async function executable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (process.platform === 'linux' && process.arch === 'x64') return launcher;
  return downloadAndUnzipVSCode();
}

function install(vscode, folder, extensionsFolder) {
  if (vscode === launcher) {
    installExtension({ dataFolder: folder, extensionsFolder, vsix });
    return;
  }
  const [program, ...args] = resolveCliArgsFromVSCodeExecutablePath(vscode);
  const result = spawnSync(
    program,
    [...args, '--extensions-dir', extensionsFolder, '--install-extension', vsix],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0) throw new Error(`Installing ${vsix} failed.`);
}

/** An installed extension runs in the web host only where a person's settings say so. */
function settings() {
  const preferWeb =
    installed && web ? { 'remote.extensionKind': { 'tenant-config.tenant-config': ['web'] } } : {};
  return { ...quietSettings, ...preferWeb };
}

const folder = mkdtempSync(join(tmpdir(), 'tenant-config-editor-'));
try {
  const vscode = await executable();
  const workspace = join(folder, 'workspace');
  const extensionsFolder = join(folder, 'extensions');
  cpSync(`${editorFolder}workspace`, workspace, { recursive: true });
  writeSettings(join(folder, 'data'), settings());
  if (installed) install(vscode, folder, extensionsFolder);
  await runTests({
    vscodeExecutablePath: vscode,
    extensionDevelopmentPath: installed ? `${editorFolder}harness` : repository,
    extensionTestsPath: `${editorFolder}harness/dist/${suite}.js`,
    launchArgs: [
      join(workspace, target),
      `--user-data-dir=${join(folder, 'data')}`,
      `--extensions-dir=${extensionsFolder}`,
      ...(trusted ? [] : ['--ask-for-trust']),
      ...(web ? ['--extensionDevelopmentKind=web'] : []),
    ],
  });
} catch (error) {
  console.error(error.message ?? String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
