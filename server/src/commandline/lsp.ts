import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { startServer } from '../protocol/server.js';
import { nodeFileSystem } from '../workspace/nodeFileSystem.js';

/** Serves an editor over standard input and output until it hangs up. */
export function serve(today: string | null): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  startServer(connection, nodeFileSystem, today === null ? {} : { today });
}
