// How long `tenant-config check` takes, and which rules take most of it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../server/bin/tenant-config.js', import.meta.url));

function run(args) {
  const since = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { milliseconds: performance.now() - since, stdout, stderr };
}

/** Milliseconds to start, milliseconds that a check takes after that, and the share of the slowest rules. */
export function measureCheck(text) {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-bench-'));
  try {
    writeFileSync(join(folder, 'tenant.yaml'), text);
    const start = Math.min(...[1, 2, 3].map(() => run(['--version']).milliseconds));
    const check = Math.min(
      ...[1, 2, 3].map(() => run(['check', folder, '--today', '2026-11-24']).milliseconds),
    );
    const { stderr } = run(['check', folder, '--today', '2026-11-24', '--timing']);
    const rules = [...stderr.matchAll(/^ {2}(\S+) +[\d.]+ ms +([\d.]+) %/gm)]
      .slice(0, 4)
      .map(([, rule, share]) => `${rule} ${share} %`);
    return { start, check: check - start, rules };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
