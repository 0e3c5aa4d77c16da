import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../server/src/analysis/engine.js';
import type { FileContent, Snapshot, TenantInput } from '../../server/src/analysis/snapshot.js';
import { applyTextEdits, type FileChange } from '../../server/src/edits/edit.js';
import type { Diagnostic, Severity } from '../../server/src/rules/rule.js';

/** A diagnostic that a fixture expects, by a `#!` line under the line it speaks of. */
export interface Expected {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The text that the range covers. */
  readonly text: string;
  /** Part of the message; empty where none is asked for. */
  readonly message: string;
}

/** A tenant written as one text, and what is expected of it. */
export interface Fixture {
  /** Texts by path, below the tenant's folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly Expected[];
  readonly today: string;
  /** What each `.fix.yaml` names. */
  readonly fixTitle: string | null;
}

/** Where a fixture's tenant is taken to be. */
export const root = 'file:///tenant';
const mainFile = 'tenant.yaml';

/** The folder of the rules' fixtures: `<rule>/<case>.yaml`. */
export const fixturesFolder = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads a fixture. Lines that begin, after blanks, with `#!` are taken out: `#! file: path` starts another file,
 * `#! today: day`, `#! fix: title`, and ``#! <severity> [rule] `text` : part of the message`` what is expected at the
 * first `text` in the nearest line above.
 * @throws Error where such a line says nothing that can be understood: a fixture is code.
 */
export function readFixture(text: string, ruleUnderTest: string): Fixture {
  const files = new Map<string, string[]>();
  const expected: Expected[] = [];
  let file = mainFile;
  let today = '2026-11-24';
  let fixTitle: string | null = null;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const directive = /^\s*#!\s*(.*?)\s*$/.exec(line)?.[1];
    if (directive === undefined) {
      // The text's last line end makes no further line.
      if (index < lines.length - 1 || line !== '') linesOf(files, file).push(line);
      continue;
    }
    const [, key, value = ''] = /^(file|today|fix):\s*(.*)$/.exec(directive) ?? [];
    if (key === 'file') {
      file = value;
      linesOf(files, file);
    } else if (key === 'today') today = value;
    else if (key === 'fix') fixTitle = value;
    else if (!/^[a-z]+:/.test(directive))
      expected.push(expectation(directive, ruleUnderTest, file, linesOf(files, file)));
  }
  const texts = [...files].map(
    ([name, content]) => [name, content.map((line) => `${line}\n`).join('')] as const,
  );
  return { files: new Map(texts), expected, today, fixTitle };
}

function linesOf(files: Map<string, string[]>, file: string): string[] {
  const lines = files.get(file) ?? [];
  files.set(file, lines);
  return lines;
}

function expectation(
  directive: string,
  ruleUnderTest: string,
  file: string,
  lines: readonly string[],
): Expected {
  const found = /^(error|warning|info|hint)\s+(?:([a-z0-9-]+)\s+)?`(.*?)`(?:\s*:\s*(.*))?$/.exec(directive);
  const line = lines.at(-1);
  if (!found || line === undefined) throw new Error(`Cannot understand "#! ${directive}".`);
  const [, severity, rule, text = '', message = ''] = found;
  const column = line.indexOf(text);
  if (column === -1) throw new Error(`"${text}" is not in the line above: "${line}".`);
  const before = lines.slice(0, -1).reduce((length, one) => length + one.length + 1, 0);
  const start = before + column;
  return {
    rule: rule ?? ruleUnderTest,
    severity: severity as Severity,
    file,
    start,
    end: start + text.length,
    text,
    message,
  };
}

/** What the engine is given for a fixture's files. */
export function inputOf(files: ReadonlyMap<string, string>, today: string): TenantInput {
  const yaml = new Map<string, string>();
  const settings = new Map<string, string>();
  const sql = new Map<string, FileContent>();
  const ordered = [...files].sort(([a], [b]) => Number(b === mainFile) - Number(a === mainFile));
  for (const [path, text] of ordered) {
    if (path.endsWith('.sql')) sql.set(`${root}/${path}`, { kind: 'text', text });
    else if (path.startsWith('../')) settings.set(`file:///${path.slice(3)}`, text);
    else if (path !== mainFile || text !== '') yaml.set(`${root}/${path}`, text);
  }
  return { root, yaml, settings, sql, today };
}

/** Analyses files; a `.sql` file that they name and that is not among them is missing. */
export function analyse(files: ReadonlyMap<string, string>, today: string): Snapshot {
  const engine = createEngine({
    // Outside of tests the engine goes on without a rule that fails.
    onRuleError: (rule, error) => {
      throw new Error(`${rule} failed`, { cause: error });
    },
  });
  const input = inputOf(files, today);
  const first = engine.analyse(input);
  const missing = first.sqlFiles.filter((uri) => !input.sql.has(uri));
  if (missing.length === 0) return first;
  const outside = (uri: string): FileContent => ({
    kind: uri.startsWith(`${root}/`) ? 'missing' : 'outside',
  });
  return engine.analyse({
    ...input,
    sql: new Map([...input.sql, ...missing.map((uri) => [uri, outside(uri)] as const)]),
  });
}

/** The files after a fix's changes. */
export function applyChanges(
  files: ReadonlyMap<string, string>,
  changes: readonly FileChange[],
): Map<string, string> {
  const result = new Map(files);
  for (const change of changes) {
    const path = pathOf(change.uri);
    if (change.kind === 'create') result.set(path, change.text);
    else result.set(path, applyTextEdits(result.get(path) ?? '', change.edits));
  }
  return result;
}

/** A file's path below the tenant's folder; `../` leads to the folder above. */
function pathOf(uri: string): string {
  return uri.startsWith(`${root}/`) ? uri.slice(root.length + 1) : `../${uri.slice('file:///'.length)}`;
}

/** A diagnostic as one line, to be compared with what is expected. */
export function describeDiagnostic(diagnostic: Diagnostic, files: ReadonlyMap<string, string>): string {
  const { rule, severity, place } = diagnostic;
  const path = pathOf(place.uri);
  const { start, end } = place.range;
  return `${path}:${String(start)} ${severity} ${rule} \`${(files.get(path) ?? '').slice(start, end)}\``;
}

export function describeExpected({ rule, severity, file, start, text }: Expected): string {
  return `${file}:${String(start)} ${severity} ${rule} \`${text}\``;
}

/** A fixture's file with the results of its fixes. */
export interface FixtureCase {
  readonly rule: string;
  readonly name: string;
  readonly path: string;
  /** Paths of `<case>.fix.yaml`, `<case>.fix-2.yaml`, …. */
  readonly fixes: readonly string[];
}

/** Every case of every rule, in order. */
export function fixtureCases(): readonly FixtureCase[] {
  const rules = readdirSync(fixturesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return rules.flatMap(({ name: rule }) => {
    const folder = `${fixturesFolder}${rule}/`;
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort();
    const isFix = (file: string): boolean => /\.fix(-\d+)?\.yaml$/.test(file);
    return files
      .filter((file) => !isFix(file))
      .map((file) => {
        const name = file.slice(0, -'.yaml'.length);
        const fixes = files.filter(
          (other) => isFix(other) && other.replace(/\.fix(-\d+)?\.yaml$/, '') === name,
        );
        return { rule, name, path: folder + file, fixes: fixes.map((fix) => folder + fix) };
      });
  });
}

/** A file's text; empty where it is not there. */
export function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Files as one fixture text; only those that differ from `before`, save the main one, which always stands first. */
export function writeFiles(files: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): string {
  const main = files.get(mainFile);
  const others = [...files].filter(([path, text]) => path !== mainFile && before.get(path) !== text);
  return (main ?? '') + others.map(([path, text]) => `#! file: ${path}\n${text}`).join('');
}
