import type { Snapshot } from '../analysis/snapshot.js';
import { sqlOccurrences } from './sqlOccurrences.js';
import { targetKey, type Occurrence, type Target } from './target.js';
import { yamlOccurrences } from './yamlOccurrences.js';

/** Every word of a tenant that stands for something, by file and by what it stands for. */
export interface OccurrenceIndex {
  readonly all: readonly Occurrence[];
  /** In the order of the file. */
  in(uri: string): readonly Occurrence[];
  /** Those that hold the offset, both ends included; a reference before a declaration at the same place. */
  at(uri: string, offset: number): readonly Occurrence[];
  /** All that stand for the same thing. */
  of(target: Target): readonly Occurrence[];
}

const indexes = new WeakMap<Snapshot, OccurrenceIndex>();

/** The index of a snapshot, made the first time that somebody asks. */
export function occurrencesOf(snapshot: Snapshot): OccurrenceIndex {
  let index = indexes.get(snapshot);
  if (index === undefined) {
    index = makeIndex([...yamlOccurrences(snapshot), ...sqlOccurrences(snapshot)]);
    indexes.set(snapshot, index);
  }
  return index;
}

function makeIndex(all: readonly Occurrence[]): OccurrenceIndex {
  const byFile = groupBy(all, (occurrence) => occurrence.place.uri);
  const byTarget = groupBy(all, (occurrence) => targetKey(occurrence.target));
  for (const occurrences of byFile.values()) {
    occurrences.sort(
      (a, b) =>
        a.place.range.start - b.place.range.start ||
        (a.role === b.role ? 0 : a.role === 'reference' ? -1 : 1),
    );
  }
  const inFile = (uri: string): readonly Occurrence[] => byFile.get(uri) ?? [];
  return {
    all,
    in: inFile,
    at: (uri, offset) =>
      inFile(uri).filter(({ place }) => place.range.start <= offset && offset <= place.range.end),
    of: (target) => byTarget.get(targetKey(target)) ?? [],
  };
}

function groupBy(
  all: readonly Occurrence[],
  keyOf: (occurrence: Occurrence) => string,
): Map<string, Occurrence[]> {
  const groups = new Map<string, Occurrence[]>();
  for (const occurrence of all) {
    const key = keyOf(occurrence);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [occurrence]);
    } else {
      group.push(occurrence);
    }
  }
  return groups;
}
