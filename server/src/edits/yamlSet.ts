import { effectiveEntries } from '../syntax/mergeKeys.js';
import { entryOf } from '../syntax/navigate.js';
import type { Entry, MappingNode, SyntaxTree } from '../syntax/tree.js';
import type { TextEdit } from './edit.js';
import type { YamlValue } from './value.js';
import { insertEntry, insertion, type EntryPlace } from './yamlInsert.js';
import { flowToBlock, replaceValue } from './yamlReplace.js';
import { styleOf } from './yamlStyle.js';
import { entryLines, needsBlock } from './yamlWrite.js';

/**
 * Sets the value at a path of keys from the root, and makes the parents that are missing. Nothing is changed where the
 * path leads through an alias or through a value that is no mapping: what stands there is said elsewhere, or otherwise.
 * @param place where a new entry stands among its neighbours; behind the last one if not given.
 */
export function setIn(
  tree: SyntaxTree,
  path: readonly string[],
  value: YamlValue,
  place: EntryPlace = {},
): readonly TextEdit[] {
  const [key, ...rest] = path;
  if (key === undefined) return [];
  if (tree.root === null) return setInEmptyFile(tree, path, value);
  return tree.root.kind === 'mapping' ? setInMapping(tree, tree.root, key, rest, value, place) : [];
}

/** As `setIn`, with a path that begins at an entry's value; without a path the value itself is set. */
export function setInEntry(
  tree: SyntaxTree,
  entry: Entry,
  path: readonly string[],
  value: YamlValue,
  place: EntryPlace = {},
): readonly TextEdit[] {
  const [key, ...rest] = path;
  if (key === undefined) return replaceValue(tree, entry, value);
  const node = entry.value;
  const empty = node === null || (node.kind === 'scalar' && node.value === null);
  if (empty || (node.kind === 'mapping' && node.entries.length === 0)) {
    return replaceValue(tree, entry, nested(path, value));
  }
  return node.kind === 'mapping' ? setInMapping(tree, node, key, rest, value, place) : [];
}

function setInMapping(
  tree: SyntaxTree,
  mapping: MappingNode,
  key: string,
  rest: readonly string[],
  value: YamlValue,
  place: EntryPlace,
): readonly TextEdit[] {
  const own = entryOf(mapping, key);
  if (own !== null) return setInEntry(tree, own, rest, value, place);
  const merged = effectiveEntries(mapping).some((entry) => entry.key.text === key);
  // An entry of its own would hide what the merged one has beside it.
  if (merged && rest.length > 0) return [];
  const added = nested(rest, value);
  const here = rest.length === 0 ? place : {};
  if (mapping.entries.length === 0) return fillEmptyRoot(tree, mapping, key, added);
  if (mapping.style === 'flow' && needsBlock(added)) {
    const after = here.after === undefined ? null : entryOf(mapping, here.after);
    const block = flowToBlock(tree, mapping, [
      { key, value: added, replaces: null, ...(after !== null && { after }) },
    ]);
    if (block !== null) return block;
  }
  return insertEntry(tree, mapping, key, added, here);
}

/** `{}` as the whole file. */
function fillEmptyRoot(
  tree: SyntaxTree,
  mapping: MappingNode,
  key: string,
  value: YamlValue,
): readonly TextEdit[] {
  const style = styleOf(tree);
  const newText = entryLines({ map: [[key, value]] }, 0, style).join(style.eol);
  return [{ range: mapping.range, newText }];
}

/** A file without content may hold comments, behind which the first entry stands. */
function setInEmptyFile(tree: SyntaxTree, path: readonly string[], value: YamlValue): readonly TextEdit[] {
  const [key = '', ...rest] = path;
  if (tree.broken) return [];
  const style = styleOf(tree);
  const lines = entryLines({ map: [[key, nested(rest, value)]] }, 0, style).map((line) => line + style.eol);
  const second = tree.problems.find(({ kind }) => kind === 'several-documents');
  const end = second?.range.start ?? tree.text.length;
  const open = end > 0 && !/[\n\uFEFF]/.test(tree.text[end - 1] ?? '');
  return [insertion(end, (open ? style.eol : '') + lines.join(''))];
}

function nested(path: readonly string[], value: YamlValue): YamlValue {
  return path.reduceRight<YamlValue>((inner, key) => ({ map: [[key, inner]] }), value);
}
