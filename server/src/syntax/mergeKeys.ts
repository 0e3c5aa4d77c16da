import { resolveAlias } from './navigate.js';
import type { Entry, MappingNode, SyntaxNode } from './tree.js';

/**
 * The entries of a mapping as it counts: its own without `<<`, then those that `<<` merges from other mappings and that
 * it does not have itself. Each is the entry where it stands. Of several merged mappings the earlier one wins.
 */
export function effectiveEntries(mapping: MappingNode): readonly Entry[] {
  const merges = mapping.entries.some(isMerge);
  if (!merges) return mapping.entries;
  const entries: Entry[] = [];
  const owners = new Map<string, MappingNode>();
  const done = new Set<MappingNode>();
  // A stack and not a recursion: a chain of merges may be as long as the file.
  const waiting = [mapping];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // Each mapping is merged once, so that merges of merges cost no more than their text.
    if (done.has(next)) continue;
    done.add(next);
    takeOwn(next, entries, owners);
    waiting.push(
      ...next.entries
        .filter(isMerge)
        .flatMap(({ value }) => mergedMappings(value))
        .reverse(),
    );
  }
  return entries;
}

/** True for the entry `<<: …`, whose value is merged into the mapping that holds it. */
export function isMerge(entry: Entry): boolean {
  return entry.key.style === 'plain' && entry.key.text === '<<';
}

function takeOwn(mapping: MappingNode, into: Entry[], owners: Map<string, MappingNode>): void {
  for (const entry of mapping.entries) {
    const owner = owners.get(entry.key.text);
    // A name that stands twice in one mapping stays twice: that it does is reported elsewhere.
    if (isMerge(entry) || (owner !== undefined && owner !== mapping)) continue;
    into.push(entry);
    owners.set(entry.key.text, mapping);
  }
}

function mergedMappings(value: SyntaxNode | null): MappingNode[] {
  const target = resolveAlias(value);
  if (target?.kind === 'mapping') return [target];
  if (target?.kind !== 'sequence') return [];
  return target.items.flatMap((item) => {
    const mapping = resolveAlias(item);
    return mapping?.kind === 'mapping' ? [mapping] : [];
  });
}
