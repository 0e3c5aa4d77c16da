import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { startServer } from './protocol/server.js';

/** The part of a worker's global scope that is used here (the project's types are those of Node). */
type WorkerScope = ConstructorParameters<typeof BrowserMessageReader>[0];

const worker = globalThis as unknown as WorkerScope;

// A worker has no files: the client reads them.
startServer(
  createConnection(ProposedFeatures.all, new BrowserMessageReader(worker), new BrowserMessageWriter(worker)),
  null,
);
