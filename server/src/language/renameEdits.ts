import type { Snapshot } from '../analysis/snapshot.js';
import type { FileChange, TextEdit } from '../edits/edit.js';
import { textOf } from '../workspace/fixAll.js';
import { occurrencesOf } from './occurrences.js';
import { lineText } from './placeText.js';
import { settingsBeside } from './renameSettings.js';
import { targetKey, type Occurrence, type Target } from './target.js';
import { nameInSql, nameInYaml } from './writtenName.js';

/** The changes of one rename in all files; of several tenants that share a file each change is made once. */
export class RenameEdits {
  readonly #name: string;
  readonly #files = new Map<string, Map<string, TextEdit>>();
  /** What is written that was not there in any form. */
  readonly #added = new Set<TextEdit>();

  constructor(name: string) {
    this.#name = name;
  }

  /** Adds what a tenant needs; gives the reason where some mention of it cannot be changed. */
  add(snapshot: Snapshot, targets: readonly Target[]): string | null {
    const index = occurrencesOf(snapshot);
    const renamed = new Set(targets.map(targetKey));
    const places = new Map<string, Occurrence>();
    for (const occurrence of targets.flatMap((target) => index.of(target))) {
      const { uri, range } = occurrence.place;
      places.set(`${uri} ${range.start} ${range.end}`, occurrence);
    }
    for (const { place } of places.values()) {
      const here = index
        .at(place.uri, place.range.start)
        .filter(
          (one) => one.place.range.start === place.range.start && one.place.range.end === place.range.end,
        );
      const newText = this.#newText(snapshot, here, renamed);
      const fits = newText !== null && this.#put(place.uri, { range: place.range, newText });
      if (!fits) {
        return `${lineText(snapshot, place)} speaks of several things by one name that would have to be told apart. Write that in another way first, for example ON instead of USING.`;
      }
    }
    for (const target of targets) {
      for (const { uri, edit } of settingsBeside(snapshot, target, this.#name)) {
        if (this.#put(uri, edit)) {
          this.#added.add(edit);
        }
      }
    }
    return null;
  }

  /** The edits of a file, in its order. */
  of(uri: string): readonly TextEdit[] {
    return [...(this.#files.get(uri)?.values() ?? [])].sort((a, b) => a.range.start - b.range.start);
  }

  isAdded(edit: TextEdit): boolean {
    return this.#added.has(edit);
  }

  changes(): FileChange[] {
    return [...this.#files.keys()].map((uri) => ({ kind: 'edit', uri, edits: this.of(uri) }));
  }

  /** False where the span is to be something else already. */
  #put(uri: string, edit: TextEdit): boolean {
    const edits = this.#files.get(uri) ?? new Map<string, TextEdit>();
    this.#files.set(uri, edits);
    const key = `${edit.range.start} ${edit.range.end}`;
    const there = edits.get(key);
    if (there === undefined) {
      edits.set(key, edit);
    }
    return there === undefined || there.newText === edit.newText;
  }

  /** Null where one word stands for something that is renamed and for something that is not. */
  #newText(snapshot: Snapshot, here: readonly Occurrence[], renamed: ReadonlySet<string>): string | null {
    const [first] = here;
    const written = first === undefined ? null : writtenAt(snapshot, first);
    if (first === undefined || written === null) {
      return null;
    }
    if (first.language === 'yaml') {
      return nameInYaml(written, this.#name);
    }
    const newText = nameInSql(written, this.#name);
    const reads = share(here, 'reference', renamed);
    const makes = share(here, 'declaration', renamed);
    if (reads === 'some' || makes === 'some') {
      return null;
    }
    // A bare select item both reads a column and names one; where only one of them is renamed it needs an alias.
    if (reads === 'all' && makes === 'none') {
      return `${newText} AS ${written}`;
    }
    const isUnnamed = here.some(({ unnamed }) => unnamed === true);
    return makes === 'all' && reads !== 'all' && isUnnamed ? `${written} AS ${newText}` : newText;
  }
}

function writtenAt(snapshot: Snapshot, { place }: Occurrence): string | null {
  return textOf(snapshot.input, place.uri)?.slice(place.range.start, place.range.end) ?? null;
}

/** How many of the words of a role are renamed; null where there is none of it. */
function share(
  here: readonly Occurrence[],
  role: Occurrence['role'],
  renamed: ReadonlySet<string>,
): 'all' | 'some' | 'none' | null {
  const those = here.filter((occurrence) => occurrence.role === role);
  const count = those.filter(({ target }) => renamed.has(targetKey(target))).length;
  if (those.length === 0) {
    return null;
  }
  return count === 0 ? 'none' : count === those.length ? 'all' : 'some';
}
