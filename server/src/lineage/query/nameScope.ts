/**
 * A name that a place in a query sees, with all that stand before it in its WITH clause and in those around it. The
 * names of one clause share an index, so that a thousand of them are looked up as fast as one.
 */
export interface NameScope<Meaning> {
  readonly meaning: Meaning;
  readonly place: number;
  readonly clause: Clause<Meaning>;
}

interface Clause<Meaning> {
  /** By lower-case name, in the order of the text. */
  readonly byName: Map<string, NameScope<Meaning>[]>;
  readonly around: NameScope<Meaning> | null;
}

/** One name more in a clause, behind the one `before` it (null for its first). Spelling is compared without case. */
export function nameIn<Meaning>(
  clause: Clause<Meaning>,
  before: NameScope<Meaning> | null,
  name: string,
  meaning: Meaning,
): NameScope<Meaning> {
  const scope = { meaning, place: before?.clause === clause ? before.place + 1 : 0, clause };
  const key = name.toLowerCase();
  const same = clause.byName.get(key);
  if (same) same.push(scope);
  else clause.byName.set(key, [scope]);
  return scope;
}

/** A WITH clause without names yet, within what is seen around it. */
export function clauseIn<Meaning>(around: NameScope<Meaning> | null): Clause<Meaning> {
  return { byName: new Map(), around };
}

/** What a name means where `scope` is the nearest that is seen; null where it means none of them. */
export function meaningOf<Meaning>(name: string, scope: NameScope<Meaning> | null): Meaning | null {
  const key = name.toLowerCase();
  for (let at = scope; at; at = at.clause.around) {
    const { place } = at;
    const same = at.clause.byName.get(key) ?? [];
    // Those behind it are not read yet while it is: the last one is nearly always the one.
    for (let index = same.length - 1; index >= 0; index -= 1) {
      const found = same[index];
      if (found && found.place <= place) return found.meaning;
    }
  }
  return null;
}
