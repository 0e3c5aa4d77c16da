import type { Snapshot } from '../analysis/snapshot.js';
import { KeptWith } from '../syntax/keptWith.js';
import type { SqlText } from '../tenant/tenant.js';
import { sqlOccurrences } from './sqlOccurrences.js';
import { targetKey, type Occurrence, type Target } from './target.js';
import { yamlOccurrences } from './yamlOccurrences.js';

/** Every word of a tenant that stands for something, by file and by what it stands for. */
export interface OccurrenceIndex {
  /** In the order of the file. */
  in(uri: string): readonly Occurrence[];
  /** Those that hold the offset, both ends included; a reference before a declaration at the same place. */
  at(uri: string, offset: number): readonly Occurrence[];
  /** All that stand for the same thing. */
  of(target: Target): readonly Occurrence[];
}

const indexes = new KeptWith<OccurrenceIndex>();

/** The index of a snapshot; what nobody asks for is not made. */
export function occurrencesOf(snapshot: Snapshot): OccurrenceIndex {
  return indexes.of(snapshot, () => new LazyIndex(snapshot));
}

class LazyIndex implements OccurrenceIndex {
  readonly #snapshot: Snapshot;
  readonly #ofQuery = new Map<SqlText, readonly Occurrence[]>();
  #yaml: ReadonlyMap<string, readonly Occurrence[]> | null = null;
  #byTarget: ReadonlyMap<string, readonly Occurrence[]> | null = null;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  in(uri: string): readonly Occurrence[] {
    const queries = this.#snapshot.tenant.queries.filter((query) => query.uri === uri);
    return ordered([...this.#yamlIn(uri), ...queries.flatMap((query) => this.#inQuery(query))]);
  }

  at(uri: string, offset: number): readonly Occurrence[] {
    const queries = this.#snapshot.tenant.queries.filter((query) => {
      const range = query.scalar?.range;
      return query.uri === uri && (range === undefined || (range.start <= offset && offset <= range.end));
    });
    const here = ({ place }: Occurrence): boolean => place.range.start <= offset && offset <= place.range.end;
    return ordered([
      ...this.#yamlIn(uri).filter(here),
      ...queries.flatMap((query) => this.#inQuery(query)).filter(here),
    ]);
  }

  of(target: Target): readonly Occurrence[] {
    this.#byTarget ??= groupBy(
      [
        ...[...this.#allYaml().values()].flat(),
        ...this.#snapshot.tenant.queries.flatMap((query) => this.#inQuery(query)),
      ],
      (occurrence) => targetKey(occurrence.target),
    );
    return this.#byTarget.get(targetKey(target)) ?? [];
  }

  #yamlIn(uri: string): readonly Occurrence[] {
    return this.#allYaml().get(uri) ?? [];
  }

  #allYaml(): ReadonlyMap<string, readonly Occurrence[]> {
    this.#yaml ??= groupBy(yamlOccurrences(this.#snapshot), (occurrence) => occurrence.place.uri);
    return this.#yaml;
  }

  #inQuery(query: SqlText): readonly Occurrence[] {
    let occurrences = this.#ofQuery.get(query);
    if (occurrences === undefined) {
      occurrences = sqlOccurrences(this.#snapshot, query);
      this.#ofQuery.set(query, occurrences);
    }
    return occurrences;
  }
}

function ordered(occurrences: readonly Occurrence[]): Occurrence[] {
  return [...occurrences].sort(
    (a, b) =>
      a.place.range.start - b.place.range.start ||
      Number(a.role === 'declaration') - Number(b.role === 'declaration'),
  );
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
