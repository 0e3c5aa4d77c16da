import { blockBodyStart } from '../syntax/blockScalarText.js';
import type { Entry, MappingNode, OffsetRange, ScalarNode, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import type { TextEdit } from './edit.js';
import type { YamlValue } from './value.js';
import { saysAlready } from './yamlEqual.js';
import { insertion } from './yamlInsert.js';
import { columnAt, extentEnd, isInFlow, lineEndAt, placeOfEntry } from './yamlPlace.js';
import { scalarText } from './yamlScalar.js';
import { styleOf } from './yamlStyle.js';
import { block, inFlow, isList, needsBlock, written, type Written } from './yamlWrite.js';

/** Gives an entry another value, or its first one. An anchor of the old value stays. */
export function replaceValue(tree: SyntaxTree, entry: Entry, value: YamlValue): readonly TextEdit[] {
  if (saysAlready(entry.value, value)) return [];
  const style = styleOf(tree);
  const place = placeOfEntry(tree, entry);
  if (place === null) return [];
  if (isInFlow(tree, entry.key)) {
    const rewritten = needsBlock(value) ? inBlockStyle(tree, entry, value) : null;
    return rewritten ?? putHead(tree, entry, inFlow(value, style));
  }
  const column = columnAt(tree, place.mapping.range.start);
  const old = entry.value;
  if (
    typeof value === 'string' &&
    old?.kind === 'scalar' &&
    (old.style === 'single' || old.style === 'double')
  ) {
    return putHead(tree, entry, scalarText(value, style.quote, false, old.style));
  }
  const next = written(value, column, style);
  return putWritten(tree, entry, next, old, endsInText(value) ? column : null);
}

/**
 * Puts what was written in the place of an entry's old value, which may take lines below its key.
 * @param textColumn the key's column where the new value ends with lines of text, otherwise null.
 */
function putWritten(
  tree: SyntaxTree,
  entry: Entry,
  next: Written,
  old: SyntaxNode | null,
  textColumn: number | null,
): readonly TextEdit[] {
  const { eol } = styleOf(tree);
  const body = next.body.map((line) => eol + line).join('');
  const head = putHead(tree, entry, next.head);
  const below = old !== null && isBelow(old);
  const start = lineEndAt(
    tree,
    below ? headRange(tree, entry, old).end : (old?.range.end ?? entry.range.end),
  );
  const end = below ? Math.max(start, lineEndAt(tree, old.range.end)) : start;
  return [...head, ...putBody(tree, start, end, body, textColumn)];
}

/** Puts lines in the place of `[start, end)`, which begins and ends at line ends. */
function putBody(
  tree: SyntaxTree,
  start: number,
  end: number,
  body: string,
  textColumn: number | null,
): readonly TextEdit[] {
  // Comments that stand deeper than the key would become part of a text above them.
  const last = textColumn === null || body === '' ? end : extentEnd(tree, end, textColumn);
  const comments = tree.text.slice(end, last).replace(/^[ \t]+(?=#)/gm, ' '.repeat(textColumn ?? 0));
  if (last === start && body === '') return [];
  return [{ range: { start, end: last }, newText: body + comments }];
}

/** True where the last line of a value is one of a block scalar. */
function endsInText(value: YamlValue): boolean {
  if (typeof value !== 'object' || value === null || 'flow' in value) return false;
  if (isList(value)) return value.length > 0 && endsInText(value.at(-1) ?? null);
  if ('block' in value) return true;
  return endsInText(value.map.at(-1)?.[1] ?? null);
}

/** True for a value that stands in the lines below its key: a block collection or a block scalar. */
function isBelow(node: SyntaxNode): boolean {
  if (node.kind === 'scalar') return node.style === 'literal' || node.style === 'folded';
  return node.kind !== 'alias' && node.style === 'block';
}

/** Puts `head` on the key's line, in the place of the part of the old value that stands there. */
function putHead(tree: SyntaxTree, entry: Entry, head: string): readonly TextEdit[] {
  if (entry.value === null) {
    if (head === '') return [];
    const hasColon = colonEnd(tree, entry) !== null;
    return [insertion(entry.range.end, hasColon ? ` ${head}` : `: ${head}`)];
  }
  const { start, end } = headRange(tree, entry, entry.value);
  if (head !== '')
    return start === end ? [insertion(start, ` ${head}`)] : [{ range: { start, end }, newText: head }];
  let from = start;
  while (from > entry.key.range.end && /[ \t]/.test(tree.text[from - 1] ?? '')) from--;
  return start === end ? [] : [{ range: { start: from, end }, newText: '' }];
}

/** The part of a value that stands on its key's line; for a block collection the empty span where one would stand. */
function headRange(tree: SyntaxTree, entry: Entry, value: SyntaxNode): OffsetRange {
  const { start, end } = value.range;
  if (!isBelow(value)) return { start, end };
  if (value.kind === 'scalar') {
    const header = /^[|>][-+1-9]*/.exec(tree.text.slice(start, start + 4))?.[0] ?? '';
    return { start, end: start + header.length };
  }
  const anchor = value.kind === 'alias' ? undefined : value.anchor;
  const at = anchor?.range.end ?? colonEnd(tree, entry) ?? entry.key.range.end;
  return { start: at, end: at };
}

/** The offset behind the colon of an entry; null where it has none. */
export function colonEnd(tree: SyntaxTree, entry: Entry): number | null {
  const from = entry.key.range.end;
  const found = /^\s*:/.exec(tree.text.slice(from, Math.min(entry.range.end, from + 200)));
  return found === null ? null : from + found[0].length;
}

/**
 * Writes the flow mapping that holds `entry` in block style, with a new value for the entry; null where the mapping does
 * not stand alone behind a key of a block mapping.
 */
function inBlockStyle(tree: SyntaxTree, entry: Entry, value: YamlValue): readonly TextEdit[] | null {
  const place = placeOfEntry(tree, entry);
  return place && flowToBlock(tree, place.mapping, [{ key: entry.key.text, value, replaces: entry }]);
}

/** An entry to be written while its mapping is rewritten in block style. */
export interface BlockAddition {
  readonly key: string;
  readonly value: YamlValue;
  /** Null for a new one, which stands behind `after`, or last. */
  readonly replaces: Entry | null;
  readonly after?: Entry;
}

/** Rewrites a flow mapping in block style; null where it does not stand alone behind a key of a block mapping. */
export function flowToBlock(
  tree: SyntaxTree,
  mapping: MappingNode,
  additions: readonly BlockAddition[],
): readonly TextEdit[] | null {
  const style = styleOf(tree);
  const holder = placeOfHolder(tree, mapping);
  if (holder === null) return null;
  const column = holder.column + style.step;
  const indentation = ' '.repeat(column);
  const lineOf = ({ key, value }: BlockAddition): string[] => {
    const { head, body } = written(value, column, style);
    const name = scalarText(key, style.quote, false);
    return [`${indentation}${name}:${head === '' ? '' : ` ${head}`}`, ...body];
  };
  const lines: string[] = [];
  mapping.entries.forEach((entry, index) => {
    const replaced = additions.find(({ replaces }) => replaces === entry);
    const comment = commentBehind(tree, mapping, entry, index);
    const [first = '', ...others] = replaced
      ? lineOf(replaced)
      : keptLines(tree, entry, indentation, style.step);
    lines.push(first + comment, ...others);
    for (const added of additions)
      if (added.replaces === null && added.after === entry) lines.push(...lineOf(added));
  });
  for (const added of additions)
    if (added.replaces === null && added.after === undefined) lines.push(...lineOf(added));
  let { start } = mapping.range;
  while (start > holder.colon && /[ \t]/.test(tree.text[start - 1] ?? '')) start--;
  const body = lines.map((line) => style.eol + line).join('');
  const lineEnd = lineEndAt(tree, mapping.range.end);
  const remove = { range: { start, end: mapping.range.end }, newText: '' };
  const rest = tree.text.slice(mapping.range.end, lineEnd);
  const blanks = { range: { start: mapping.range.end, end: lineEnd }, newText: '' };
  const put = putBody(tree, lineEnd, lineEnd, body, holder.column);
  return rest !== '' && rest.trim() === '' ? [remove, blanks, ...put] : [remove, ...put];
}

function placeOfHolder(tree: SyntaxTree, mapping: MappingNode): { column: number; colon: number } | null {
  // The place of the mapping is found through its first entry, as only entries are found by their offset.
  const first = mapping.entries[0];
  const above = first && placeOfEntry(tree, first)?.above.at(-1);
  if (above?.kind !== 'entry' || above.entry.value !== mapping || isInFlow(tree, above.entry.key))
    return null;
  const colon = mapping.anchor?.range.end ?? colonEnd(tree, above.entry);
  return colon === null ? null : { column: columnAt(tree, above.parent.range.start), colon };
}

/** An entry of a flow mapping as a line of a block mapping: as it is written, with deeper lines where it has several. */
function keptLines(tree: SyntaxTree, entry: Entry, indentation: string, step: number): string[] {
  const key = tree.text.slice(entry.key.range.start, entry.key.range.end);
  const colon = colonEnd(tree, entry);
  const value = colon === null ? '' : tree.text.slice(colon, entry.range.end).trim();
  const lines = `${indentation}${key}:${value === '' ? '' : ` ${value}`}`.split(/\r?\n/);
  return lines.map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(step) + line));
}

function commentBehind(tree: SyntaxTree, mapping: MappingNode, entry: Entry, index: number): string {
  const next = mapping.entries[index + 1]?.range.start ?? mapping.range.end;
  const comment = tree.comments.find(({ range }) => range.start >= entry.range.end && range.start < next);
  return comment === undefined ? '' : ` #${comment.text}`;
}

/** Gives a scalar another text in the same style of writing, quotes included, where the text allows it. */
export function replaceScalarText(tree: SyntaxTree, node: ScalarNode, newText: string): readonly TextEdit[] {
  if (node.text === newText) return [];
  const style = styleOf(tree);
  const flow = isInFlow(tree, node);
  if (node.style === 'literal' || node.style === 'folded') return replaceBlockText(tree, node, newText);
  // A plain `true` that becomes `false` stays a boolean; a text that becomes one is put between quotes.
  const bare = node.style === 'plain' && typeof node.value !== 'string' && /^[\w.+-]+$/.test(newText);
  const written = bare ? newText : scalarText(newText, style.quote, flow, node.style);
  return [{ range: node.range, newText: written }];
}

function replaceBlockText(tree: SyntaxTree, node: ScalarNode, newText: string): readonly TextEdit[] {
  const { eol, step } = styleOf(tree);
  const body = blockBodyStart(tree.text, node.range.start, tree.text.length);
  const line =
    tree.text
      .slice(body, node.range.end)
      .split(/\r?\n/)
      .find((text) => text.trim() !== '') ?? '';
  const column = Math.max(0, line.length - line.trimStart().length - step);
  const { head, body: lines } = block(newText, column, styleOf(tree));
  return [{ range: node.range, newText: [head, ...lines].join(eol) }];
}

/** Gives an entry another key. */
export function renameKey(tree: SyntaxTree, entry: Entry, name: string): readonly TextEdit[] {
  if (entry.key.text === name) return [];
  const newText = scalarText(name, styleOf(tree).quote, isInFlow(tree, entry.key), entry.key.style);
  return [{ range: entry.key.range, newText }];
}
