// The stages of the engine by themselves, in this process: what of a keystroke is parsing, and what is the rest.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('../../server/src/', import.meta.url));

/** The engine's own functions, bundled for this process. */
export async function loadEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-bench-'));
  const outfile = join(folder, 'engine.mjs');
  await build({
    stdin: {
      contents:
        "export { createEngine } from './analysis/engine.js'; export { parseYaml } from './syntax/parse.js'; export { readinessOf } from './readiness/readiness.js';",
      resolveDir: source,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const engine = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true, force: true });
  return engine;
}

function inputOf(text) {
  return {
    root: 'file:///bench',
    yaml: new Map([['file:///bench/tenant.yaml', text]]),
    settings: new Map(),
    sql: new Map(),
    today: '2026-11-24',
  };
}

function median(times) {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

function timed(task) {
  const since = performance.now();
  task();
  return performance.now() - since;
}

/** Milliseconds (median) of parsing, of a first analysis, of one after a keystroke, and of readiness. */
export function measureStages({ createEngine, parseYaml, readinessOf }, texts, rounds = 9) {
  const parse = [];
  const first = [];
  const again = [];
  const readiness = [];
  for (let round = 0; round < rounds; round += 1) {
    const text = texts[round % texts.length];
    const next = texts[(round + 1) % texts.length];
    parse.push(timed(() => parseYaml(text)));
    const engine = createEngine();
    let snapshot = null;
    first.push(timed(() => (snapshot = engine.analyse(inputOf(text)))));
    again.push(timed(() => (snapshot = engine.analyse(inputOf(next)))));
    readiness.push(timed(() => readinessOf(snapshot)));
  }
  return { parse: median(parse), first: median(first), again: median(again), readiness: median(readiness) };
}
