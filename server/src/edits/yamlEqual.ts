import { resolveAlias } from '../syntax/navigate.js';
import type { SyntaxNode } from '../syntax/tree.js';
import type { YamlValue } from './value.js';
import { isList } from './yamlWrite.js';

/** True where a node already says what would be written: the same values under the same keys in the same order. */
export function saysAlready(node: SyntaxNode | null, value: YamlValue): boolean {
  const found = resolveAlias(node);
  if (value === null) return found === null || (found.kind === 'scalar' && found.value === null);
  if (typeof value !== 'object') return found?.kind === 'scalar' && Object.is(found.value, value);
  if (isList(value)) {
    return (
      found?.kind === 'sequence' &&
      found.items.length === value.length &&
      value.every((item, index) => saysAlready(found.items[index] ?? null, item))
    );
  }
  if ('block' in value) return found?.kind === 'scalar' && found.value === value.block;
  if ('flow' in value) return saysAlready(node, isList(value.flow) ? value.flow : { map: value.flow.map });
  return (
    found?.kind === 'mapping' &&
    found.entries.length === value.map.length &&
    value.map.every(([key, inner], index) => {
      const entry = found.entries[index];
      return entry?.key.text === key && saysAlready(entry.value, inner);
    })
  );
}
