import type { Entry, MappingNode } from '../syntax/tree.js';
import { formatEntries, type Unit } from './data.js';
import { entryNamed, keyRange, mappingAt, type Location, type UnitPlace } from './location.js';
import { nearest } from './nearest.js';
import type { FormatMend, FormatProblem } from './problem.js';
import { childSchema, knownKeys, rootSchema, schemaAt } from './schema.js';
import { holderWords, sentenceStart } from './words.js';

/** A key that the mapping does not have. */
export function unknownKey(place: UnitPlace, location: Location, key: string): FormatProblem | null {
  const mapping = mappingAt(location);
  const entry = mapping && entryNamed(mapping, key);
  if (!mapping || !entry) return null;
  const known = knownKeysAt(place, location);
  const free = known.filter((one) => entryNamed(mapping, one) === null);
  const near = nearest(key, free);
  return {
    kind: 'unknown-key',
    range: entry.key.range,
    message: unknownKeyMessage(place, location, key, near, known),
    path: [...location.path, key],
    entry,
    node: null,
    mend:
      near === null
        ? null
        : { kind: 'rename-key', title: `Change to \`${near}\``, preferred: true, key: near },
  };
}

function unknownKeyMessage(
  place: UnitPlace,
  location: Location,
  key: string,
  near: string | null,
  known: readonly string[],
): string {
  const holder = holderWords(place.unit, location.keys);
  const atRoot = location.path.length === 0;
  if (atRoot && place.role !== 'tenant' && childSchema(rootSchema('tenant'), key, 'tenant') !== null) {
    return `\`${key}\` does not stand in ${holder}. Move it to the tenant's tenant.yaml.`;
  }
  const wrong = `\`${key}\` is not a key of ${holder}.`;
  if (near !== null) return `${wrong} Did you mean \`${near}\`?`;
  if (known.length <= 6) return `${wrong} It has ${known.map((one) => `\`${one}\``).join(', ')}.`;
  return `${wrong} Take it away, or begin it with \`x-\` if it is for another tool.`;
}

function knownKeysAt(place: UnitPlace, location: Location): readonly string[] {
  const schema = schemaAt(location.path, place.role);
  return schema === null ? [] : knownKeys(schema);
}

/** A key that the mapping must have. */
export function missingKey(place: UnitPlace, location: Location, key: string): FormatProblem {
  const holder = sentenceStart(holderWords(place.unit, location.keys));
  const value = suggestedValue(key, mappingAt(location));
  return {
    kind: 'missing-key',
    range: keyRange(location),
    message: `${named(place, holder)} needs \`${key}\`: ${purposeOf(key)}.`,
    path: [...location.path, key],
    entry: location.entry,
    node: null,
    mend: { kind: 'add-key', title: titleOfAdding(key, value), preferred: false, key, value },
  };
}

/** A unit inside a file is called by its name too. */
function named(place: UnitPlace, holder: string): string {
  const name = place.entry?.key.text;
  if (name === undefined) return holder;
  return `${holder.replace(/^An? /, 'The ')} \`${name}\``;
}

function titleOfAdding(key: string, value: string | number | boolean | null): string {
  return value === null ? `Add \`${key}\`` : `Add \`${key}: ${String(value)}\``;
}

/** Settings whose source, database or table has lost its name. `path`: of what holds these by name. */
export function missingName(path: readonly string[], unit: Unit, first: Entry): FormatProblem {
  const holder = holderWords(unit, []);
  const key = first.key.text;
  return {
    kind: 'missing-name',
    range: first.key.range,
    message: `\`${key}\` is a setting of ${holder}, and the line with its name is missing here. Write the name above, less indented.`,
    path: [...path, key],
    entry: first,
    node: null,
    mend: null,
  };
}

const purposes: Readonly<Record<string, string>> = {
  version: 'the version of the format, 1',
  tenant: 'the name of the tenant',
  fields: 'what the feed or bridge brings',
  build: '`passthrough`, `sql` or `template`',
  sql: 'the query that makes it, here or in a file by `sql_file`',
};

function purposeOf(key: string): string {
  return purposes[key] ?? 'it cannot do without';
}

/** What the rest of the mapping shows the key to be. */
function suggestedValue(key: string, mapping: MappingNode | null): string | number | null {
  if (key === 'version') return 1;
  if (key !== 'build') return null;
  const has = (name: string): boolean => mapping !== null && entryNamed(mapping, name) !== null;
  if (has('sql') || has('sql_file')) return 'sql';
  return has('template') || has('source_priority') ? 'template' : 'passthrough';
}

/** Both `sql` and `sql_file`: the later one is one too many. */
export function twoQueries(place: UnitPlace, location: Location): FormatProblem | null {
  const mapping = mappingAt(location);
  const keys = mapping ? formatEntries(mapping).filter(isQuery) : [];
  const entry = keys.at(-1);
  if (keys.length < 2 || !entry) return null;
  const holder = holderWords(place.unit, location.keys);
  return excluded(
    location,
    entry,
    `${sentenceStart(holder)} has \`sql\` or \`sql_file\`, not both. Keep one of them.`,
  );
}

function isQuery(entry: Entry): boolean {
  return entry.key.text === 'sql' || entry.key.text === 'sql_file';
}

/** A key that stands only with another `build` or `kind`. */
export function excludedKey(place: UnitPlace, location: Location): FormatProblem | null {
  const { entry } = location;
  const key = entry?.key.text;
  if (!entry || key === undefined) return null;
  const owner: Location = { ...location, path: location.path.slice(0, -1) };
  if (place.unit === 'source') {
    const mapping = place.node?.kind === 'mapping' ? place.node : null;
    const kind = mapping && entryNamed(mapping, 'kind');
    const mend: FormatMend | null = kind
      ? null
      : {
          kind: 'add-key',
          title: 'Make it a custom domain table',
          preferred: false,
          key: 'kind',
          value: 'custom_domain_table',
        };
    const standsWith = '`kind: custom_domain_table`';
    const message = `\`${key}\` stands only with ${standsWith}.`;
    const problem = { ...excluded(owner, entry, message), standsWith };
    // The key is added to the source, so the entry that the mend speaks of is the source's.
    return mend === null ? problem : { ...problem, entry: place.entry, mend };
  }
  const standsWith = buildsWith(key);
  const message = `\`${key}\` stands only with ${standsWith}. Take it away, or change \`build\`.`;
  return { ...excluded(owner, entry, message), standsWith };
}

function buildsWith(key: string): string {
  if (key === 'source') return '`build: passthrough`';
  return key === 'sql' || key === 'sql_file' ? '`build: sql`' : '`build: template`';
}

function excluded(owner: Location, entry: Entry, message: string): FormatProblem {
  const key = entry.key.text;
  return {
    kind: 'excluded-key',
    range: entry.key.range,
    message,
    path: [...owner.path, key],
    entry,
    node: null,
    mend: { kind: 'remove-key', title: `Remove \`${key}\``, preferred: false },
  };
}
