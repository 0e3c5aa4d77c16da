import { contentOf } from '../syntax/content.js';
import type { Entry, MappingNode, SyntaxTree } from '../syntax/tree.js';
import { unitUnder, type Unit } from './data.js';
import { columnOf, indentLines, meantMapping, misplaced, withValue } from './misplaced.js';
import { withNames, withoutBrace } from './lostColon.js';
import { isSetting, settingsOf, type NamedUnit } from './nameless.js';
import { looksLike, swallowsEntries } from './unitForms.js';
import type { FormatProblem } from './problem.js';
import { isForeignKey } from './schema.js';

/** What was found out of place on the way. */
export interface Findings {
  readonly tree: SyntaxTree;
  readonly problems: FormatProblem[];
  /** Settings that belong to something whose name is missing, each with the first one of the same. */
  readonly runs: Map<Entry, Entry>;
  /** Entries that are read as those of another thing than they stand in. */
  readonly moved: Set<Entry>;
}

/** The key without which nothing is one of these: a run that has it, or another of them, is the body of one. */
const bodyKeys: Readonly<Record<NamedUnit, readonly string[]>> = {
  source: ['fields', 'sql', 'sql_file'],
  database: ['kind', 'tables'],
  table: ['build'],
};

/** The key under which units of a kind hold others. */
const holderKeys: Readonly<Record<NamedUnit, string>> = {
  source: 'fields',
  database: 'tables',
  table: 'columns',
};

/** Entries, by what is written in them, in which everything stands where it belongs. */
const inPlace: Readonly<Record<NamedUnit, WeakSet<object>>> = {
  source: new WeakSet(),
  database: new WeakSet(),
  table: new WeakSet(),
};

/** Whether an entry was looked at before, and is such a unit with all in place. */
export function isInPlace(entry: Entry, unit: NamedUnit): boolean {
  return inPlace[unit].has(contentOf(entry));
}

/** The sources, databases or tables of a mapping as they are meant; the mapping itself where all is in place. */
export function meantUnits(
  mapping: MappingNode,
  unit: NamedUnit,
  path: readonly string[],
  findings: Findings,
): MappingNode {
  const units: Entry[] = [];
  let changed = false;
  const { entries } = mapping;
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at];
    if (!entry) continue;
    const behind = settingsFrom(entries, at + 1, unit);
    if (behind.length > 0 && isMeantFor(entry, behind, unit)) {
      units.push(withSettings(entry, behind, unit, path, findings));
      at += behind.length;
      changed = true;
      continue;
    }
    const meant = meantUnit(entry, unit, path, findings);
    if (meant.length !== 1 || meant[0] !== entry) changed = true;
    units.push(...meant);
  }
  return changed ? meantMapping(mapping, units) : mapping;
}

/** The settings that stand in the column of names, from a place on. */
function settingsFrom(entries: readonly Entry[], from: number, unit: NamedUnit): readonly Entry[] {
  let end = from;
  for (let entry = entries[end]; entry && isSetting(entry, unit); entry = entries[end]) end++;
  return end === from ? [] : entries.slice(from, end);
}

/** Settings behind a unit that has none of them are its own, not deep enough. */
function isMeantFor(entry: Entry, settings: readonly Entry[], unit: NamedUnit): boolean {
  if (isSetting(entry, unit) || isForeignKey(entry.key.text) || entry.broken) return false;
  if (settings.some(({ broken }) => broken)) return false;
  if (entry.value === null) return true;
  if (entry.value.kind !== 'mapping' || entry.value.style !== 'block') return false;
  const own = new Set(entry.value.entries.map(({ key }) => key.text));
  return settings.every(({ key }) => !own.has(key.text));
}

function withSettings(
  entry: Entry,
  settings: readonly Entry[],
  unit: NamedUnit,
  path: readonly string[],
  { tree, problems }: Findings,
): Entry {
  const [first] = settings;
  const name = entry.key.text;
  const own = entry.value?.kind === 'mapping' ? entry.value : null;
  if (first) {
    const inner = own?.entries[0];
    const column = columnOf(tree, inner?.range.start ?? entry.range.start);
    const wanted = column === null ? null : inner ? column : column + 2;
    const message = `\`${first.key.text}\` is a setting of \`${name}\`, but stands in the column of the names of ${unit}s. Indent it below \`${name}\`.`;
    const title = `Indent below \`${name}\``;
    problems.push(
      misplaced(first, path, message, wanted === null ? null : indentLines(tree, settings, wanted, title)),
    );
  }
  return withValue(entry, meantMapping(own, [...(own?.entries ?? []), ...settings]));
}

/** A unit as it is meant, and behind it those that stand inside it and are units themselves. */
function meantUnit(
  entry: Entry,
  unit: NamedUnit,
  path: readonly string[],
  findings: Findings,
): readonly Entry[] {
  const named = withoutBrace(entry, path, findings);
  if (named) return [named];
  const { value } = entry;
  if (value?.kind !== 'mapping' || value.style !== 'block' || isForeignKey(entry.key.text)) return [entry];
  if (isInPlace(entry, unit)) return [entry];
  // What a query has swallowed is no part of the unit any more, and it is the query that is told.
  if (value.entries.some(swallowsEntries)) return [withValue(entry, value)];
  const inside = [...path, entry.key.text];
  const { own, out } = splitUnit(entry, value, unit, inside, findings);
  const held = meantHeld(own, unit, inside, findings);
  if (out.length === 0 && held === value.entries) {
    if (findings.tree.problems.length === 0) inPlace[unit].add(contentOf(entry));
    return [entry];
  }
  const isCut = out.length > 0;
  const self = meantMapping(isCut ? null : value, held);
  return [{ ...withValue(entry, self), broken: entry.broken || !isCut }, ...out];
}

/** What stands in a unit, without what is meant to stand beside it. */
function splitUnit(
  entry: Entry,
  value: MappingNode,
  unit: NamedUnit,
  path: readonly string[],
  findings: Findings,
): { readonly own: readonly Entry[]; readonly out: readonly Entry[] } {
  const { entries } = value;
  const known = settingsOf(unit);
  const seen = new Set<string>();
  for (const [at, one] of entries.entries()) {
    const key = one.key.text;
    if (seen.has(key) && known.has(key) && isBody(entries.slice(at), unit))
      return runFrom(entry, entries, at, unit, path, findings);
    seen.add(key);
    if (known.has(key) || one.value?.kind !== 'mapping' || !looksLike(one.value, unit)) continue;
    if (unit === 'table' || at === entries.length - 1) {
      tellTooDeep(one, [one], entry, unit, path, findings);
      return { own: entries.slice(0, at), out: [one, ...entries.slice(at + 1)] };
    }
  }
  return { own: entries, out: [] };
}

/** From a repeated key on: the settings of something whose name is missing, or stands as deep as they. */
function runFrom(
  entry: Entry,
  entries: readonly Entry[],
  at: number,
  unit: NamedUnit,
  path: readonly string[],
  findings: Findings,
): { readonly own: readonly Entry[]; readonly out: readonly Entry[] } {
  const start = startOfRun(entries, at, unit);
  const known = settingsOf(unit);
  const named = [start, at - 1].find((one) => {
    const name = entries[one];
    return name?.value === null && !known.has(name.key.text);
  });
  const name = named === undefined ? undefined : entries[named];
  if (named !== undefined && name) {
    const run = entries.slice(named + 1);
    tellTooDeep(name, [name], entry, unit, path, findings);
    for (const one of run) findings.moved.add(one);
    return { own: entries.slice(0, named), out: [withValue(name, meantMapping(null, run))] };
  }
  const run = entries.slice(start);
  const [first] = run;
  for (const one of run) if (first) findings.runs.set(one, first);
  return { own: entries.slice(0, start), out: run };
}

/** What stands between the fields or columns of a unit and a key that it has already is not its own either. */
function startOfRun(entries: readonly Entry[], at: number, unit: NamedUnit): number {
  for (let start = at; start > 0; start--) {
    if (entries[start - 1]?.key.text === holderKeys[unit]) return start;
  }
  return at;
}

function isBody(run: readonly Entry[], unit: NamedUnit): boolean {
  const known = settingsOf(unit);
  return (
    run.length > 1 &&
    run.every(({ key }) => known.has(key.text)) &&
    run.some(({ key }) => bodyKeys[unit].includes(key.text))
  );
}

function tellTooDeep(
  entry: Entry,
  lines: readonly Entry[],
  above: Entry,
  unit: NamedUnit,
  path: readonly string[],
  { tree, problems }: Findings,
): void {
  const column = columnOf(tree, above.range.start);
  const name = entry.key.text;
  const message = `\`${name}\` is a ${unit}, but stands among the settings of \`${above.key.text}\`. Indent it as \`${above.key.text}\` is.`;
  const title = `Indent as \`${above.key.text}\` is`;
  problems.push(
    misplaced(entry, path, message, column === null ? null : indentLines(tree, lines, column, title)),
  );
}

/** The entries of a unit with those that are meant to stand in its `fields`, `tables` or `columns`. */
function meantHeld(
  entries: readonly Entry[],
  unit: NamedUnit,
  path: readonly string[],
  findings: Findings,
): readonly Entry[] {
  const at = entries.findIndex(({ key }) => key.text === holderKeys[unit]);
  const holder = entries[at];
  const inside = unitUnder(unit, holderKeys[unit]);
  const held = holder?.value ?? null;
  if (!holder || inside === null || (held && (held.kind !== 'mapping' || held.style !== 'block')))
    return entries;
  let end = at + 1;
  while (isStray(entries[end], unit, inside)) end++;
  const strays = entries.slice(at + 1, end);
  const below = [...path, holder.key.text];
  const named = namesIn(held, inside, below, findings);
  if (strays.length === 0 && named === held) return entries;
  const [first] = strays;
  if (first) tellOutside(first, strays, holder, named, path, findings);
  const value = meantMapping(named, [...(named?.entries ?? []), ...strays]);
  const self = first ? withValue(holder, value) : { ...holder, value };
  return [...entries.slice(0, at), self, ...entries.slice(end)];
}

/** What stands below `fields`, `tables` or `columns`, as it is meant. */
function namesIn(
  held: MappingNode | null,
  inside: Unit,
  path: readonly string[],
  findings: Findings,
): MappingNode | null {
  if (held === null) return null;
  return inside === 'table' ? meantUnits(held, 'table', path, findings) : withNames(held, path, findings);
}

/** An entry among the settings of a unit that is no setting, but looks like what one of them holds. */
function isStray(entry: Entry | undefined, unit: NamedUnit, inside: Unit): entry is Entry {
  if (!entry || settingsOf(unit).has(entry.key.text) || isForeignKey(entry.key.text)) return false;
  return !entry.broken && looksLike(entry.value, inside);
}

function tellOutside(
  first: Entry,
  strays: readonly Entry[],
  holder: Entry,
  named: MappingNode | null,
  path: readonly string[],
  { tree, problems }: Findings,
): void {
  const key = holder.key.text;
  const inner = named?.entries[0];
  const own = columnOf(tree, holder.range.start);
  const column = inner ? columnOf(tree, inner.range.start) : own === null ? null : own + 2;
  const message = `\`${first.key.text}\` stands beside \`${key}\`, and is read as a setting there. Indent it as what stands below \`${key}\`.`;
  const title = `Indent below \`${key}\``;
  problems.push(
    misplaced(first, path, message, column === null ? null : indentLines(tree, strays, column, title)),
  );
}
