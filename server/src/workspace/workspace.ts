import type { Engine } from '../analysis/engine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { Discovery } from './discovery.js';
import { isSqlFile, roleOfFile } from './fileNames.js';
import type { FileSystem } from './fileSystem.js';
import { layOut, sameLayout, type TenantLayout } from './layout.js';
import { isReadable } from './readable.js';
import { TenantUnit } from './tenantUnit.js';
import { Texts } from './texts.js';
import { folderUri, isWithin, normaliseUri } from './uris.js';

export interface WorkspaceOptions {
  readonly fileSystem: FileSystem;
  /** One engine a tenant, so that what it keeps goes when the tenant does. */
  readonly createEngine: () => Engine;
  /** The day that date rules count from, YYYY-MM-DD. */
  readonly today: () => string;
  /** The folders whose `.sql` files a tenant may name; by default the workspace's, else the tenant's own. */
  readonly readableFolders?: (tenantRoot: string) => readonly string[];
  /** How many snapshots are kept of tenants in which nothing is open. */
  readonly keptSnapshots?: number;
  /** Called after every change of files or texts, with the tenants whose snapshot is not that of before. */
  readonly onChange?: (change: WorkspaceChange) => void;
}

/** Ids of tenants, as in `TenantLayout.id`. */
export interface WorkspaceChange {
  readonly stale: readonly string[];
  readonly removed: readonly string[];
}

export interface FileEvent {
  readonly uri: string;
  readonly kind: 'created' | 'changed' | 'deleted';
}

/**
 * The tenants in some folders and around open files, each with a snapshot that is made when somebody asks and kept until
 * one of its texts changes. Uris come in any spelling and go out in one (`normaliseUri`).
 */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #texts: Texts;
  readonly #discovery: Discovery;
  readonly #units = new Map<string, TenantUnit>();
  readonly #loose = new Set<string>();
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #clock = 0;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#texts = new Texts(options.fileSystem);
    this.#discovery = new Discovery(options.fileSystem, this.#texts);
  }

  /** Looks for tenants in these folders (uris) instead of those of before. */
  setFolders(folders: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#discovery.setFolders(folders.map(folderUri));
      this.#layOutAnew([...this.#units.values()]);
    });
  }

  /** An editor's text of a file. `isFormat`: the editor says that it is of our format, whatever its name. */
  openDocument(uri: string, text: string, isFormat: boolean): Promise<void> {
    const file = normaliseUri(uri);
    this.#texts.setOpen(file, text);
    if (isFormat && roleOfFile(file) === null && !isSqlFile(file)) {
      this.#loose.add(file);
    }
    return this.#inTurn(async () => {
      await this.#discovery.addFile(file);
      this.#layOutAnew(this.#unitsOf(file));
    });
  }

  changeDocument(uri: string, text: string): void {
    const file = normaliseUri(uri);
    this.#texts.setOpen(file, text);
    this.#touch(this.#unitsOf(file));
  }

  /** The file's text is that on disk again; it may also be gone. */
  closeDocument(uri: string): Promise<void> {
    const file = normaliseUri(uri);
    this.#texts.close(file);
    this.#loose.delete(file);
    return this.#inTurn(async () => {
      if (!this.#texts.isOpen(file) && (await this.#texts.read(file)).kind === 'missing') {
        this.#discovery.remove(file);
      }
      this.#discovery.prune();
      this.#layOutAnew(this.#unitsOf(file));
    });
  }

  /** What happened to files and folders outside the editor, or through its explorer. */
  filesChanged(events: readonly FileEvent[]): Promise<void> {
    return this.#inTurn(async () => {
      const touched = new Set<TenantUnit>();
      for (const event of events) {
        for (const unit of await this.#apply({ uri: folderUri(event.uri), kind: event.kind })) {
          touched.add(unit);
        }
      }
      this.#layOutAnew([...touched]);
    });
  }

  /** Every tenant, by id: those of the folders first come as their files do. */
  tenants(): readonly TenantLayout[] {
    return [...this.#units.values()].map((unit) => unit.layout);
  }

  /** The tenants that a file belongs to: a `.sql` file to each that names it, a settings file to all below it. */
  tenantsOf(uri: string): readonly TenantLayout[] {
    return this.#unitsOf(normaliseUri(uri)).map((unit) => unit.layout);
  }

  /** False while something told is not taken in yet. */
  get isSettled(): boolean {
    return this.#waiting === 0;
  }

  /** Resolves when everything told so far is taken in. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /**
   * What is known of a tenant now; null where it is gone, or where its `tenant.yaml` cannot be read.
   * @param id as in `TenantLayout.id`
   */
  async snapshot(id: string): Promise<Snapshot | null> {
    await this.#tail;
    const unit = this.#units.get(id);
    if (unit === undefined) {
      return null;
    }
    unit.usedAt = ++this.#clock;
    const snapshot = await unit.snapshot();
    this.#letGoOfOld();
    return snapshot;
  }

  /** The snapshots of all tenants that a file belongs to. */
  async snapshotsOf(uri: string): Promise<Snapshot[]> {
    await this.#tail;
    const file = normaliseUri(uri);
    if (isSqlFile(file)) {
      // Only an analysed tenant knows which `.sql` files it names.
      for (const unit of this.#units.values()) {
        if (!unit.everAnalysed) {
          await this.snapshot(unit.layout.id);
        }
      }
    }
    const snapshots: Snapshot[] = [];
    for (const unit of this.#unitsOf(file)) {
      const snapshot = await this.snapshot(unit.layout.id);
      if (snapshot !== null) {
        snapshots.push(snapshot);
      }
    }
    return snapshots;
  }

  /** Configuration files that are there and cannot be read, of a tenant whose snapshot was asked for. */
  unreadableFiles(id: string): readonly string[] {
    return this.#units.get(id)?.unreadable ?? [];
  }

  /** Whether a uri lies where the workspace's tenants may read. */
  isInFolders(uri: string): boolean {
    return this.#discovery.isInFolders(normaliseUri(uri));
  }

  async #apply(event: FileEvent): Promise<TenantUnit[]> {
    const { uri, kind } = event;
    if (kind !== 'deleted' && this.#texts.isOpen(uri)) {
      // What the editor holds counts; what is on disk is read when it is closed.
      this.#texts.forget(uri);
      return [];
    }
    const before = kind === 'deleted' ? this.#unitsIn(uri) : this.#unitsOf(uri);
    this.#texts.forget(uri);
    if (kind === 'deleted') {
      this.#texts.forgetWithin(uri);
      this.#discovery.remove(uri);
    } else if (roleOfFile(uri) !== null) {
      const known = await this.#texts.read(uri);
      if (known.kind === 'missing') {
        this.#discovery.remove(uri);
      } else {
        await this.#discovery.addFile(uri);
      }
    } else if (kind === 'created' && !isSqlFile(uri)) {
      // A folder that came, or was given another name: its files are announced by nobody.
      this.#texts.forgetWithin(uri);
      await this.#discovery.addFolder(uri);
      return [...before, ...this.#unitsIn(uri)];
    }
    return before;
  }

  /** Finds out which tenants there are; those of `touched`, new ones and changed ones are stale. */
  #layOutAnew(touched: readonly TenantUnit[]): void {
    const layouts = layOut(this.#discovery.files, this.#loose).filter(
      (layout) => layout.kind !== 'settings' || this.isInFolders(layout.id) || this.#texts.isOpen(layout.id),
    );
    const stale = new Set<TenantUnit>(touched);
    const ids = new Set(layouts.map((layout) => layout.id));
    const removed = [...this.#units.keys()].filter((id) => !ids.has(id));
    for (const id of removed) {
      this.#units.get(id)?.invalidate();
      this.#units.delete(id);
    }
    for (const layout of layouts) {
      const unit = this.#units.get(layout.id);
      if (unit === undefined) {
        const made = this.#makeUnit(layout);
        this.#units.set(layout.id, made);
        stale.add(made);
      } else if (!sameLayout(unit.layout, layout)) {
        unit.layout = layout;
        stale.add(unit);
      }
    }
    this.#touch(
      [...stale].filter((unit) => this.#units.get(unit.layout.id) === unit),
      removed,
    );
  }

  #makeUnit(layout: TenantLayout): TenantUnit {
    return new TenantUnit(layout, {
      texts: this.#texts,
      createEngine: this.#options.createEngine,
      today: this.#options.today,
      mayRead: (root, uri) => isReadable(normaliseUri(uri), this.#readableFolders(root), this.#texts),
    });
  }

  #readableFolders(root: string): readonly string[] {
    const own = this.#options.readableFolders?.(root);
    if (own !== undefined) {
      return own.map(folderUri);
    }
    return this.isInFolders(root) ? this.#discovery.folders : [root, ...this.#discovery.folders];
  }

  #touch(units: readonly TenantUnit[], removed: readonly string[] = []): void {
    for (const unit of units) {
      unit.invalidate();
    }
    if (units.length > 0 || removed.length > 0) {
      this.#options.onChange?.({ stale: units.map((unit) => unit.layout.id), removed });
    }
  }

  #unitsOf(uri: string): TenantUnit[] {
    return [...this.#units.values()].filter((unit) => unit.holds(uri));
  }

  #unitsIn(folder: string): TenantUnit[] {
    return [...this.#units.values()].filter((unit) => unit.files().some((uri) => isWithin(folder, uri)));
  }

  /** Keeps the snapshots of tenants with open files, and of those used last. */
  #letGoOfOld(): void {
    const idle = [...this.#units.values()]
      .filter((unit) => unit.isKept && !unit.files().some((uri) => this.#texts.isOpen(uri)))
      .sort((a, b) => b.usedAt - a.usedAt);
    for (const unit of idle.slice(this.#options.keptSnapshots ?? 12)) {
      unit.letGo();
      for (const uri of unit.layout.yaml) {
        this.#texts.forget(uri);
      }
    }
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    const done = this.#tail.then(task).finally(() => {
      this.#waiting -= 1;
    });
    this.#tail = done.catch(() => undefined);
    return done;
  }
}
