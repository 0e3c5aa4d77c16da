import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { readNames } from './lists.js';
import type { Expression, Identifier, Join } from './query.js';

export interface JoinType {
  readonly type: Join['type'];
  readonly natural: boolean;
  /** False where JOIN itself was missing. */
  readonly known: boolean;
}

const types: ReadonlyMap<string, Join['type']> = new Map([
  ['INNER', 'inner'],
  ['CROSS', 'cross'],
  ['LEFT', 'left'],
  ['RIGHT', 'right'],
  ['FULL', 'full'],
  ['SEMI', 'semi'],
  ['ANTI', 'anti'],
]);

/** Reads the words of a join, up to JOIN (and LATERAL behind it). */
export function readJoinType(cursor: Cursor): JoinType {
  let natural = false;
  let type: Join['type'] = 'inner';
  const start = cursor.token;
  while (!cursor.is('JOIN')) {
    const { upper } = cursor.token;
    if (upper === 'NATURAL') natural = true;
    else if (upper !== 'OUTER') {
      const named = types.get(upper);
      if (named === undefined) break;
      type = named;
    }
    cursor.advance();
  }
  const known = cursor.is('JOIN');
  if (known) cursor.advance();
  else
    cursor.errorHere(
      `\`JOIN\` is missing after \`${cursor.text.slice(start.start, cursor.end)}\`, before ${cursor.here}.`,
    );
  return { type, natural, known };
}

/** Reads ON … or USING (…), where either stands. */
export function readJoinCondition(cursor: Cursor): { on: Expression | null; using: readonly Identifier[] } {
  if (cursor.accept('ON')) return { on: cursor.grammar.expression(cursor), using: [] };
  if (!cursor.is('USING')) return { on: null, using: [] };
  cursor.advance();
  if (cursor.is('(')) return { on: null, using: readNames(cursor) };
  cursor.errorHere(
    `The columns after \`USING\` stand in brackets; a \`(\` is missing before ${cursor.here}.`,
  );
  const using = isName(cursor.token) ? [cursor.identifier(cursor.advance())] : [];
  return { on: null, using };
}
