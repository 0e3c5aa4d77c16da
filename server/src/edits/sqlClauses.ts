import type { GroupBy, ParsedSql, Select } from '../sql/query.js';
import { outermostSelects } from '../sql/walk.js';
import { insertAt, type SqlEdit } from './sqlEdit.js';
import { beginsLine, behindComments, indentationAt, shownLayout } from './sqlLayout.js';

/** Adds expressions to a GROUP BY, in its own style; none that stand there already. */
export function addGroupBy(
  parsed: ParsedSql,
  groupBy: GroupBy,
  ...expressions: readonly string[]
): readonly SqlEdit[] {
  const { text } = parsed;
  const present = new Set(
    groupBy.expressions.map((each) => normalised(text.slice(each.range.start, each.range.end))),
  );
  const added = expressions.filter(
    (expression, index) => !present.has(normalised(expression)) && expressions.indexOf(expression) === index,
  );
  if (added.length === 0 || groupBy.all) return [];
  const end = groupBy.insertAt;
  const layout = shownLayout(
    text,
    groupBy.expressions.map((each) => each.range),
  );
  const { offset, line } = behindComments(parsed, end);
  if (layout?.lines !== true) {
    const joined = added.map((expression) => `, ${expression}`).join('');
    return [insertAt(end, joined)];
  }
  const { indentation, gap } = layout;
  if (layout.leading)
    return [insertAt(offset, added.map((expression) => `\n${indentation},${gap}${expression}`).join(''))];
  const lines = added.map((expression) => `\n${indentation}${expression}`).join(',');
  return line || offset !== end
    ? [insertAt(end, ','), insertAt(offset, lines)]
    : [insertAt(end, `,${lines}`)];
}

function normalised(expression: string): string {
  return expression.replace(/[`\s]/g, '').toLowerCase();
}

/** Gives a SELECT without GROUP BY one, behind its tables and conditions; nothing where it has one, or no table. */
export function addGrouping(parsed: ParsedSql, select: Select, expression: string): readonly SqlEdit[] {
  const { text } = parsed;
  const table = select.from.at(-1);
  if (select.groupBy !== null || table === undefined) return [];
  const end = Math.max(
    table.range.end,
    select.where?.range.end ?? 0,
    ...select.lateralViews.map(({ range }) => range.end),
  );
  const behind = behindComments(parsed, end);
  const from = text.slice(select.selectKeyword.start, end);
  if (!from.includes('\n') && !behind.line) return [insertAt(end, ` GROUP BY ${expression}`)];
  const indentation = indentationAt(text, select.selectKeyword.start);
  return [insertAt(behind.offset, `\n${indentation}GROUP BY ${expression}`)];
}

/** Gives a SELECT without tables one, behind its list; nothing where it has one. */
export function addFrom(parsed: ParsedSql, select: Select, table: string): readonly SqlEdit[] {
  const { text } = parsed;
  if (select.from.length > 0) return [];
  const end = select.insertAt;
  const behind = behindComments(parsed, end);
  const list = text.slice(select.selectKeyword.start, end);
  if (!list.includes('\n') && !behind.line) return [insertAt(end, ` FROM ${table}`)];
  const indentation = indentationAt(text, select.selectKeyword.start);
  return [insertAt(behind.offset, `\n${indentation}FROM ${table}`)];
}

/**
 * Adds a join (`LEFT JOIN t ON …`) behind the last table of the outermost SELECT, or of each branch of a UNION. Nothing
 * for a SELECT without tables.
 */
export function addJoin(parsed: ParsedSql, join: string): readonly SqlEdit[] {
  if (parsed.query === null) return [];
  return outermostSelects(parsed.query).flatMap((select) => addJoinTo(parsed, select, join));
}

/** Adds a join behind the last table of one SELECT; nothing where it has no table. */
export function addJoinTo(parsed: ParsedSql, select: Select, join: string): readonly SqlEdit[] {
  const { text } = parsed;
  const last = select.from.at(-1);
  if (last === undefined) return [];
  const { end } = last.range;
  if (normalised(text.slice(last.range.start, end)).endsWith(normalised(join))) return [];
  const behind = behindComments(parsed, end);
  const place = lineOfJoins(parsed, select);
  if (place === null && !behind.line) return [insertAt(end, ` ${join}`)];
  const indentation = place ?? indentationAt(text, select.selectKeyword.start);
  return [insertAt(behind.offset, `\n${indentation}${join.replace(/\n/g, `\n${indentation}`)}`)];
}

/** The indentation of the lines that joins begin, or would; null where the query stands on one line. */
function lineOfJoins({ text }: ParsedSql, select: Select): string | null {
  const last = select.from.at(-1);
  if (last?.kind === 'join' && !last.comma) {
    const { start } = last.joinRange;
    return beginsLine(text, start) ? indentationAt(text, start) : null;
  }
  const first = select.from[0];
  if (first === undefined) return null;
  const before = text.slice(select.selectKeyword.start, first.range.start);
  const from = /\bFROM\s+(?:--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*$/i.exec(before);
  const start = select.selectKeyword.start + (from?.index ?? 0);
  if (from !== null && beginsLine(text, start))
    return before.includes('\n') || clauseOnNewLine(text, select) ? indentationAt(text, start) : null;
  return clauseOnNewLine(text, select) ? indentationAt(text, select.selectKeyword.start) : null;
}

/** Whether what follows the tables begins a line. */
function clauseOnNewLine(text: string, select: Select): boolean {
  const end = select.from.at(-1)?.range.end ?? 0;
  return /^[ \t]*(?:--[^\n]*)?\r?\n\s*\w/.test(text.slice(end, select.range.end));
}

/** Takes the ORDER BY of the whole query away, with the blanks that set it apart. */
export function removeOrderBy(parsed: ParsedSql): readonly SqlEdit[] {
  const range = parsed.query?.orderByRange;
  if (range === undefined || range === null) return [];
  const { text } = parsed;
  const rest = /^[ \t]*/.exec(text.slice(range.end))?.[0].length ?? 0;
  const next = text.charAt(range.end + rest);
  // With something behind it on its line, the line stays; else the line goes.
  if (next !== '' && next !== '\n' && next !== '\r' && next !== ';') {
    return [{ range: { start: range.start, end: range.end + rest }, newText: '' }];
  }
  let start = range.start;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
  // Behind a line comment the semicolon must not slide into it.
  if (
    next === ';' &&
    parsed.comments.some((comment) => comment.style === 'line' && comment.range.end === start)
  )
    start = range.start;
  return [{ range: { start, end: range.end }, newText: '' }];
}
