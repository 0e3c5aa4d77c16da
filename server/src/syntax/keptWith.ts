/** Something that later stages of the pipeline work things out of; what they found goes where it goes. */
export interface Holder {
  /** Only `KeptWith` reads and writes this; null until something is kept. */
  kept: Map<object, unknown> | null;
}

/**
 * One thing that is worked out of each holder once. It is kept in the holder itself: a weak map would do, but what its
 * values hold outlives the next collections of the young generation, and with one holder for each keystroke these are
 * what a fast typist waits for.
 */
export class KeptWith<T> {
  of(holder: Holder, make: () => T): T {
    let known = this.get(holder);
    if (known === undefined) {
      known = make();
      this.set(holder, known);
    }
    return known;
  }

  /** Undefined where it was not worked out yet. */
  get(holder: Holder): T | undefined {
    // Nobody but this object puts anything there, and it puts a T.
    return holder.kept?.get(this) as T | undefined;
  }

  set(holder: Holder, value: T): void {
    holder.kept ??= new Map<object, unknown>();
    holder.kept.set(this, value);
  }
}
