// `npm test`: all set-up, then every check and test there is. Ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, setUp } from './setUp.mjs';

const checks = [
  ['types', 'npm', ['run', '--silent', 'types']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['format', 'npm', ['run', '--silent', 'format:check']],
  ['imports', 'npm', ['run', '--silent', 'imports']],
  ['documents', 'npm', ['run', '--silent', 'documents:check']],
];

let passed = 0;
let failed = 0;

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** One static check: counts as one test. */
function check([name, program, args]) {
  const since = performance.now();
  const { status, output } = run(program, args);
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(since)})`);
  if (status !== 0) console.log(output);
}

/** The unit tests: counted from vitest's own report. */
function unit() {
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-test-'));
  const report = join(folder, 'report.json');
  const { status, output } = run('npm', [
    'run',
    '--silent',
    'unit',
    '--',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  let results = null;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    // Without a report the run itself broke; its output is shown below.
  }
  rmSync(folder, { recursive: true, force: true });
  // A file that cannot be loaded has no tests of its own in the report, and is a failure all the same.
  const broken = (results?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  passed += results?.numPassedTests ?? 0;
  const failures = (results?.numFailedTests ?? 0) + broken;
  // Vitest may also fail as a whole (an error outside of any test).
  failed += failures === 0 && (status !== 0 || results === null) ? 1 : failures;
  console.log(
    `${status === 0 ? 'ok    ' : 'FAILED'} tests (${seconds(since)}, ${results?.testResults.length ?? 0} files)`,
  );
  if (status !== 0) console.log(output);
}

/** The suites in a real VS Code: counted from their closing line. */
function editor() {
  const { status, output } = run(process.execPath, ['test/editor/run.mjs']);
  const counts = /^editor: (\d+) passed, (\d+) failed$/m.exec(output);
  passed += Number(counts?.[1] ?? 0);
  // Without a closing line the run itself broke.
  failed += counts === null || status !== 0 ? Math.max(1, Number(counts?.[2] ?? 0)) : 0;
  console.log(output.trimEnd());
}

process.chdir(root);
setUp();
for (const item of checks) check(item);
unit();
editor();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
