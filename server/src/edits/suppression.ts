import { lineAt, lineEnd, lineStartsOf, type Lines } from '../syntax/positions.js';
import { pathAt } from '../syntax/navigate.js';
import type { ScalarNode, SyntaxTree } from '../syntax/tree.js';
import type { TextEdit } from './edit.js';

const DIRECTIVE = 'tenant-config-disable-next-line';

/** A comment line that suppresses rules on the next line: what stands before the rules, and the rules. */
const WRITTEN = /^([ \t]*(?:#|--)[ \t]*tenant-config-disable-next-line)((?:[ \t]+(?!--)[^\s]+)*)(.*)$/;

/**
 * Suppresses a rule on the line of `offset`, by a comment on the line above or by one more rule in the comment that is
 * there. In a text file of SQL, and where the offset stands in a block of SQL in YAML, it is a comment of SQL.
 * @param target the tree of a YAML file, or the text of a file of SQL.
 */
export function suppressNextLine(
  target: SyntaxTree | { readonly sql: string },
  offset: number,
  rule: string,
): readonly TextEdit[] {
  if ('sql' in target) {
    const lines = { text: target.sql, lineStarts: lineStartsOf(target.sql) };
    return commentAbove(lines, lineAt(lines.lineStarts, offset), '--', rule);
  }
  const line = lineAt(target.lineStarts, offset);
  const scalar = scalarAt(target, offset);
  if (scalar === null) return commentAbove(target, line, '#', rule);
  const first = lineAt(target.lineStarts, scalar.range.start);
  const inBlock = scalar.style === 'literal' && line > first;
  // A comment cannot stand in the lines of other scalars; above the entry it speaks of the entry's first line.
  return inBlock
    ? commentAbove(target, line, '--', rule, blanksOf(target, first + 1))
    : commentAbove(target, first, '#', rule);
}

function scalarAt(tree: SyntaxTree, offset: number): ScalarNode | null {
  const step = pathAt(tree, offset).at(-1);
  const node = step?.kind === 'entry' ? step.entry.value : step?.item;
  if (node?.kind !== 'scalar') return null;
  return node.range.start <= offset && offset <= node.range.end ? node : null;
}

function blanksOf(lines: Lines, line: number): string {
  return /^[ \t]*/.exec(lines.text.slice(lines.lineStarts[line], lineEnd(lines, line)))?.[0] ?? '';
}

/** @param least the indentation without which the comment would end the text that it stands in */
function commentAbove(
  lines: Lines,
  line: number,
  sign: '#' | '--',
  rule: string,
  least = '',
): readonly TextEdit[] {
  const { text, lineStarts } = lines;
  const start = lineStarts[line] ?? 0;
  const above = line === 0 ? '' : text.slice(lineStarts[line - 1], lineEnd(lines, line - 1));
  const found = WRITTEN.exec(above);
  if (found !== null) {
    const [, before = '', rules = ''] = found;
    if (rules.split(/[\s,]+/).includes(rule)) return [];
    const at = (lineStarts[line - 1] ?? 0) + before.length + rules.length;
    return [{ range: { start: at, end: at }, newText: ` ${rule}` }];
  }
  const mark = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const blanks = /^[ \t]*/.exec(text.slice(start + mark, lineEnd(lines, line)))?.[0] ?? '';
  // YAML takes no tab there, also not where the line below has one.
  const indentation =
    sign === '#' ? blanks.replace(/\t.*/, '') : blanks.length < least.length ? least : blanks;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const at = start + mark;
  return [{ range: { start: at, end: at }, newText: `${indentation}${sign} ${DIRECTIVE} ${rule}${eol}` }];
}
