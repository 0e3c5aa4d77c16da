import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver';

/**
 * Runs the work of one request: a request that was cancelled is answered so, one that fails is answered with nothing and
 * logged, as an editor would show an error each time that the mouse moves.
 */
export async function runSafe<T>(
  connection: Connection,
  name: string,
  token: CancellationToken,
  work: () => Promise<T>,
): Promise<T | null | ResponseError<never>> {
  if (token.isCancellationRequested) {
    return cancelled();
  }
  try {
    const result = await work();
    return token.isCancellationRequested ? cancelled() : result;
  } catch (error) {
    logFailure(connection, name, error);
    return null;
  }
}

/** Says in the log what failed and where in our code; never the error's message, which may hold a file's content. */
export function logFailure(connection: Connection, name: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
  connection.console.error(`${name} failed: ${kind}\n${frames}`);
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Request cancelled');
}
