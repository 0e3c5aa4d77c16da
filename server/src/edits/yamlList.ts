import type { Entry, ScalarNode, SequenceNode, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import type { TextEdit } from './edit.js';
import type { YamlValue } from './value.js';
import { saysAlready } from './yamlEqual.js';
import { insertBehind, insertion } from './yamlInsert.js';
import { columnAt, entryHolding, extentEnd, isInFlow, lineStartAt } from './yamlPlace.js';
import { removeBetweenCommas, removeEntry, removeLines } from './yamlRemove.js';
import { replaceValue } from './yamlReplace.js';
import { canBePlain } from './yamlScalar.js';
import { styleOf } from './yamlStyle.js';
import { inFlow, itemLines } from './yamlWrite.js';

/** Adds an item to the list that an entry's value is; a single value becomes a list, no value the single value. */
export function appendItem(tree: SyntaxTree, entry: Entry, value: YamlValue): readonly TextEdit[] {
  const node = entry.value;
  if (node === null || saysAlready(node, null)) return replaceValue(tree, entry, value);
  if (node.kind === 'scalar') return saysAlready(node, value) ? [] : listOfTwo(tree, node, value);
  if (node.kind !== 'sequence' || node.items.some((item) => saysAlready(item, value))) return [];
  const style = styleOf(tree);
  const last = node.items.at(-1);
  if (node.style === 'flow') {
    const text = inFlow(value, style);
    if (!last) return [insertion(node.range.start + 1, text)];
    return insertBehind(tree, node.range.end, last.range.start, last.range.end, text);
  }
  const column = columnAt(tree, node.range.start);
  const lines = itemLines(value, column, style);
  return [insertion(extentEnd(tree, node.range.end, column), lines.map((line) => style.eol + line).join(''))];
}

function listOfTwo(tree: SyntaxTree, node: ScalarNode, value: YamlValue): readonly TextEdit[] {
  const style = styleOf(tree);
  const added = `, ${inFlow(value, style)}]`;
  const source = tree.text.slice(node.range.start, node.range.end);
  const oneLine = !source.includes('\n') && node.style !== 'literal' && node.style !== 'folded';
  const fits = node.style !== 'plain' || typeof node.value !== 'string' || canBePlain(node.text, true);
  if (oneLine && fits) return [insertion(node.range.start, '['), insertion(node.range.end, added)];
  if (isInFlow(tree, node) || oneLine) {
    return [{ range: node.range, newText: `[${inFlow(node.text, style)}${added}` }];
  }
  const entry = entryHolding(tree, node);
  return entry === null ? [] : replaceValue(tree, entry, { flow: [node.text, value] });
}

/** Takes an item out of a list or a single value away; with the last one goes the key. */
export function removeItem(
  tree: SyntaxTree,
  list: SequenceNode | Entry,
  item: SyntaxNode,
): readonly TextEdit[] {
  const sequence = 'kind' in list ? list : list.value;
  const entry = 'kind' in list ? entryHolding(tree, list) : list;
  if (sequence === item) return entry === null ? [] : removeEntry(tree, entry);
  if (sequence?.kind !== 'sequence') return [];
  const index = sequence.items.indexOf(item);
  if (index === -1) return [];
  if (sequence.items.length === 1) return entry === null ? [] : removeEntry(tree, entry);
  if (sequence.style === 'flow') {
    const next = sequence.items[index + 1];
    const before = sequence.items[index - 1];
    return [
      removeBetweenCommas(
        itemStart(item),
        item.range.end,
        next ? itemStart(next) : undefined,
        before?.range.end,
      ),
    ];
  }
  const column = columnAt(tree, sequence.range.start);
  const dash = tree.text.lastIndexOf('-', itemStart(item) - 1);
  if (dash < lineStartAt(tree, dash) + column) return [];
  return removeLines(tree, dash, item.range.end, column);
}

function itemStart(item: SyntaxNode): number {
  return item.anchor?.range.start ?? item.range.start;
}
