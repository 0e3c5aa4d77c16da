import type { FileSystem, ReadResult } from './fileSystem.js';
import { isWithin } from './uris.js';

/** The texts of files: what is open in an editor before what is on disk, which is read once and kept until it changes. */
export class Texts {
  readonly #fileSystem: FileSystem;
  readonly #open = new Map<string, string>();
  readonly #disk = new Map<string, ReadResult>();
  readonly #reading = new Map<string, Promise<ReadResult>>();
  readonly #real = new Map<string, Promise<string>>();

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  openUris(): Iterable<string> {
    return this.#open.keys();
  }

  setOpen(uri: string, text: string): void {
    this.#open.set(uri, text);
  }

  /** From now on the file's text is that on disk, which may have changed meanwhile. */
  close(uri: string): void {
    this.#open.delete(uri);
    this.forget(uri);
  }

  /** What is known without reading: null where the file would have to be read. */
  known(uri: string): ReadResult | null {
    const open = this.#open.get(uri);
    return open !== undefined ? { kind: 'text', text: open } : (this.#disk.get(uri) ?? null);
  }

  async read(uri: string): Promise<ReadResult> {
    const known = this.known(uri);
    if (known !== null) {
      return known;
    }
    const running = this.#reading.get(uri);
    if (running !== undefined) {
      return running;
    }
    const reading = this.#fileSystem.readFile(uri);
    this.#reading.set(uri, reading);
    const result = await reading;
    // Forgotten while it was read: what came may be old already, so it is not kept.
    if (this.#reading.get(uri) === reading) {
      this.#reading.delete(uri);
      this.#disk.set(uri, result);
    }
    return this.known(uri) ?? result;
  }

  /** Where the file or folder really lies, links followed; asked once and kept until something changes there. */
  realUri(uri: string): Promise<string> {
    let real = this.#real.get(uri);
    if (real === undefined) {
      real = this.#fileSystem.realUri?.(uri) ?? Promise.resolve(uri);
      this.#real.set(uri, real);
    }
    return real;
  }

  /** Reads the file anew the next time that somebody asks. */
  forget(uri: string): void {
    this.#disk.delete(uri);
    this.#reading.delete(uri);
    this.#real.delete(uri);
  }

  /** The same for all files in a folder, at any depth. Gives those that were known. */
  forgetWithin(folder: string): string[] {
    const forgotten = [...this.#disk.keys(), ...this.#reading.keys()].filter((uri) => isWithin(folder, uri));
    for (const uri of forgotten) {
      this.forget(uri);
    }
    // A folder may be a link that leads elsewhere now.
    this.#real.clear();
    return forgotten;
  }
}
