// The engine by itself, in this process: what of a keystroke is its work, and what the way to and from the editor.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parserOf } from '../sql/oracle/importDtSparkSql.mjs';

const source = fileURLToPath(new URL('../../server/src/', import.meta.url));

/** The engine's own functions, bundled for this process. */
export async function loadEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-bench-'));
  const outfile = join(folder, 'engine.mjs');
  await build({
    stdin: {
      contents: `
        export { createEngine } from './analysis/engine.js';
        export { keepYoung } from './commandline/youngGeneration.js';
        export { catalog } from './catalog/load.js';
        export { analyseQuery } from './lineage/query/analyseQuery.js';
        export { openShape } from './lineage/shape.js';
        export { parseSql } from './sql/parse.js';
        export { parseEvents } from 'js-yaml';
        export { parseYaml } from './syntax/parse.js';
        export { readinessOf } from './readiness/readiness.js';`,
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

/** Milliseconds (median) that the library under our reader of YAML takes for a text: how fast the machine is now. */
export function measureMachine({ parseEvents }, text) {
  return median(Array.from({ length: 40 }, () => timed(() => parseEvents(text, {}))));
}

/** Milliseconds (median) of reading a text whole, of a first analysis, and of readiness. */
export function measureStages({ createEngine, parseYaml, readinessOf }, text, rounds = 5) {
  const parse = [];
  const first = [];
  const readiness = [];
  for (let round = 0; round < rounds; round += 1) {
    parse.push(timed(() => parseYaml(text)));
    let snapshot = null;
    first.push(timed(() => (snapshot = createEngine().analyse(inputOf(text)))));
    readiness.push(timed(() => readinessOf(snapshot)));
  }
  return { parse: median(parse), first: median(first), readiness: median(readiness) };
}

/** Milliseconds of a first analysis. */
export function measureFirst({ createEngine }, text) {
  return timed(() => createEngine().analyse(inputOf(text)));
}

/** So many letters are typed at one place, then at the next one. */
const lettersAtOnce = 10;
/** What runs us gets faster at first: these keystrokes are not counted. */
const warmUp = 60;

/**
 * Milliseconds of a first analysis, and of one after each of so many keystrokes that somebody makes behind one word after
 * the other. The text grows by a letter each time, so that nothing but what did not change can be remembered.
 */
export function measureKeystrokes({ createEngine }, text, words, keystrokes = 300) {
  const engine = createEngine();
  const first = timed(() => engine.analyse(inputOf(text)));
  const times = [];
  let typed = text;
  let at = 0;
  for (let index = 0; index < warmUp + keystrokes; index += 1) {
    const word = words[Math.floor(index / lettersAtOnce) % words.length];
    if (index % lettersAtOnce === 0)
      at = typed.indexOf(word.text, Math.floor(typed.length * word.share)) + word.text.length;
    typed = `${typed.slice(0, at)}x${typed.slice(at)}`;
    at += 1;
    const now = typed;
    times.push(timed(() => engine.analyse(inputOf(now))));
  }
  return { first, times: times.slice(warmUp) };
}

/** Milliseconds (median) of reading a query and finding out its columns, nothing of it being remembered. */
export function measureQuery({ parseSql, analyseQuery, openShape, catalog }, query, rounds = 60) {
  const input = { index: 0, name: ['Unified_Transactions'], state: 'unknown', shape: openShape };
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    // Another text each time, so that nothing can be remembered.
    const text = `${query}\n-- ${round}`;
    times.push(
      timed(() => {
        const parsed = parseSql(text);
        analyseQuery(parsed.query, [input], catalog);
      }),
    );
  }
  return median(times.slice(rounds / 2));
}

/** Milliseconds (median) that dt-sql-parser takes to read a query, without finding out its columns. */
export function measureOracle(library, query, rounds = 40) {
  const times = Array.from({ length: rounds }, (_, round) =>
    timed(() => {
      const parser = parserOf(library, `${query}\n-- ${round}`);
      parser.program();
      if (parser.numberOfSyntaxErrors > 0) throw new Error('dt-sql-parser does not read the query.');
    }),
  );
  return median(times.slice(rounds / 2));
}
