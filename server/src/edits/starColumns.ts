import type { ParsedSql, Select, StarItem } from '../sql/query.js';
import { sqlName } from './queries/layout.js';
import type { SqlEdit } from './sqlEdit.js';
import { beginsLine, indentationAt, shownLayout, type ListLayout } from './sqlLayout.js';

/** That many columns stand on one line where the list shows no other wish. */
const mostOnOneLine = 4;

/**
 * Writes columns in the place of a star, laid out as the rest of the list.
 *
 * @param names each column with the names that stand before it, as they are called and not as SQL quotes them
 */
export function starEdit(
  parsed: ParsedSql,
  select: Select,
  star: StarItem,
  names: readonly (readonly string[])[],
): SqlEdit {
  const { text } = parsed;
  const columns = names.map((parts) => parts.map(sqlName).join('.'));
  const shown = shownLayout(
    text,
    select.items.map((item) => item.range),
  );
  const layout = shown ?? ownLayout(text, star, columns.length);
  const { lines, leading, indentation, gap } = layout;
  const between = !lines ? ', ' : leading ? `\n${indentation},${gap}` : `,\n${indentation}`;
  if (shown !== null || !lines || beginsLine(text, star.range.start)) {
    return { range: star.range, newText: columns.join(between) };
  }
  // The star stands behind SELECT and before FROM on one line: each gets its own.
  const before = /[ \t]*$/.exec(text.slice(0, star.range.start))?.[0].length ?? 0;
  const behind = /^[ \t]+(?=[^\s-])/.exec(text.slice(star.range.end))?.[0].length ?? 0;
  const outer = indentationAt(text, star.range.start);
  return {
    range: { start: star.range.start - before, end: star.range.end + behind },
    newText: `\n${indentation}${columns.join(between)}${behind > 0 ? `\n${outer}` : ''}`,
  };
}

/** Few columns stay on the line; more stand one on each, deeper than the line of SELECT. */
function ownLayout(text: string, star: StarItem, count: number): ListLayout {
  const begins = beginsLine(text, star.range.start);
  const indentation = indentationAt(text, star.range.start) + (begins ? '' : '  ');
  return { lines: begins || count > mostOnOneLine, leading: false, indentation, gap: ' ' };
}
