import type { Catalog } from '../catalog/catalog.js';
import { nearest } from './nearest.js';

/**
 * The table or source that somebody most likely meant by a name that means none. The name of a standard table is no
 * slip of the pen, however near another one is: it can only be meant for what stands for that table.
 */
export function nearestTable(catalog: Catalog, name: string, candidates: readonly string[]): string | null {
  const standard = catalog.standardTable(name);
  if (standard === null) return nearest(name, candidates);
  return nearest(
    name,
    candidates.filter((candidate) => catalog.standardTable(candidate)?.name === standard.name),
  );
}
