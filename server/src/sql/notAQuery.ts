import type { Cursor } from './cursor.js';

/** Notes that a statement of another kind begins here. */
export function errorOfStatement(cursor: Cursor): void {
  cursor.errorHere(
    `\`${cursor.token.upper}\` is no query. Only \`SELECT\` and \`WITH\` can stand here.`,
    'not-a-query',
  );
}
