// `npm run bench [-- SIZE…]`: how long an editor waits for diagnostics on tenants of several sizes, and what it costs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadEngine, measureStages } from './engine.mjs';
import { generateTenant } from './generateTenant.mjs';
import { startServer } from './server.mjs';

const sizes = process.argv.slice(2).map(Number);
const edits = 40;
/** What the typist changes back and forth: each edit changes the diagnostics too. */
const right = 'semantics: surname';
const wrong = 'semantics: surnam';

function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function lineAndCharacter(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

async function throughServer(text) {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-bench-'));
  writeFileSync(join(folder, 'tenant.yaml'), text);
  const uri = pathToFileURL(join(folder, 'tenant.yaml')).href;
  const server = await startServer(pathToFileURL(folder).href);
  try {
    const open = await server.opened(uri, text);
    const end = lineAndCharacter(text, text.lastIndexOf(right) + right.length);
    const times = [];
    for (let edit = 0; edit < edits; edit += 1) {
      const start = { line: end.line, character: end.character - 1 };
      const change =
        edit % 2 === 0
          ? { range: { start, end }, text: '' }
          : { range: { start, end: start }, text: right.at(-1) };
      times.push((await server.changed(uri, edit + 2, change)).milliseconds);
    }
    return {
      open: open.milliseconds,
      diagnostics: open.diagnostics,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      memory: server.memory(),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ms = (value) => value.toFixed(value < 10 ? 1 : 0).padStart(8);
const engine = await loadEngine();

console.log(`Milliseconds; Node ${process.versions.node}; ${edits} keystrokes at the end of the file.`);
console.log('                   through the server over stdio                engine alone, median');
console.log('  lines  found |     open   key p50   key p95    MB |   parse    first   keystroke  readiness');
for (const size of sizes.length > 0 ? sizes : [100, 1000, 10_000, 50_000]) {
  const text = generateTenant(size);
  const at = text.lastIndexOf(right);
  const typed = text.slice(0, at) + wrong + text.slice(at + right.length);
  const lines = text.split('\n').length - 1;
  const server = await throughServer(text);
  const stages = measureStages(engine, [text, typed]);
  console.log(
    `${String(lines).padStart(7)} ${String(server.diagnostics).padStart(6)} | ${ms(server.open)}  ${ms(server.p50)}  ${ms(server.p95)} ${String(server.memory ?? '?').padStart(5)} |${ms(stages.parse)} ${ms(stages.first)}    ${ms(stages.again)}   ${ms(stages.readiness)}`,
  );
}
