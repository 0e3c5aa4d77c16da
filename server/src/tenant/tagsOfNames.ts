import type { Catalog } from '../catalog/catalog.js';
import {
  fieldNameReader,
  type Certainty,
  type FieldNameReader,
  type LikelyTagWords,
  type NamedTag,
  type SourceRole,
} from '../catalog/likelyTags.js';
import type { Field, Source } from './tenant.js';

/** A tag that a name suggests, whatever the field. */
export interface FoundTag {
  readonly named: NamedTag;
  readonly certainty: Certainty;
  /** How much of the name had to be left out. */
  readonly left: number;
  /** 0 for the tag that the name suggests first, 1 for the next. */
  readonly choice: number;
}

const readers = new WeakMap<LikelyTagWords, FieldNameReader>();

/** The reader of field names of a catalogue, made once. */
export function readerOf(catalog: Catalog): FieldNameReader {
  const made = readers.get(catalog.likelyTags) ?? fieldNameReader(catalog.likelyTags);
  readers.set(catalog.likelyTags, made);
  return made;
}

/** Tells every tag that a field's name suggests to sources of some kinds, whatever tags there are already. */
export type TagsNamed = (field: Field, roles: readonly SourceRole[]) => readonly NamedTag[];

/** What the names of a source's fields say. */
export function tagsNamedIn(source: Source, catalog: Catalog): TagsNamed {
  const reader = readerOf(catalog);
  const prefix = sharedPrefix(source.fields, reader);
  return (field, roles) =>
    recall(namedByName, reader, `${roles.join(' ')}\n${prefix ?? ''}\n${field.name}`, () =>
      roles.flatMap((role) =>
        foundTags(field.name, role, reader, prefix).map(({ named, certainty }) => ({ ...named, certainty })),
      ),
    );
}

/** A first word that most fields share and no phrase knows (`c_first_name`, `c_city`): the table's own prefix. */
export function sharedPrefix(fields: readonly Field[], reader: FieldNameReader): string | null {
  const counts = new Map<string, number>();
  for (const field of fields) {
    const [first] = reader.wordsOf(field.name);
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most || fields.length < 3 || most[1] < fields.length * 0.6 || reader.isKnownWord(most[0])) return null;
  return most[0];
}

/** What was made of names, by reader. */
type ByName<T> = WeakMap<FieldNameReader, Map<string, T>>;

const foundByName: ByName<readonly FoundTag[]> = new WeakMap();
const namedByName: ByName<readonly NamedTag[]> = new WeakMap();
/** Names repeat, within a tenant and from keystroke to keystroke; a memory that grows beyond this starts again. */
const mostRemembered = 20_000;

function recall<T>(memory: ByName<T>, reader: FieldNameReader, key: string, find: () => T): T {
  let known = memory.get(reader);
  if (!known) {
    known = new Map();
    memory.set(reader, known);
  }
  let found = known.get(key);
  if (found === undefined) {
    found = find();
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
  }
  return found;
}

/** The tags that a name suggests, with as little left out of it as possible. */
export function foundTags(
  name: string,
  role: SourceRole,
  reader: FieldNameReader,
  prefix: string | null,
): readonly FoundTag[] {
  return recall(foundByName, reader, `${role}\n${prefix ?? ''}\n${name}`, () =>
    suggestedBy(reader.wordsOf(name), role, reader, prefix),
  );
}

function suggestedBy(
  written: readonly string[],
  role: SourceRole,
  reader: FieldNameReader,
  prefix: string | null,
): readonly FoundTag[] {
  let words = prefix !== null && written[0] === prefix && written.length > 1 ? written.slice(1) : written;
  let lesser = false;
  for (let left = 0; left < 4; left++) {
    const found = reader.tagsOf(words, role);
    if (found.length > 0) {
      return found.map((named, choice) => ({
        named,
        certainty: lesser ? 'likely' : named.certainty,
        left: left + (lesser ? 1 : 0),
        choice,
      }));
    }
    const without = reader.withoutOwner(words, role);
    if (!without) return [];
    words = without.rest;
    lesser ||= without.lesser;
  }
  return [];
}
