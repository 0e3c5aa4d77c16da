import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { folderUri } from '../workspace/uris.js';
import type { FileEvent } from '../workspace/workspace.js';
import { logFailure } from './runSafe.js';
import type { ServerContext } from './serverContext.js';

const kinds: Record<FileChangeType, FileEvent['kind']> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

const watchers: FileSystemWatcher[] = [
  { globPattern: '**/{tenant.yaml,tenant.yml,*.tenant.yaml,*.tenant.yml,tenant-config.yaml}' },
  { globPattern: '**/*.sql' },
  // A folder that goes, or comes by another name, takes its files with it; nobody announces these one by one.
  { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
];

/** Hears of files and folders that come, change and go, and of the workspace's folders. Call once, after initialize. */
export function registerFileEvents(context: ServerContext, startFolders: readonly string[]): void {
  const { connection, workspace, abilities } = context;
  let folders = [...startFolders];
  const tell = (events: readonly FileEvent[]): void => {
    workspace
      .filesChanged(events)
      .catch((error: unknown) => logFailure(connection, 'A change of files', error));
  };

  connection.onDidChangeWatchedFiles(({ changes }) => {
    tell(changes.map((change) => ({ uri: change.uri, kind: kinds[change.type] })));
  });
  connection.onDidSaveTextDocument(({ textDocument }) => {
    if (!abilities.watchRegistration) {
      tell([{ uri: textDocument.uri, kind: 'changed' }]);
    }
  });
  connection.workspace.onDidCreateFiles(({ files }) =>
    tell(files.map(({ uri }) => ({ uri, kind: 'created' }))),
  );
  connection.workspace.onDidDeleteFiles(({ files }) =>
    tell(files.map(({ uri }) => ({ uri, kind: 'deleted' }))),
  );
  connection.workspace.onDidRenameFiles(({ files }) =>
    tell(
      files.flatMap(({ oldUri, newUri }): FileEvent[] => [
        { uri: oldUri, kind: 'deleted' },
        { uri: newUri, kind: 'created' },
      ]),
    ),
  );

  if (abilities.watchRegistration) {
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => logFailure(connection, 'Watching files', error));
  }
  if (abilities.folderChanges) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map((folder) => folderUri(folder.uri)));
      folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folderUri(folder.uri))];
      workspace
        .setFolders(folders)
        .catch((error: unknown) => logFailure(connection, 'A change of folders', error));
    });
  }
}
