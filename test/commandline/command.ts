import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
const command = path.join(repository, 'server/bin/tenant-config.js');
const today = '2026-11-24';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a process of its own, away from what the machine's environment would change. */
export function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Outcome {
  if (!existsSync(path.join(repository, 'server/dist/tenant-config.js'))) {
    throw new Error('The command is not built: run `npm run build` first.');
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    env: { ...process.env, GITHUB_ACTIONS: undefined, FORCE_COLOR: undefined, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** `check` on a fixed day. */
export function runCheck(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Outcome {
  return run(['check', '--today', today, ...args], cwd, env);
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, gone after the tests; a repository of its own, as checkouts are. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenant-config-'));
  folders.push(folder);
  mkdirSync(path.join(folder, '.git'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** What `--format json` printed. */
export interface JsonReport {
  readonly version: number;
  readonly tenants: readonly {
    readonly tenant: string | null;
    readonly root: string;
    readonly features: Readonly<
      Record<string, { enabled: boolean; ready: boolean; blockedBy: string[]; unverified: string[] }>
    >;
    readonly diagnostics: readonly JsonDiagnostic[];
  }[];
  readonly summary: Readonly<Record<'files' | 'tenants' | 'error' | 'warning' | 'info' | 'hint', number>>;
}

export interface JsonDiagnostic {
  readonly file: string;
  readonly range: { start: { line: number; character: number }; end: { line: number; character: number } };
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly docs: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly fixes: readonly { title: string; preferred: boolean }[];
}

export function checkJson(
  args: readonly string[],
  cwd: string,
): { status: number | null; report: JsonReport } {
  const { status, stdout, stderr } = runCheck(['--format', 'json', ...args], cwd);
  if (stdout === '') throw new Error(`No report: ${stderr}`);
  return { status, report: JSON.parse(stdout) as JsonReport };
}
