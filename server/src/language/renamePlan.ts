import type { Snapshot } from '../analysis/snapshot.js';
import { handedOn } from './handedOn.js';
import { occurrencesOf } from './occurrences.js';
import { nameKey, nameOf } from './renameNames.js';
import { targetKey, type Target } from './target.js';

/** Everything that has the new name afterwards, by tenant. */
export type RenamePlan = ReadonlyMap<Snapshot, readonly Target[]>;

/** Follows a rename to all that has the name from it, and by files that tenants share into those tenants. */
export function planRename(snapshots: readonly Snapshot[], seeds: ReadonlyMap<Snapshot, Target>): RenamePlan {
  const plan = new Map<Snapshot, Map<string, Target>>();
  const queue: { readonly snapshot: Snapshot; readonly target: Target }[] = [...seeds].map(
    ([snapshot, target]) => ({ snapshot, target }),
  );
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { snapshot, target } = next;
    const planned = plan.get(snapshot) ?? new Map<string, Target>();
    plan.set(snapshot, planned);
    if (planned.has(targetKey(target))) {
      continue;
    }
    for (const reached of handedOn(snapshot).reachOf(target)) {
      if (!planned.has(targetKey(reached))) {
        planned.set(targetKey(reached), reached);
        queue.push(...elsewhere(snapshots, snapshot, reached));
      }
    }
  }
  return new Map([...plan].map(([snapshot, targets]) => [snapshot, [...targets.values()]]));
}

/** What the same words stand for in the other tenants that read them. */
function elsewhere(
  snapshots: readonly Snapshot[],
  home: Snapshot,
  target: Target,
): { readonly snapshot: Snapshot; readonly target: Target }[] {
  const name = nameKey(nameOf(target) ?? '');
  const places = occurrencesOf(home).of(target);
  return snapshots
    .filter((other) => other !== home)
    .flatMap((other) =>
      places.flatMap(({ place }) =>
        occurrencesOf(other)
          .at(place.uri, place.range.start)
          .filter((there) => there.place.range.start === place.range.start)
          .map((there) => handedOn(other).rootOf(there.target))
          .filter((there) => there.kind === target.kind && nameKey(nameOf(there) ?? '') === name)
          .map((there) => ({ snapshot: other, target: there })),
      ),
    );
}
