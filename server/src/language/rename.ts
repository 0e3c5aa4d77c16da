import type { Position, Range } from 'vscode-languageserver-types';
import type { Engine } from '../analysis/engine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { FileChange } from '../edits/edit.js';
import { offsetOf, rangeOf } from './documentTexts.js';
import { handedOn } from './handedOn.js';
import { occurrencesOf } from './occurrences.js';
import { meaningLost } from './renameCheck.js';
import { doubtfulMention } from './renameDoubts.js';
import { RenameEdits } from './renameEdits.js';
import { nameOf, refusedName } from './renameNames.js';
import { planRename } from './renamePlan.js';
import type { Occurrence, Target } from './target.js';

/** The name at a position, where it can be changed. */
export interface Renamable {
  readonly range: Range;
  readonly placeholder: string;
}

/** Either the changes, or in plain words why the name cannot be changed so. */
export type RenameResult =
  | { readonly kind: 'changes'; readonly changes: readonly FileChange[] }
  | { readonly kind: 'refused'; readonly reason: string };

export function prepareRename(snapshot: Snapshot, uri: string, position: Position): Renamable | null {
  const found = renamableAt(snapshot, uri, position);
  return found === null
    ? null
    : { range: rangeOf(snapshot, found.occurrence.place), placeholder: nameOf(found.target) ?? '' };
}

/**
 * Gives a source, database, table, field, column, CTE or alias another name wherever it is spoken of, in YAML and SQL, in
 * every tenant that shares a file with this one. A column that others have from it under its name (a passthrough, a star)
 * has the new one too; where a query selects it by name, the query's own column keeps its name by an alias. All or
 * nothing: where some mention cannot be changed, or would then mean something else, nothing is, and it says why.
 *
 * @param snapshots all tenants that the file belongs to, and those that share files with them
 */
export function rename(
  snapshots: readonly Snapshot[],
  engine: () => Engine,
  uri: string,
  position: Position,
  newName: string,
): RenameResult | null {
  const seeds = new Map<Snapshot, Target>();
  for (const snapshot of snapshots) {
    const found = renamableAt(snapshot, uri, position);
    if (found !== null) {
      seeds.set(snapshot, found.target);
    }
  }
  if (seeds.size === 0) {
    return null;
  }
  const name = newName.trim();
  const plan = planRename(snapshots, seeds);
  const edits = new RenameEdits(name);
  for (const [snapshot, targets] of plan) {
    const refusal =
      firstOf(targets, (target) => refusedName(snapshot, target, name)) ??
      doubtfulMention(snapshot, targets) ??
      edits.add(snapshot, targets);
    if (refusal !== null) {
      return { kind: 'refused', reason: refusal };
    }
  }
  for (const snapshot of plan.keys()) {
    const lost = meaningLost(snapshot, engine(), edits, name);
    if (lost !== null) {
      return { kind: 'refused', reason: lost };
    }
  }
  return { kind: 'changes', changes: edits.changes() };
}

function renamableAt(
  snapshot: Snapshot,
  uri: string,
  position: Position,
): { readonly occurrence: Occurrence; readonly target: Target } | null {
  const offset = offsetOf(snapshot, uri, position);
  if (offset === null) {
    return null;
  }
  const index = occurrencesOf(snapshot);
  for (const occurrence of index.at(uri, offset)) {
    const target = handedOn(snapshot).rootOf(occurrence.target);
    if (nameOf(target) !== null && index.of(target).some(({ role }) => role === 'declaration')) {
      return { occurrence, target };
    }
  }
  return null;
}

function firstOf<T>(all: readonly T[], find: (one: T) => string | null): string | null {
  for (const one of all) {
    const found = find(one);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
