import { effectiveEntries } from '../syntax/mergeKeys.js';
import { entryOf, resolveAlias } from '../syntax/navigate.js';
import type { MappingNode, SyntaxNode } from '../syntax/tree.js';
import type { Declared } from '../tenant/tenant.js';
import type { TextEdit } from './edit.js';
import type { YamlMap, YamlValue } from './value.js';
import { appendItem, removeItem, replaceValue, setInEntry } from './yaml.js';

/** A field of a source or a column of a table: both carry `semantics`. */
export type Tagged = Pick<Declared, 'file' | 'entry'>;

/**
 * Gives a field one more semantic tag. The short form `points: integer` becomes `{type: integer, semantics: tag}`, a
 * single tag becomes a list. A field that is an alias is left alone: the tag would be on another field too.
 */
export function tagField(field: Tagged, tag: string): readonly TextEdit[] {
  const { tree } = field.file;
  const { value } = field.entry;
  if (value === null || value.kind === 'scalar') {
    const type: YamlMap['map'] = value === null || value.value === null ? [] : [['type', value.text]];
    return replaceValue(tree, field.entry, { flow: { map: [...type, ['semantics', tag]] } });
  }
  if (value.kind !== 'mapping') return [];
  const own = entryOf(value, 'semantics');
  if (own?.value?.kind !== 'alias') {
    if (own !== null) return appendItem(tree, own, tag);
    const merged = mergedTags(value);
    if (merged.includes(tag)) return [];
    return setInEntry(tree, field.entry, ['semantics'], listOrOne([...merged, tag]), { after: 'type' });
  }
  const tags = tagsOf(own.value);
  return tags.includes(tag) ? [] : replaceValue(tree, own, listOrOne([...tags, tag]));
}

/** Takes a semantic tag from a field; `semantics` goes with the last one. Tags of an alias are left alone. */
export function untagField(field: Tagged, tag: string): readonly TextEdit[] {
  const { value } = field.entry;
  if (value?.kind !== 'mapping') return [];
  const semantics = entryOf(value, 'semantics');
  if (semantics === null) return [];
  const node = semantics.value;
  const items = node?.kind === 'sequence' ? node.items : [node];
  const item = items.find((one) => one?.kind === 'scalar' && one.text === tag);
  return item ? removeItem(field.file.tree, semantics, item) : [];
}

/** The tags that a field has only through `<<`. */
function mergedTags(mapping: MappingNode): readonly string[] {
  const entry = effectiveEntries(mapping).find(({ key }) => key.text === 'semantics');
  return tagsOf(entry?.value ?? null);
}

function tagsOf(node: SyntaxNode | null): readonly string[] {
  const found = resolveAlias(node);
  const items = found?.kind === 'sequence' ? found.items : [found];
  return items.flatMap((item) => {
    const scalar = resolveAlias(item);
    return scalar?.kind === 'scalar' && scalar.value !== null ? [scalar.text] : [];
  });
}

function listOrOne(tags: readonly string[]): YamlValue {
  const [only, ...others] = tags;
  return only !== undefined && others.length === 0 ? only : tags;
}
