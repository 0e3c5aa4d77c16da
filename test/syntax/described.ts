import { parseYaml } from '../../server/src/syntax/parse.js';
import type { SyntaxNode, SyntaxTree } from '../../server/src/syntax/tree.js';

/** A node as plain data: entries by key, `BROKEN` before the keys of broken ones, aliases as `*name`. */
export function described(node: SyntaxNode | null): unknown {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'alias') return `*${node.name}`;
  if (node.kind === 'sequence') return node.items.map(described);
  return Object.fromEntries(
    node.entries.map(({ key, value, broken }) => [(broken ? 'BROKEN ' : '') + key.text, described(value)]),
  );
}

/** A node with all that can be seen of it, so that two readers can be compared. */
export function everything(node: SyntaxNode | null): unknown {
  if (node === null) return null;
  const { kind, range, anchor } = node.kind === 'alias' ? { ...node, anchor: undefined } : node;
  const base = { kind, range, anchor };
  if (node.kind === 'alias') return { ...base, name: node.name };
  if (node.kind === 'sequence') return { ...base, style: node.style, items: node.items.map(everything) };
  if (node.kind === 'mapping') {
    const entries = node.entries.map((entry) => ({
      key: everything(entry.key),
      value: everything(entry.value),
      range: entry.range,
    }));
    return { ...base, style: node.style, entries };
  }
  const offsets = Array.from({ length: node.text.length + 1 }, (_, offset) => node.map.toText(offset));
  return { ...base, style: node.style, text: node.text, value: node.value, offsets };
}

/** Each problem as `kind at "text"`, with what the mend leaves of the whole text where there is one. */
export function problemsOf(tree: SyntaxTree): string[] {
  return tree.problems.map(
    ({ kind, range }) => `${kind} at ${JSON.stringify(tree.text.slice(range.start, range.end))}`,
  );
}

/** The text with every mend of its problems made. */
export function mended(text: string): string {
  let result = text;
  for (const { mend } of [...parseYaml(text).problems].reverse()) {
    if (mend !== undefined)
      result = result.slice(0, mend.range.start) + mend.newText + result.slice(mend.range.end);
  }
  return result;
}

/** Every node below a node, itself first. */
export function nodesOf(node: SyntaxNode | null): SyntaxNode[] {
  if (node === null) return [];
  if (node.kind === 'mapping') {
    return [node, ...node.entries.flatMap(({ key, value }) => [key, ...nodesOf(value)])];
  }
  return node.kind === 'sequence' ? [node, ...node.items.flatMap(nodesOf)] : [node];
}
