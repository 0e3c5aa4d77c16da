import { entryOf, resolveAlias } from '../syntax/navigate.js';
import type { MappingNode, SyntaxNode } from '../syntax/tree.js';
import type { Table } from '../tenant/tenant.js';
import type { TextEdit } from './edit.js';
import type { YamlValue } from './value.js';
import { removeEntry, replaceValue, setInEntry } from './yaml.js';

/** The keys that say how a table is built: each stands with some build modes only. */
const buildKeys: readonly string[] = ['source', 'sql', 'sql_file', 'template', 'source_priority'];

/**
 * The edits that give a table another build mode: what belongs to the old one goes, flags and columns stay.
 * @param query the SQL of the table; null for a passthrough of the table's own name
 */
export function rebuildTable(
  table: Table,
  build: 'sql' | 'passthrough',
  query: string | null,
): readonly TextEdit[] {
  const { tree } = table.file;
  const { value } = table.entry;
  if (value?.kind !== 'mapping') return [];
  if (value.style === 'flow') return replaceValue(tree, table.entry, rebuiltValue(value, build, query));
  const kept = query === null ? buildKeys : buildKeys.filter((key) => key !== 'sql');
  const removed = kept.flatMap((key) => {
    const entry = entryOf(value, key);
    return entry ? removeEntry(tree, entry) : [];
  });
  return [
    ...setInEntry(tree, table.entry, ['build'], build),
    ...removed,
    ...(query === null ? [] : setInEntry(tree, table.entry, ['sql'], { block: query })),
  ];
}

/** A one-line table with its other keys as they are; with SQL it needs lines of its own. */
function rebuiltValue(value: MappingNode, build: string, query: string | null): YamlValue {
  const others = value.entries
    .filter((entry) => entry.key.text !== 'build' && !buildKeys.includes(entry.key.text))
    .map((entry) => [entry.key.text, valueOf(entry.value, 0)] as const);
  const map = [
    ['build', build] as const,
    ...others,
    ...(query === null ? [] : [['sql', { block: query }] as const]),
  ];
  return query === null ? { flow: { map } } : { map };
}

/** Deep enough for every value of the format. */
const deepest = 10;

function valueOf(node: SyntaxNode | null, depth: number): YamlValue {
  const resolved = resolveAlias(node);
  if (resolved === null || depth > deepest) return null;
  if (resolved.kind === 'scalar') return resolved.value;
  const inner: readonly YamlValue[] | { map: readonly (readonly [string, YamlValue])[] } =
    resolved.kind === 'sequence'
      ? resolved.items.map((item) => valueOf(item, depth + 1))
      : { map: resolved.entries.map((entry) => [entry.key.text, valueOf(entry.value, depth + 1)] as const) };
  return { flow: inner };
}
