import type { Entry, MappingNode, SyntaxTree } from '../syntax/tree.js';
import type { TextEdit } from './edit.js';
import type { YamlValue } from './value.js';
import {
  columnAt,
  contentEnd,
  extentEnd,
  extentStart,
  hasBlankLines,
  isFirstOnLine,
  lineEndAt,
} from './yamlPlace.js';
import { styleOf, type YamlStyle } from './yamlStyle.js';
import { entryLines, inFlow, keyText } from './yamlWrite.js';

/** Where among its neighbours a new entry stands; behind the last one where the neighbour named is not there. */
export interface EntryPlace {
  readonly after?: string;
  readonly before?: string;
}

/** Adds an entry to a mapping that has others. */
export function insertEntry(
  tree: SyntaxTree,
  mapping: MappingNode,
  key: string,
  value: YamlValue,
  place: EntryPlace = {},
): readonly TextEdit[] {
  const before = mapping.entries.find((entry) => entry.key.text === place.before);
  const after = mapping.entries.find((entry) => entry.key.text === place.after) ?? mapping.entries.at(-1);
  const anchor = before ?? after;
  if (anchor === undefined) return [];
  if (mapping.style === 'flow') {
    const text = `${keyText(key, styleOf(tree), true)}: ${inFlow(value, styleOf(tree))}`;
    return before ? insertFlowBefore(tree, before, text) : insertFlowAfter(tree, mapping, anchor, text);
  }
  const style = styleOf(tree);
  const column = columnAt(tree, mapping.range.start);
  const lines = entryLines({ map: [[key, value]] }, column, style);
  const apart = hasBlankLines(tree, mapping);
  return [
    before ? blockBefore(tree, before, lines, apart, style) : blockAfter(tree, anchor, column, lines, apart),
  ];
}

function blockAfter(
  tree: SyntaxTree,
  entry: Entry,
  column: number,
  lines: readonly string[],
  apart: boolean,
): TextEdit {
  const { eol } = styleOf(tree);
  const end = extentEnd(tree, contentEnd(entry), column);
  return insertion(end, (apart ? eol : '') + lines.map((line) => eol + line).join(''));
}

function blockBefore(
  tree: SyntaxTree,
  entry: Entry,
  lines: readonly string[],
  apart: boolean,
  style: YamlStyle,
): TextEdit {
  const start = entry.range.start;
  const column = columnAt(tree, start);
  const text = lines.map((line) => line + style.eol).join('') + (apart ? style.eol : '');
  if (isFirstOnLine(tree, start)) {
    // A byte order mark stays the first character.
    const at = extentStart(tree, start, column);
    return insertion(at === 0 && tree.text.charCodeAt(0) === 0xfeff ? 1 : at, text);
  }
  // Behind a dash the first entry goes on on the dash's line.
  return insertion(start, text.trimStart() + ' '.repeat(column));
}

function insertFlowBefore(tree: SyntaxTree, entry: Entry, text: string): readonly TextEdit[] {
  const start = entry.range.start;
  const lineBreak = isFirstOnLine(tree, start) ? styleOf(tree).eol + ' '.repeat(columnAt(tree, start)) : ' ';
  return [insertion(start, `${text},${lineBreak}`)];
}

function insertFlowAfter(
  tree: SyntaxTree,
  mapping: MappingNode,
  entry: Entry,
  text: string,
): readonly TextEdit[] {
  return insertBehind(tree, mapping.range.end, entry.range.start, entry.range.end, text);
}

/** Puts a further element behind one that stands from `start` to `end` in a collection that ends at `closing`. */
export function insertBehind(
  tree: SyntaxTree,
  closing: number,
  start: number,
  end: number,
  text: string,
): readonly TextEdit[] {
  if (!isFirstOnLine(tree, start)) return [insertion(end, `, ${text}`)];
  const { eol } = styleOf(tree);
  const comma = /^[ \t]*,/.exec(tree.text.slice(end, closing));
  const line = eol + ' '.repeat(columnAt(tree, start)) + text;
  const behind = comma === null ? end : end + comma[0].length;
  const rest = tree.text.slice(behind, Math.min(closing, lineEndAt(tree, behind)));
  // What stands on the rest of the line may only be a comment, which stays with the element before.
  const at = rest.trim() === '' ? behind : /^[ \t]+#/.test(rest) ? lineEndAt(tree, behind) : -1;
  if (at === -1) return [insertion(end, `, ${text}`)];
  if (comma === null)
    return at === end ? [insertion(end, `,${line}`)] : [insertion(end, ','), insertion(at, line)];
  return [insertion(at, `${line},`)];
}

/** An edit that only adds. */
export function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}
