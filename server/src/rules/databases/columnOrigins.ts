import type { Lineage, Relation } from '../../lineage/lineage.js';

/** A column that another is made of, however far behind. */
export interface Origin {
  readonly relation: Relation;
  readonly column: string;
}

/** Every column of other relations that a column is made of, directly or not, each once. */
export function originsOf(lineage: Lineage, relation: Relation, column: string): readonly Origin[] {
  const seen = new Set<string>();
  const origins: Origin[] = [];
  const pending: Origin[] = [{ relation, column }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    const from = lineage.columnsOf(at.relation).columns.get(at.column.toLowerCase())?.from ?? [];
    for (const origin of from) {
      if (origin.kind !== 'column') continue;
      const key = `${origin.relation.id}\n${origin.column.toLowerCase()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      origins.push(origin);
      pending.push(origin);
    }
  }
  return origins;
}
