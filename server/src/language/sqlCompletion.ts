import type { Snapshot } from '../analysis/snapshot.js';
import type { QueryView } from '../lineage/lineage.js';
import type { SelectScope } from '../lineage/query/queryAnalysis.js';
import { lex } from '../sql/lexer.js';
import type { Token } from '../sql/token.js';
import type { Choice } from './choice.js';
import type { SqlSpot } from './sqlAt.js';
import { fromSnippets, tableChoices } from './sqlTableChoices.js';
import { suppressionChoices } from './suppressionAt.js';
import { functionChoices, keywordChoices } from './sqlWords.js';
import { sqlWord } from './writtenName.js';
import { lineStartBefore } from '../syntax/positions.js';

/** How much of the text before the cursor is looked at: a query of a megabyte must not cost more than a small one. */
const mostBefore = 4000;

/** A keyword behind which the name of a table stands. */
const beforeTable = /\b(?:from|join)\s+(?:[\w`.:]+(?:\s+(?:as\s+)?\w+)?\s*,\s*)*`?[\p{L}\p{N}_:]*$/iu;
const qualified = /([\p{L}\p{N}_]+|`[^`\n]+`)\s*\.\s*`?([\p{L}\p{N}_]*)$/u;
const typedWord = /`?[\p{L}\p{N}_]*$/u;

/** What may stand at a place of a query, and how many characters of it are typed already. */
export function sqlChoices(
  snapshot: Snapshot,
  spot: SqlSpot,
): { readonly choices: Choice[]; readonly typed: number } {
  const before = spot.text.slice(Math.max(0, spot.offset - mostBefore), spot.offset);
  const typed = typedWord.exec(before)?.[0].length ?? 0;
  const comment = commentBefore(spot.text, spot.offset);
  if (comment !== null) {
    const word = /[a-z0-9-]*$/i.exec(comment)?.[0].length ?? 0;
    return { choices: suppressionChoices(comment.slice(0, comment.length - word)), typed: word };
  }
  if (insideTextOrComment(spot.text, spot.offset)) {
    return { choices: [], typed };
  }
  const view = snapshot.lineage.queryView(spot.query);
  const qualifier = qualified.exec(before);
  if (qualifier !== null) {
    const name = (qualifier[1] ?? '').replace(/`/g, '').toLowerCase();
    const inScope = qualifiedColumns(view, spot.offset, name);
    return { choices: inScope.length > 0 ? inScope : columnsOfNamed(snapshot, view, name), typed };
  }
  if (beforeTable.test(before)) {
    return { choices: tableChoices(snapshot, spot), typed };
  }
  const columns = columnsInScope(view, spot.offset);
  if (before.charAt(before.length - typed) === '`') {
    return { choices: columns, typed };
  }
  const choices = [
    ...columns,
    ...fromSnippets(snapshot, spot, before, columns.length > 0),
    ...functionChoices(),
    ...keywordChoices(spot.text),
  ];
  return { choices, typed };
}

/** A comment of one line behind its dashes, up to an offset within it; null where none is there. */
function commentBefore(text: string, offset: number): string | null {
  const comment = lex(text).comments.find(
    ({ range, style }) => style === 'line' && range.start + 2 <= offset && offset <= range.end,
  );
  return comment === undefined ? null : text.slice(comment.range.start + 2, offset);
}

/**
 * Whether an offset stands within a text or a comment. A quote that nobody closes on an earlier line is a slip and opens
 * none, as the reader takes it; one on this line may be the text that is being typed.
 */
function insideTextOrComment(text: string, offset: number): boolean {
  const { tokens, comments } = lex(text);
  const isText = tokens.some(
    ({ kind, start, end }) => (kind === 'string' || kind === 'binary') && start < offset && offset < end,
  );
  const isComment = comments.some(
    ({ range, style }) =>
      range.start < offset && (style === 'line' ? offset <= range.end : offset < range.end),
  );
  const line = text.slice(lineStartBefore(text, offset), offset);
  const open = line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  return isText || isComment || (/['"]/.test(open) && !tokens.some((token) => startsIn(token, line, offset)));
}

/** Whether a text that began above ends on the line: then the line's first quote closes. */
function startsIn({ kind, start, end }: Token, line: string, offset: number): boolean {
  const lineStart = offset - line.length;
  return kind === 'string' && start < lineStart && lineStart < end && end <= offset;
}

function qualifiedColumns(view: QueryView | null, offset: number, qualifier: string): Choice[] {
  for (let scope = scopeAt(view, offset); scope !== null; scope = scope.outer) {
    const table = scope.tables.find((one) => one.qualifier.at(-1) === qualifier.replace(/:/g, '_'));
    if (table !== undefined) {
      return table.columns.columns.map((column) => columnChoice(column.name, column.type, qualifier));
    }
  }
  return [];
}

/** Behind the name of a table that FROM does not name yet: its columns. */
function columnsOfNamed(snapshot: Snapshot, view: QueryView | null, name: string): Choice[] {
  const resolution = view === null ? null : snapshot.lineage.resolve(name, view.scope);
  if (resolution?.kind !== 'relation') {
    return [];
  }
  const { relation } = resolution;
  return [...snapshot.lineage.columnsOf(relation).columns.values()].map((column) =>
    columnChoice(column.name, column.type, relation.name),
  );
}

function columnsInScope(view: QueryView | null, offset: number): Choice[] {
  const scope = scopeAt(view, offset);
  if (scope === null) {
    return [];
  }
  const choices = new Map<string, Choice>();
  for (const table of scope.tables) {
    const from = table.alias?.text ?? '';
    for (const column of table.columns.columns) {
      if (!choices.has(column.name.toLowerCase())) {
        choices.set(column.name.toLowerCase(), { ...columnChoice(column.name, column.type, from), rank: 1 });
      }
    }
    if (from !== '' && scope.tables.length > 1) {
      choices.set(`${from} `, { label: from, kind: 'table', insert: `${sqlWord(from)}.`, rank: 2 });
    }
  }
  return [...choices.values()];
}

/** The innermost SELECT around an offset; behind the last one's end, that one. */
function scopeAt(view: QueryView | null, offset: number): SelectScope | null {
  let best: { readonly size: number; readonly scope: SelectScope } | null = null;
  let last: { readonly start: number; readonly scope: SelectScope } | null = null;
  for (const [select, scope] of view?.analysis.selects ?? []) {
    const { start, end } = select.range;
    if (start <= offset && offset <= end && (best === null || end - start < best.size)) {
      best = { size: end - start, scope };
    }
    if (start <= offset && (last === null || start > last.start)) {
      last = { start, scope };
    }
  }
  return best?.scope ?? last?.scope ?? null;
}

function columnChoice(name: string, type: string, from: string): Choice {
  return {
    label: name,
    kind: 'column',
    insert: sqlWord(name),
    detail: [type === 'unknown' || type === 'varies' ? '' : type, from]
      .filter((part) => part !== '')
      .join(', '),
  };
}
