import type { Engine } from '../analysis/engine.js';
import type { FileContent, Snapshot, TenantInput } from '../analysis/snapshot.js';
import type { TenantLayout } from './layout.js';
import type { Texts } from './texts.js';
import { normaliseUri } from './uris.js';

export interface UnitOptions {
  readonly texts: Texts;
  readonly createEngine: () => Engine;
  readonly today: () => string;
  /** Whether a tenant of this root may read the file, links to elsewhere included. */
  readonly mayRead: (root: string, uri: string) => Promise<boolean>;
}

/** One tenant of the workspace: its files, and what the engine made of them last. */
export class TenantUnit {
  layout: TenantLayout;
  /** Counts up with each use, so that the longest unused can be let go. */
  usedAt = 0;
  /** Configuration files of it that are there and cannot be read. */
  unreadable: readonly string[] = [];
  readonly #options: UnitOptions;
  #engine: Engine | null = null;
  #generation = 0;
  #made: { readonly snapshot: Snapshot | null; readonly generation: number } | null = null;
  #running: Promise<Snapshot | null> | null = null;
  /** As the tenant spells them → normalised. */
  #sqlFiles: ReadonlyMap<string, string> = new Map();
  #normalisedSql: ReadonlySet<string> = new Set();
  #everAnalysed = false;

  constructor(layout: TenantLayout, options: UnitOptions) {
    this.layout = layout;
    this.#options = options;
  }

  get everAnalysed(): boolean {
    return this.#everAnalysed;
  }

  get isKept(): boolean {
    return this.#made !== null;
  }

  /** Every file that it is made of, the `.sql` files that it is known to name included. */
  files(): string[] {
    return [...this.layout.yaml, ...this.layout.settings, ...this.#normalisedSql];
  }

  holds(uri: string): boolean {
    return (
      this.layout.yaml.includes(uri) || this.layout.settings.includes(uri) || this.#normalisedSql.has(uri)
    );
  }

  /** One of its texts, or its list of files, is not that of before. */
  invalidate(): void {
    this.#generation += 1;
  }

  /** Gives the memory back; which `.sql` files it names stays known. */
  letGo(): void {
    this.#made = null;
    this.#engine = null;
  }

  snapshot(): Promise<Snapshot | null> {
    const fresh = this.#fresh();
    if (fresh !== undefined) {
      return Promise.resolve(fresh);
    }
    this.#running ??= this.#analyse().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #fresh(): Snapshot | null | undefined {
    const made = this.#made;
    if (made === null || made.generation !== this.#generation) {
      return undefined;
    }
    return made.snapshot === null || made.snapshot.input.today === this.#options.today()
      ? made.snapshot
      : undefined;
  }

  /** Again and again until no text has changed while the others were read. */
  async #analyse(): Promise<Snapshot | null> {
    for (;;) {
      const generation = this.#generation;
      const input = await this.#gather();
      if (generation !== this.#generation) {
        continue;
      }
      if (input === null) {
        this.#made = { snapshot: null, generation };
        return null;
      }
      // Nobody may have what was made of older texts any more: let go of it before as much again is made.
      this.#made = null;
      this.#engine ??= this.#options.createEngine();
      const snapshot = this.#engine.analyse(input);
      this.#everAnalysed = true;
      this.#sqlFiles = new Map(snapshot.sqlFiles.map((uri) => [uri, normaliseUri(uri)]));
      this.#normalisedSql = new Set(this.#sqlFiles.values());
      if (snapshot.sqlFiles.every((uri) => input.sql.has(uri))) {
        this.#made = { snapshot, generation };
        return snapshot;
      }
    }
  }

  /** Null where the main file cannot be read: of its parts alone nothing sensible can be said. */
  async #gather(): Promise<TenantInput | null> {
    const yaml = new Map<string, string>();
    const unreadable: string[] = [];
    for (const uri of this.layout.yaml) {
      const content = await this.#options.texts.read(uri);
      if (content.kind === 'text') {
        yaml.set(uri, content.text);
      } else if (content.kind === 'unreadable') {
        unreadable.push(uri);
      }
    }
    const main = this.layout.yaml[0];
    const settings = new Map<string, string>();
    for (const uri of this.layout.settings) {
      const content = await this.#options.texts.read(uri);
      if (content.kind === 'text') {
        settings.set(uri, content.text);
      } else if (content.kind === 'unreadable') {
        unreadable.push(uri);
      }
    }
    this.unreadable = unreadable;
    if (main !== undefined && !yaml.has(main)) {
      return null;
    }
    if (this.layout.kind === 'settings' && !settings.has(this.layout.id)) {
      return null;
    }
    const sql = new Map<string, FileContent>();
    for (const [uri, normalised] of this.#sqlFiles) {
      const mayRead = await this.#options.mayRead(this.layout.root, normalised);
      sql.set(uri, mayRead ? await this.#options.texts.read(normalised) : { kind: 'outside' });
    }
    return { root: this.layout.root, yaml, settings, sql, today: this.#options.today() };
  }
}
