import { parseDocument } from 'yaml';
import { createEngine } from '../../server/src/analysis/engine.js';
import type { Snapshot } from '../../server/src/analysis/snapshot.js';
import type { Diagnostic, Fix } from '../../server/src/rules/rule.js';
import { followUps } from './followUps.js';
import { applyChanges, inputOf, root } from './fixture.js';
import type { Files } from './retold.js';

/** Analyses the files of one tenant again and again, as an editor does. */
export type Analyse = (files: Files) => Snapshot;

export function analyser(today: string): Analyse {
  const engine = createEngine({
    onRuleError: (rule, error) => {
      throw new Error(`${rule} failed`, { cause: error });
    },
  });
  return (files) => {
    const input = inputOf(files, today);
    const first = engine.analyse(input);
    const missing = first.sqlFiles.filter((uri) => !input.sql.has(uri));
    if (missing.length === 0) return first;
    const sql = new Map(input.sql);
    for (const uri of missing) sql.set(uri, { kind: uri.startsWith(`${root}/`) ? 'missing' : 'outside' });
    return engine.analyse({ ...input, sql });
  };
}

/** A diagnostic without its place: what stays the same when a tenant is written in another way. */
export function saying({ rule, severity, message }: Diagnostic): string {
  return `${severity} ${rule}: ${message}`;
}

/** What is wrong with a fix of a diagnostic, each in a line; empty where it keeps all promises. */
export function brokenPromises(
  files: Files,
  before: Snapshot,
  diagnostic: Diagnostic,
  fix: Fix,
  analyse: Analyse,
): readonly string[] {
  const after = fixed(files, fix);
  if (after === null) return [];
  const snapshot = analyse(after);
  const problems = [
    ...stays(before, snapshot, diagnostic),
    ...newErrors(before, snapshot, diagnostic, fix),
    ...newShape(files, after),
    ...lostComments(files, after, fix),
    ...secondTime(after, snapshot, before, diagnostic, fix),
  ];
  const where = `${saying(diagnostic).slice(0, 160)}\n    fix: ${fix.title.slice(0, 160)}`;
  return problems.map((problem) => `${problem}\n    ${where}`);
}

/** The files after a fix; null where it turns out not to be possible. */
export function fixed(files: Files, fix: Fix): Files | null {
  const changes = fix.changes();
  return changes.length === 0 ? null : applyChanges(files, changes);
}

/**
 * The tenant as data: all files in one, SQL with single blanks. Null where a file is not YAML without errors.
 * Read by a parser that is not ours.
 */
export function dataOf(files: Files): unknown {
  const known = dataByFiles.get(files);
  if (known !== undefined) return known.data;
  const data = readData(files);
  dataByFiles.set(files, { data });
  return data;
}

const dataByFiles = new WeakMap<Files, { readonly data: unknown }>();

function readData(files: Files): unknown {
  const result: Record<string, unknown> = {};
  for (const [path, text] of files) {
    if (path.endsWith('.sql')) result[path] = words(text);
    else {
      const document = parseDocument(text, { merge: true });
      if (document.errors.length > 0) return null;
      layOver(result, document.toJS() as unknown);
    }
  }
  return result;
}

function layOver(below: Record<string, unknown>, above: unknown): void {
  if (!isMapping(above)) return;
  for (const [key, value] of Object.entries(above)) {
    const there = below[key];
    if (isMapping(there) && isMapping(value)) layOver(there, value);
    else if (isMapping(value)) {
      const copy: Record<string, unknown> = {};
      below[key] = copy;
      layOver(copy, value);
    } else below[key] = key === 'sql' && typeof value === 'string' ? words(value) : value;
  }
}

const words = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function count(snapshot: Snapshot, diagnostic: Diagnostic): number {
  return snapshot.diagnostics.filter(
    ({ rule, message }) => rule === diagnostic.rule && message === diagnostic.message,
  ).length;
}

function stays(before: Snapshot, after: Snapshot, diagnostic: Diagnostic): string[] {
  return count(after, diagnostic) < count(before, diagnostic) ? [] : ['the diagnostic stays'];
}

function newErrors(before: Snapshot, after: Snapshot, diagnostic: Diagnostic, fix: Fix): string[] {
  const known = errorsOf(before);
  const now = errorsOf(after);
  const brings = followUps
    .filter((one) => one.rule === diagnostic.rule && (one.title === undefined || one.title.test(fix.title)))
    .map((one) => one.brings);
  const gone = known.filter((old) => !now.some((error) => saying(error) === saying(old)));
  return (
    now
      .filter((error) => !known.some((old) => saying(old) === saying(error)))
      .filter(({ rule }) => !brings.includes(rule) && !brings.includes('*'))
      // The same finding that now lists less.
      .filter((error) => !gone.some((old) => old.rule === error.rule && sameThing(old, error)))
      .map((error) => `a new ${saying(error)}`)
  );
}

function errorsOf({ diagnostics }: Snapshot): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function sameThing(one: Diagnostic, other: Diagnostic): boolean {
  return one.place.uri === other.place.uri && JSON.stringify(one.data) === JSON.stringify(other.data);
}

/** Line ends, BOM and YAML that another parser can read. */
function newShape(before: Files, after: Files): string[] {
  const problems: string[] = [];
  for (const [path, text] of after) {
    const old = before.get(path);
    if (old === undefined || old === text) continue;
    if (old.startsWith('\uFEFF') !== text.startsWith('\uFEFF') || text.lastIndexOf('\uFEFF') > 0) {
      problems.push(`the BOM of ${path} moved`);
    }
    if (old.includes('\r\n') && !/(^|[^\r])\n/.test(old) && /(^|[^\r])\n/.test(text)) {
      problems.push(`${path} mixes line ends`);
    }
    if (!old.includes('\r') && text.includes('\r')) problems.push(`${path} mixes line ends`);
    if (!path.endsWith('.sql') && errorsIn(text) > errorsIn(old)) problems.push(`${path} is broken YAML`);
    if (/[ \t]\r?$/m.test(text) && !/[ \t]\r?$/m.test(old))
      problems.push(`${path} has blanks at a line's end`);
  }
  return problems;
}

const errorsByText = new Map<string, number>();

function errorsIn(text: string): number {
  const known = errorsByText.get(text) ?? parseDocument(text).errors.length;
  errorsByText.set(text, known);
  return known;
}

/** What only adds takes no comment and no key away. */
function lostComments(before: Files, after: Files, fix: Fix): string[] {
  if (!fix.addsOnly) return [];
  const problems: string[] = [];
  for (const [path, text] of before) {
    const now = after.get(path) ?? '';
    for (const [comment] of text.matchAll(/(?<=^|\s)#.*$|--.*$/gm)) {
      if (!now.includes(comment.trim())) problems.push(`${path} lost the comment ${comment}`);
    }
  }
  const [old, data] = [dataOf(before), dataOf(after)];
  if (old !== null && data !== null) problems.push(...lostKeys(old, data, ''));
  return problems;
}

function lostKeys(old: unknown, data: unknown, way: string): string[] {
  if (!isMapping(old)) return [];
  if (!isMapping(data)) return typeof data === 'object' ? [`${way} lost its keys`] : [`${way} is no mapping`];
  return Object.entries(old).flatMap(([key, value]) =>
    key in data ? lostKeys(value, data[key], `${way}/${key}`) : [`${way}/${key} is lost`],
  );
}

/** A fix that is offered again for the same thing does nothing. */
function secondTime(
  after: Files,
  now: Snapshot,
  before: Snapshot,
  diagnostic: Diagnostic,
  fix: Fix,
): string[] {
  const same = ({ diagnostics }: Snapshot): readonly Fix[] =>
    diagnostics
      .filter(({ rule, place }) => rule === diagnostic.rule && place.uri === diagnostic.place.uri)
      .filter(({ data }) => JSON.stringify(data) === JSON.stringify(diagnostic.data))
      .flatMap(({ fixes }) => fixes.filter(({ title }) => title === fix.title));
  const [again] = same(now);
  if (again === undefined || same(before).length > 1) return [];
  const twice = fixed(after, again);
  return twice !== null && [...twice].some(([path, text]) => after.get(path) !== text)
    ? ['the second time changes something']
    : [];
}
