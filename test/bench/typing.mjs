// How long an editor waits while somebody types in a tenant.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from './server.mjs';

/** So many keystrokes are measured, after some that are not: the engine that runs us gets faster at first. */
const keystrokes = 40;
const warmUp = 10;
/** Milliseconds between keystrokes: a fast typist's, so that no keystroke waits for the one before. */
const pause = 60;

/** The time that so great a share of all stays below. */
export function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function positionOf(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

/** The offset behind a word: where it stands next after a share of the text, else where it stands last. */
function behind(text, word, share) {
  const next = text.indexOf(word, Math.floor(text.length * share));
  return (next === -1 ? text.lastIndexOf(word) : next) + word.length;
}

/** Types a letter and takes it away, again and again; gives what `look` measured of each keystroke. */
async function typeAt(text, offset, letter, count, look) {
  const start = positionOf(text, offset);
  const end = { line: start.line, character: start.character + 1 };
  const results = [];
  for (let index = 0; index < count; index += 1) {
    const change =
      index % 2 === 0 ? { range: { start, end: start }, text: letter } : { range: { start, end }, text: '' };
    results.push(await look(change, start));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return results;
}

/** Opens a text through the server and types in it: in a value, in a query, and with questions asked meanwhile. */
export async function measureTyping(text) {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-bench-'));
  writeFileSync(join(folder, 'tenant.yaml'), text);
  const uri = pathToFileURL(join(folder, 'tenant.yaml')).href;
  const server = await startServer(pathToFileURL(folder).href);
  let version = 1;
  const changed = async (change) => (await server.changed(uri, (version += 1), change)).milliseconds;
  const asked = (method) => (change, position) =>
    server.changedAndAsked(uri, (version += 1), change, method, position);
  const value = behind(text, 'semantics: surname', 0.25);
  const query = behind(text, 'AS value_band', 0.75);
  try {
    const open = await server.opened(uri, text);
    await typeAt(text, value, 'x', warmUp, changed);
    const before = server.cpu();
    const inValue = await typeAt(text, value, 'x', keystrokes, changed);
    const cpu = before === null ? null : (server.cpu() - before) / keystrokes;
    await typeAt(text, query, 'x', warmUp, changed);
    const inQuery = await typeAt(text, query, 'x', keystrokes, changed);
    const hover = await typeAt(text, value - 2, 'x', keystrokes, asked('textDocument/hover'));
    const completion = await typeAt(text, value, 'x', keystrokes, asked('textDocument/completion'));
    return { open, inValue, inQuery, hover, completion, cpu, memory: server.memory() };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
