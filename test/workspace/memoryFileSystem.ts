import { roleOfFile } from '../../server/src/workspace/fileNames.js';
import type { FileSystem, ReadResult } from '../../server/src/workspace/fileSystem.js';
import { isWithin } from '../../server/src/workspace/uris.js';

/** Files in memory, by uri, which a test may change; counts what was read. */
export class MemoryFileSystem implements FileSystem {
  readonly files = new Map<string, string | 'unreadable'>();
  readonly reads: string[] = [];

  constructor(files: Record<string, string> = {}) {
    for (const [path, text] of Object.entries(files)) {
      this.files.set(`file:///w/${path}`, text);
    }
  }

  readFile(uri: string): Promise<ReadResult> {
    this.reads.push(uri);
    const text = this.files.get(uri);
    if (text === undefined) {
      return Promise.resolve({ kind: 'missing' });
    }
    return Promise.resolve(text === 'unreadable' ? { kind: 'unreadable' } : { kind: 'text', text });
  }

  findConfigurationFiles(folder: string): Promise<readonly string[]> {
    return Promise.resolve(
      [...this.files.keys()].filter((uri) => isWithin(folder, uri) && roleOfFile(uri) !== null).sort(),
    );
  }
}
