import { parseSql } from '../sql/parse.js';
import type { Expression, ParsedSql, Query, QueryBody, Select } from '../sql/query.js';
import { columnsOf, forEachSelect, outermostSelects, walkExpression } from '../sql/walk.js';
import type { Item } from './queries/layout.js';
import { sqlName } from './queries/layout.js';
import { addGroupBy } from './sqlClauses.js';
import { insertAt, type SqlEdit } from './sqlEdit.js';
import { beginsLine, behindComments, indentationAt, shownLayout, type ListLayout } from './sqlLayout.js';

/**
 * Adds columns to a query: to its outermost SELECT, or to each branch of a UNION, behind the columns that are there.
 * Nothing where a branch has no list to add to (`TABLE t`, VALUES), since the branches would no longer fit. Items
 * whose name a branch already gives are left out of all.
 */
export function addSelectItems(parsed: ParsedSql, items: readonly Item[]): readonly SqlEdit[] {
  const { query } = parsed;
  if (query === null || !hasOnlySelects(query.body)) return [];
  const selects = outermostSelects(query);
  const first = selects[0];
  if (first === undefined) return [];
  const missing = items.filter((item) => !gives(first, item));
  return selects.flatMap((select) => addItemsToSelect(parsed, select, missing));
}

function hasOnlySelects(body: QueryBody): boolean {
  switch (body.kind) {
    case 'select':
      return true;
    case 'set':
      return hasOnlySelects(body.left) && hasOnlySelects(body.right);
    case 'parenthesized':
      return hasOnlySelects(body.query.body);
    default:
      return false;
  }
}

function gives(select: Select, item: Item): boolean {
  const name = (item.alias ?? item.expression.replace(/^.*\./, '').replace(/`/g, '')).toLowerCase();
  return select.items.some(
    (own) => own.kind === 'expression' && own.named && own.name.toLowerCase() === name,
  );
}

/** Adds columns to one SELECT, in its own style; to GROUP BY too where a plain column would else break it. */
export function addItemsToSelect(
  parsed: ParsedSql,
  select: Select,
  items: readonly Item[],
): readonly SqlEdit[] {
  if (items.length === 0) return [];
  const texts = items.map((item) => itemText(parsed, select, item));
  return [...insertItems(parsed, select, texts), ...grouping(parsed, select, items)];
}

function itemText({ text }: ParsedSql, select: Select, { expression, alias }: Item): string {
  if (alias === null) return expression;
  const keyword = text.slice(select.selectKeyword.start, select.selectKeyword.end);
  const as = keyword !== '' && keyword === keyword.toLowerCase() ? 'as' : 'AS';
  const name = sqlName(alias);
  return `${expression} ${as} ${quotesAliases(select) && !name.startsWith('`') ? `\`${name}\`` : name}`;
}

/** Whether this SELECT's author puts aliases between backticks. */
function quotesAliases(select: Select): boolean {
  const aliases = select.items.flatMap((item) => (item.kind === 'expression' ? item.aliases : []));
  const quoted = aliases.filter((alias) => alias.quoted).length;
  return quoted > 0 && quoted * 2 >= aliases.length;
}

function insertItems(parsed: ParsedSql, select: Select, texts: readonly string[]): readonly SqlEdit[] {
  const { text } = parsed;
  const layout = layoutOf(parsed, select);
  if (select.items.length === 0) return [insertAt(select.insertAt, firstItems(layout, texts))];
  const end = select.insertAt;
  const left = commaLeft(parsed, end);
  // A comma already typed, with nothing behind it, takes the first of the new items.
  const from = left ?? end;
  const behind = behindComments(parsed, from);
  if (!layout.lines && !behind.line) {
    const joined = texts.join(', ');
    return [insertAt(from, left === null ? `, ${joined}` : ` ${joined}`)];
  }
  const { indentation, gap } = layout;
  const atLineStart = left !== null && beginsLine(text, from - 1);
  if (atLineStart && !behind.line) {
    const rest = texts.slice(1).map((item) => `\n${indentation},${gap}${item}`);
    return [insertAt(from, `${gap}${texts[0] ?? ''}${rest.join('')}`)];
  }
  if (layout.leading && left === null) {
    return [insertAt(behind.offset, texts.map((item) => `\n${indentation},${gap}${item}`).join(''))];
  }
  const lines = texts.map((item) => `\n${indentation}${item}`).join(',');
  if (left !== null) return [insertAt(behind.offset, lines)];
  if (behind.offset === end) return [insertAt(end, `,${lines}`)];
  return [insertAt(end, ','), insertAt(behind.offset, lines)];
}

/** The offset behind a comma that stands behind the last item, or null. */
function commaLeft({ text, comments }: ParsedSql, end: number): number | null {
  let at = end;
  for (let steps = 0; steps < 50; steps++) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
    const comment = comments.find(({ range }) => range.start === at);
    if (comment === undefined) break;
    at = comment.range.end;
  }
  return text[at] === ',' ? at + 1 : null;
}

function firstItems(layout: ListLayout, texts: readonly string[]): string {
  if (!layout.lines) return ` ${texts.join(', ')}`;
  const { indentation, gap } = layout;
  const [first = '', ...rest] = texts;
  if (layout.leading)
    return `\n${indentation}${first}${rest.map((item) => `\n${indentation},${gap}${item}`).join('')}`;
  return `\n${indentation}${texts.join(`,\n${indentation}`)}`;
}

/** The layout of a SELECT's list; where it shows none, that of another list of the query, else leading commas. */
function layoutOf(parsed: ParsedSql, select: Select): ListLayout {
  const { text } = parsed;
  const own = shownLayout(text, rangesOf(select));
  if (own !== null) return own;
  const first = select.items[0]?.range.start;
  const begun = text.slice(select.selectKeyword.end, first ?? nextStart(select, text));
  const lines = begun.includes('\n');
  const like = parsed.query === null ? null : otherLayout(text, parsed.query);
  const step = like?.lines === true ? null : '  ';
  const own0 = indentationAt(text, first ?? select.selectKeyword.start);
  const indentation =
    first === undefined ? indentationAt(text, select.selectKeyword.start) + (step ?? '  ') : own0;
  return {
    lines,
    leading: like?.lines === true ? like.leading : true,
    indentation,
    gap: like?.gap === ' ' && like.lines ? ' ' : '',
  };
}

function nextStart(select: Select, text: string): number {
  return select.from[0]?.range.start ?? select.where?.range.start ?? Math.min(text.length, select.range.end);
}

function otherLayout(text: string, query: Query): ListLayout | null {
  let found: ListLayout | null = null;
  forEachSelect(query, (select) => {
    const layout = found?.lines === true ? null : shownLayout(text, rangesOf(select));
    if (layout !== null) found = layout;
  });
  return found;
}

function rangesOf(select: Select): readonly { start: number; end: number }[] {
  return select.items.map((item) => item.range);
}

/** GROUP BY for the new items that are certainly neither aggregated nor constant. */
function grouping(parsed: ParsedSql, select: Select, items: readonly Item[]): readonly SqlEdit[] {
  const { groupBy } = select;
  if (groupBy === null || groupBy.all || groupBy.expressions.length === 0) return [];
  const needed = items.map((item) => item.expression).filter(needsGrouping);
  return needed.length === 0 ? [] : addGroupBy(parsed, groupBy, ...needed);
}

/** Whether an expression reads columns and calls nothing: a call may be an aggregate. */
function needsGrouping(expression: string): boolean {
  const body = parseSql(`SELECT ${expression}`).query?.body;
  const item = body?.kind === 'select' ? body.items[0] : undefined;
  if (item?.kind !== 'expression') return false;
  return columnsOf(item.expression).length > 0 && !calls(item.expression);
}

function calls(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, {
    expression: (part) => {
      found ||= part.kind === 'call' || part.kind === 'subquery' || part.kind === 'unknown';
    },
  });
  return found;
}
