import type { Connection } from 'vscode-languageserver';
import { roleOfFile } from '../workspace/fileNames.js';
import type { FileSystem } from '../workspace/fileSystem.js';
import { normaliseUri } from '../workspace/uris.js';
import { findFilesRequest, readFileRequest } from './messages.js';

/** The client's files: what a virtual or browser workspace has. A client that cannot answer has none. */
export function clientFileSystem(connection: Connection): FileSystem {
  return {
    async readFile(uri) {
      try {
        const answer = await connection.sendRequest(readFileRequest, { uri });
        return answer.kind === 'text' && typeof answer.text === 'string'
          ? { kind: 'text', text: answer.text }
          : { kind: answer.kind === 'unreadable' ? 'unreadable' : 'missing' };
      } catch {
        return { kind: 'missing' };
      }
    },
    async findConfigurationFiles(folder) {
      try {
        const found = await connection.sendRequest(findFilesRequest, { folder });
        return found
          .map(normaliseUri)
          .filter((uri) => roleOfFile(uri) !== null)
          .sort();
      } catch {
        return [];
      }
    },
  };
}
