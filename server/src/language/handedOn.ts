import type { Snapshot } from '../analysis/snapshot.js';
import { KeptWith } from '../syntax/keptWith.js';
import { InnerColumns } from './innerColumns.js';
import { occurrencesOf } from './occurrences.js';
import { targetKey, targetOfColumn, type Target } from './target.js';

/** Which columns have their names from which others without anybody writing them: through a passthrough or a star. */
export interface HandedOn {
  /** The column whose name this one has in the end; itself where it has its own. */
  rootOf(target: Target): Target;
  /** The target and everything that has its name from it. */
  reachOf(target: Target): Target[];
}

const known = new KeptWith<HandedOn>();

export function handedOn(snapshot: Snapshot): HandedOn {
  return known.of(snapshot, () => new Links(snapshot));
}

class Links implements HandedOn {
  readonly #snapshot: Snapshot;
  readonly #forward = new Map<string, Target[]>();
  readonly #backward = new Map<string, Target>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#passthroughs();
    for (const query of snapshot.tenant.queries) {
      const view = snapshot.lineage.queryView(query);
      const links = view === null ? [] : new InnerColumns(snapshot, query, view).handedOn();
      links.forEach(({ from, to }) => this.#link(from, to));
    }
  }

  rootOf(target: Target): Target {
    let at = target;
    const seen = new Set<string>();
    for (;;) {
      const key = targetKey(at);
      const before = this.#backward.get(key);
      if (before === undefined || seen.has(key)) {
        return at;
      }
      seen.add(key);
      at = before;
    }
  }

  reachOf(target: Target): Target[] {
    const reached = new Map<string, Target>([[targetKey(target), target]]);
    // A map goes on to what is added while it is walked.
    for (const [key, one] of reached) {
      for (const next of [...(this.#forward.get(key) ?? []), ...this.#declaredWith(one)]) {
        const nextKey = targetKey(next);
        if (!reached.has(nextKey)) {
          reached.set(nextKey, next);
        }
      }
    }
    return [...reached.values()];
  }

  /** What the same word declares: an anchor's fields are those of all sources that have them by an alias. */
  #declaredWith(target: Target): Target[] {
    const index = occurrencesOf(this.#snapshot);
    return index
      .of(target)
      .filter(({ role }) => role === 'declaration')
      .flatMap(({ place }) =>
        index
          .at(place.uri, place.range.start)
          .filter(
            (other) =>
              other.role === 'declaration' &&
              other.place.range.start === place.range.start &&
              other.place.range.end === place.range.end,
          )
          .map((other) => other.target),
      );
  }

  #passthroughs(): void {
    const { tenant, lineage } = this.#snapshot;
    for (const database of tenant.databases) {
      for (const table of database.tables) {
        const name = table.source?.value ?? table.name;
        const read = table.build?.value === 'passthrough' ? lineage.resolvePassthrough(name) : null;
        if (read?.kind !== 'relation') {
          continue;
        }
        const relation = lineage.relationOfTable(database, table);
        for (const column of lineage.columnsOf(read.relation).columns.values()) {
          this.#link(targetOfColumn(read.relation, column.name), targetOfColumn(relation, column.name));
        }
      }
    }
  }

  #link(from: Target, to: Target): void {
    const fromKey = targetKey(from);
    const toKey = targetKey(to);
    if (fromKey === toKey) {
      return;
    }
    const after = this.#forward.get(fromKey);
    if (after === undefined) {
      this.#forward.set(fromKey, [to]);
    } else {
      after.push(to);
    }
    if (!this.#backward.has(toKey)) {
      this.#backward.set(toKey, from);
    }
  }
}
