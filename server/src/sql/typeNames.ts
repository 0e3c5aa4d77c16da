import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import type { SqlRange } from './query.js';

export interface TypeName {
  readonly type: string;
  readonly typeRange: SqlRange;
}

/** Reads a type such as `DECIMAL(10, 2)` or `ARRAY<STRUCT<a: INT>>`; gives it in upper case, without needless space. */
export function readTypeName(cursor: Cursor): TypeName {
  const { start } = cursor.token;
  if (!isName(cursor.token)) {
    cursor.errorHere(`A type such as \`STRING\` is missing before ${cursor.here}.`);
    return { type: '', typeRange: cursor.missingRange };
  }
  const first = cursor.advance();
  if (first.upper === 'INTERVAL') readIntervalUnits(cursor);
  if (first.upper === 'DOUBLE' && cursor.is('PRECISION')) cursor.advance();
  if (cursor.is('<')) readAngles(cursor);
  else if (cursor.is('<>')) cursor.advance();
  if (cursor.is('(')) {
    const partner = cursor.brackets.partner[cursor.at] ?? -1;
    if (partner > 0 && partner < cursor.limit && partner - cursor.at <= 4) cursor.at = partner + 1;
  }
  const typeRange = cursor.rangeFrom(start);
  return { type: normalised(cursor.text.slice(start, typeRange.end)), typeRange };
}

function normalised(written: string): string {
  return written
    .toUpperCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),<>:]) ?/g, '$1')
    .trim();
}

const units: ReadonlySet<string> = new Set(['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND']);

function readIntervalUnits(cursor: Cursor): void {
  if (!units.has(cursor.token.upper)) return;
  cursor.advance();
  if (cursor.is('TO') && units.has(cursor.peek(1).upper)) {
    cursor.advance();
    cursor.advance();
  }
}

/** Reads `<…>`, which may nest; stops where it is never closed. */
function readAngles(cursor: Cursor): void {
  const { at } = cursor;
  let depth = 0;
  for (let steps = 0; steps < 10_000 && !cursor.atEnd; steps++) {
    const { upper } = cursor.token;
    if (upper === '<') depth++;
    else if (upper === '>') depth--;
    else if (upper === 'FROM' || upper === ';' || upper === 'SELECT') break;
    cursor.advance();
    if (depth === 0) return;
  }
  cursor.at = at + 1;
  cursor.error(
    { start: cursor.tokens[at]?.start ?? 0, end: cursor.end },
    'This `<` of a type is never closed. Add a `>`.',
    'unclosed-bracket',
  );
}
