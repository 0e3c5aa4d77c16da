import type { FileSystem } from './fileSystem.js';
import { roleOfFile } from './fileNames.js';
import type { Texts } from './texts.js';
import { childUri, foldersAbove, isWithin, parentUri } from './uris.js';

/**
 * Which configuration files there are: those in the workspace's folders, the tenants around files that are open or lie
 * below a tenant outside, and the settings files in the folders above.
 */
export class Discovery {
  readonly #fileSystem: FileSystem;
  readonly #texts: Texts;
  readonly #files = new Set<string>();
  /** Tenants outside the workspace's folders that were looked through because something in them is of use. */
  readonly #outside = new Set<string>();
  readonly #probed = new Set<string>();
  #folders: readonly string[] = [];

  constructor(fileSystem: FileSystem, texts: Texts) {
    this.#fileSystem = fileSystem;
    this.#texts = texts;
  }

  get files(): ReadonlySet<string> {
    return this.#files;
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Looks through all folders anew. */
  async setFolders(folders: readonly string[]): Promise<void> {
    this.#folders = folders;
    this.#files.clear();
    this.#probed.clear();
    this.#outside.clear();
    for (const folder of folders) {
      await this.addFolder(folder);
      await this.#probeSettingsAbove(childUri(folder, 'x'));
    }
    for (const uri of this.#texts.openUris()) {
      await this.addFile(uri);
    }
    const parts = [...this.#files].filter((uri) => roleOfFile(uri) === 'part');
    for (const uri of parts) {
      await this.#findTenantAround(uri);
    }
  }

  async addFolder(folder: string): Promise<void> {
    for (const uri of await this.#fileSystem.findConfigurationFiles(folder)) {
      this.#files.add(uri);
    }
  }

  /** A file that is there now: opened, or made. Finds the tenant around it where it lies outside all folders. */
  async addFile(uri: string): Promise<void> {
    if (roleOfFile(uri) === null) {
      if (!this.isInFolders(uri) && uri.endsWith('.sql')) {
        await this.#findTenantAround(uri);
      }
      return;
    }
    this.#files.add(uri);
    if (roleOfFile(uri) === 'tenant' && !this.isInFolders(uri)) {
      await this.#lookThroughOutside(parentUri(uri));
    }
    await this.#findTenantAround(uri);
    await this.#probeSettingsAbove(uri);
  }

  /** A file or folder that is gone; what is open in the editor stays. */
  remove(uri: string): void {
    for (const file of [...this.#files]) {
      if (isWithin(uri, file) && !this.#texts.isOpen(file)) {
        this.#files.delete(file);
      }
    }
  }

  /** Lets go of tenants outside the workspace in which nothing is open any more. */
  prune(): void {
    const open = [...this.#texts.openUris()];
    for (const root of [...this.#outside]) {
      if (!open.some((uri) => isWithin(root, uri))) {
        this.#outside.delete(root);
        this.remove(root);
      }
    }
    for (const file of [...this.#files]) {
      const role = roleOfFile(file);
      const inOutside = [...this.#outside].some((root) => isWithin(root, file));
      if (role !== 'settings' && !inOutside && !this.isInFolders(file) && !this.#texts.isOpen(file)) {
        this.#files.delete(file);
      }
    }
  }

  isInFolders(uri: string): boolean {
    return this.#folders.some((folder) => isWithin(folder, uri));
  }

  /** A part without a tenant in the folders that were looked through may have one further up. */
  async #findTenantAround(uri: string): Promise<void> {
    const above = foldersAbove(uri);
    if (above.some((folder) => this.#hasTenantFile(folder))) {
      return;
    }
    for (const folder of above) {
      if (this.#folders.some((known) => isWithin(known, folder))) {
        continue;
      }
      for (const name of ['tenant.yaml', 'tenant.yml']) {
        const main = childUri(folder, name);
        if ((await this.#texts.read(main)).kind === 'text') {
          this.#files.add(main);
          await this.#lookThroughOutside(folder);
          await this.#probeSettingsAbove(main);
          return;
        }
      }
    }
  }

  async #lookThroughOutside(root: string): Promise<void> {
    if (!this.#outside.has(root)) {
      this.#outside.add(root);
      await this.addFolder(root);
    }
  }

  async #probeSettingsAbove(uri: string): Promise<void> {
    for (const folder of foldersAbove(uri)) {
      if (
        this.#probed.has(folder) ||
        this.#folders.some((known) => isWithin(known, folder) && known !== folder)
      ) {
        continue;
      }
      this.#probed.add(folder);
      const settings = childUri(folder, 'tenant-config.yaml');
      if ((await this.#texts.read(settings)).kind === 'text') {
        this.#files.add(settings);
      }
    }
  }

  #hasTenantFile(folder: string): boolean {
    return (
      this.#files.has(childUri(folder, 'tenant.yaml')) || this.#files.has(childUri(folder, 'tenant.yml'))
    );
  }
}
