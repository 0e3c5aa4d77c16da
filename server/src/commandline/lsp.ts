import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node.js';
import { startServer } from '../protocol/server.js';
import { nodeFileSystem } from '../workspace/nodeFileSystem.js';
import { keepYoung } from './youngGeneration.js';

/** Serves an editor until it hangs up: over the channel of its Node process, else over standard input and output. */
export function serve(today: string | null, overChannel: boolean): void {
  keepYoung();
  const connection = overChannel
    ? createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process))
    : createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  startServer(connection, nodeFileSystem, today === null ? {} : { today });
}
