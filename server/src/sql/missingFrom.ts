import { clauseAt, queryAt } from './clauses.js';
import { isName } from './cursor.js';
import type { Cursor } from './cursor.js';
import { nameOf } from './names.js';
import type { SelectItem } from './query.js';
import { beginsExpression, joinWords } from './words.js';

/** Clauses that nobody writes without tables. */
const needTables: ReadonlySet<string> = new Set(['WHERE', 'GROUP', 'LATERAL', ...joinWords]);

/**
 * Whether the tables begin here, or at the alias just read, because FROM was forgotten: `SELECT a, b orders o WHERE …`.
 * If so, reports it, takes that alias back from the last item and goes to the first table.
 */
export function fromIsMissing(cursor: Cursor, items: SelectItem[]): boolean {
  const last = items.at(-1);
  if (
    last === undefined ||
    !items.slice(0, enough).some(readsColumn) ||
    cursor.repairs <= 0 ||
    cursor.is('FROM')
  )
    return false;
  const atQuery = cursor.is('(') && queryAt(cursor, 1) && cursor.token.start > cursor.end;
  if (atQuery) {
    cursor.repairs--;
    return report(cursor);
  }
  const alias = bareAlias(cursor, last);
  if (alias < 0) return false;
  const ended = clauseAt(cursor);
  const named = ended === null && isName(cursor.token) && beginsExpression(cursor.token);
  if (!(ended !== null && needTables.has(ended)) && !(named && tablesFollow(cursor))) return false;
  cursor.repairs--;
  if (last.kind === 'expression') {
    const end = cursor.tokens[alias - 1]?.end ?? last.range.end;
    items[items.length - 1] = {
      ...last,
      ...nameOf(last.expression),
      aliases: [],
      range: { start: last.range.start, end },
    };
  }
  cursor.at = alias;
  return report(cursor);
}

/** So many items show whether a list reads columns at all; more are not looked at, to keep the time linear. */
const enough = 20;

function report(cursor: Cursor): true {
  cursor.errorHere(`\`FROM\` is missing before ${cursor.here}.`);
  return true;
}

function readsColumn(item: SelectItem): boolean {
  return item.kind === 'star' || item.expression.kind === 'column';
}

/** The index of the token just read, where it is the last item's alias without AS, else -1. */
function bareAlias(cursor: Cursor, last: SelectItem): number {
  if (last.kind !== 'expression' || last.aliases.length !== 1) return -1;
  const index = cursor.at - 1;
  return cursor.tokens[index]?.start === last.aliases[0]?.range.start &&
    cursor.tokens[index - 1]?.upper !== 'AS'
    ? index
    : -1;
}

/** Whether a clause that needs tables comes a few words on, and no FROM before it. */
function tablesFollow(cursor: Cursor): boolean {
  const { at } = cursor;
  let follows = false;
  for (let steps = 0; steps < 4 && !follows && !cursor.atEnd; steps++) {
    const clause = clauseAt(cursor);
    if (clause === 'FROM' || cursor.is(',')) break;
    follows = clause !== null && needTables.has(clause);
    cursor.advance();
  }
  cursor.at = at;
  return follows;
}
