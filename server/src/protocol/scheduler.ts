/** One frame at 60 Hz: after a look nobody sees another one sooner, so what is typed meanwhile waits for its end. */
const frame = 16;

/** Work by name (tenants), each run once for all the times it was asked for, the urgent first, one at a time. */
export class Scheduler {
  readonly #run: (id: string) => Promise<void>;
  readonly #onIdle: () => void;
  readonly #urgent = new Set<string>();
  readonly #background = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running = false;
  #stopped = false;
  #lookedAt = 0;

  /** `run` must not reject. `onIdle` is called each time that nothing is left to do. */
  constructor(run: (id: string) => Promise<void>, onIdle: () => void) {
    this.#run = run;
    this.#onIdle = onIdle;
  }

  /** What a person looks at: at once, or at the end of the frame. */
  soon(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#background.delete(id);
      this.#urgent.add(id);
    }
    this.#start(Math.max(0, this.#lookedAt + frame - Date.now()));
  }

  /** What nobody waits for: when the urgent is done. */
  later(ids: Iterable<string>): void {
    for (const id of ids) {
      if (!this.#urgent.has(id)) {
        this.#background.add(id);
      }
    }
    this.#start(0);
  }

  drop(id: string): void {
    this.#urgent.delete(id);
    this.#background.delete(id);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
  }

  get busy(): boolean {
    return this.#running || this.#timer !== null;
  }

  #start(delay: number): void {
    if (this.#running || this.#timer !== null || this.#stopped) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#drain();
    }, delay);
  }

  async #drain(): Promise<void> {
    this.#running = true;
    this.#lookedAt = Date.now();
    for (let id = this.#next(); id !== null && !this.#stopped; id = this.#next()) {
      await this.#run(id);
      // Messages that came meanwhile are read first: they may make the rest needless.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.#running = false;
    if (!this.#stopped) {
      this.#onIdle();
    }
  }

  #next(): string | null {
    for (const queue of [this.#urgent, this.#background]) {
      for (const id of queue) {
        queue.delete(id);
        return id;
      }
    }
    return null;
  }
}
